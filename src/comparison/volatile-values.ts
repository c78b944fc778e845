/** When both answers were made: a time that is as far from its own answer as the other is from its own says the same. */
export interface Moments {
  /** Milliseconds since the epoch. */
  readonly recordedAt: number;
  readonly localAt: number;
}

/** How exactly two times must agree, each measured from its own request: a cold start may lie in between. */
const TOLERANCE_MS = 15_000;

/** What is made with an answer (a creation, an expiry) lies this close to it; an older or later time is data. */
const NEAR_MS = 35 * 24 * 3_600_000;

const MONTHS = 'Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec';
/** What may be new with every request, wherever it stands in a text. */
const TOKEN = new RegExp(
  [
    String.raw`(?<uuid>\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b)`,
    String.raw`(?<trace>\b1-[0-9a-f]{8}-[0-9a-f]{24}\b)`,
    String.raw`(?<iso>\b\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:[.,]\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)`,
    String.raw`(?<http>\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:${MONTHS}) \d{4} \d\d:\d\d:\d\d GMT)`,
    String.raw`(?<log>\b\d\d/(?:${MONTHS})/\d{4}:\d\d:\d\d:\d\d [+-]\d{4})`,
    String.raw`(?<day>\b\d{4}-\d\d-\d\d\b)`,
    String.raw`(?<ulid>\b0[1-7][0-9A-HJKMNP-TV-Z]{24}\b)`,
    String.raw`(?<epoch>\b[12]\d{9}(?:\d{3})?(?:\.\d+)?\b)`,
  ].join('|'),
  'gi',
);

type Kind = 'uuid' | 'trace' | 'iso' | 'http' | 'log' | 'day' | 'ulid' | 'epoch';
interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/**
 * Why two values differ from request to request anyway: `uuid`, `time`, `trace id`, `request id`; `undefined` where they say something
 * different. `asked` is the text of the request: an id that stands there was not made by the answer.
 */
export function whyVolatileValue(recorded: unknown, local: unknown, moments: Moments, asked = ''): string | undefined {
  if (typeof recorded === 'number' && typeof local === 'number')
    return whyVolatileValue(String(recorded), String(local), moments, asked);
  if (typeof recorded !== 'string' || typeof local !== 'string') return undefined;
  const [one, other] = [tokens(recorded), tokens(local)];
  if (one.rest.join('\0') !== other.rest.join('\0')) return undefined;
  const reasons = new Set<string>();
  for (const [index, token] of one.tokens.entries()) {
    const counterpart = other.tokens[index];
    if (counterpart === undefined || counterpart.kind !== token.kind) return undefined;
    if (token.text === counterpart.text) continue;
    const reason = reasonOf(token, counterpart, moments, asked);
    if (reason === undefined) return undefined;
    reasons.add(reason);
  }
  return reasons.size === 0 ? undefined : [...reasons].join(', ');
}

function tokens(text: string): { readonly tokens: readonly Token[]; readonly rest: readonly string[] } {
  const found: Token[] = [];
  const rest: string[] = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const kind = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] as Kind;
    found.push({ kind, text: match[0] });
    rest.push(text.slice(end, match.index));
    end = match.index + match[0].length;
  }
  return { tokens: found, rest: [...rest, text.slice(end)] };
}

function reasonOf(recorded: Token, local: Token, moments: Moments, asked: string): string | undefined {
  const { kind } = recorded;
  // A UUID of version 3, 5 or 8 is made out of something, so that it says something.
  if (kind === 'uuid') return isRandom(recorded, asked) && isRandom(local, asked) ? 'uuid' : undefined;
  if (kind === 'trace') return 'trace id';
  if (kind === 'day') {
    return isDayOf(recorded.text, moments.recordedAt) && isDayOf(local.text, moments.localAt) ? 'time' : undefined;
  }
  const [before, after] = [timeOf(recorded), timeOf(local)];
  const distance = before - moments.recordedAt;
  if (Math.abs(distance) > NEAR_MS) return undefined;
  const drift = distance - (after - moments.localAt);
  return Math.abs(drift) <= TOLERANCE_MS ? (kind === 'ulid' ? 'ulid' : 'time') : undefined;
}

function isRandom({ text }: Token, asked: string): boolean {
  return !'358'.includes(text.charAt(14)) && !asked.toLowerCase().includes(text.toLowerCase());
}

function isDayOf(day: string, moment: number): boolean {
  return day === new Date(moment).toISOString().slice(0, 10);
}

/** Milliseconds since the epoch. */
function timeOf({ kind, text }: Token): number {
  if (kind === 'epoch') return Number(text) * (/^\d{10}(?:\.|$)/.test(text) ? 1000 : 1);
  if (kind === 'ulid') return ulidTime(text.toUpperCase());
  if (kind === 'log') return Date.parse(text.replace(/^(\d\d)\/(\w{3})\/(\d{4}):/, '$1 $2 $3 '));
  // A time without a zone is taken as UTC, which Lambda's clock shows.
  const zone = kind === 'iso' && !/(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? 'Z' : '';
  return Date.parse(`${text.replace(',', kind === 'iso' ? '.' : ',')}${zone}`);
}

/** The first ten characters of a ULID are its time. https://github.com/ulid/spec */
function ulidTime(text: string): number {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  return Array.from(text.slice(0, 10), (char) => digits.indexOf(char)).reduce((time, digit) => time * 32 + digit, 0);
}
