/** What the gateway does with a header of an integration's answer. */
export interface HeaderRule {
  /** How it is spelled to the client: `Apigw-Requestid`, `Myheader` (recorded 2025, HTTP/1.1). */
  readonly name: string;
  /** Belongs to the connection, or is set by the gateway itself: never passed on. */
  readonly dropped: boolean;
  /** Replaced where the API has CORS configured. */
  readonly cors: boolean;
}

/**
 * Observed: a function cannot set these; they are the connection's and the gateway's own (docs/aws/http-api.md#headers-on-every-response).
 */
const DROPPED: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Names come from functions and backends; a hostile one must not fill the memory. */
const MOST_REMEMBERED = 2000;
const rules = new Map<string, HeaderRule>();

export function headerRule(spelled: string): HeaderRule {
  const known = rules.get(spelled);
  if (known) return known;
  const lower = spelled.toLowerCase();
  const rule = { name: canonicalName(lower), dropped: DROPPED.has(lower), cors: lower.startsWith('access-control-') };
  if (rules.size < MOST_REMEMBERED) rules.set(spelled, rule);
  return rule;
}

function canonicalName(lower: string): string {
  return lower.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => dash + letter.toUpperCase());
}
