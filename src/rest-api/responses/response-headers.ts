import type { HeaderList } from '../../model/http/messages.ts';

/** How a kind of integration treats the headers of an answer on their way to the client. */
export interface ResponseHeaderRules {
  /** Sent as `x-amzn-Remapped-<Name>`. */
  readonly remapped: ReadonlySet<string>;
  readonly removed: ReadonlySet<string>;
}

const ALWAYS_REMAPPED = ['connection', 'content-length', 'date', 'server', 'www-authenticate'];

/** About one connection only, so that they would mislead or break the client's own; what AWS does with them is not known. */
const OF_CONNECTION = ['keep-alive', 'trailer', 'upgrade'];

/** Mapped headers of `AWS`, `HTTP` and `MOCK` (recorded: docs/aws/rest-api-observed.md#static-response-parameters). */
export const MAPPED_HEADERS: ResponseHeaderRules = {
  remapped: new Set([
    ...ALWAYS_REMAPPED,
    'authorization',
    'content-md5',
    'expect',
    'host',
    'max-forwards',
    'proxy-authenticate',
    'trailer',
    'upgrade',
    'user-agent',
  ]),
  removed: new Set(['transfer-encoding', 'keep-alive']),
};

/** Headers that a function with proxy integration returned (docs/aws/rest-api-observed.md#backend-headers). */
export const FUNCTION_HEADERS: ResponseHeaderRules = {
  remapped: new Set([...ALWAYS_REMAPPED, 'x-amzn-requestid']),
  // The gateway sends the request's own trace id.
  removed: new Set(['transfer-encoding', 'x-amzn-trace-id', ...OF_CONNECTION]),
};

/** Headers that a backend behind `HTTP_PROXY` returned (recorded but for Via: docs/aws/rest-api-observed.md#backend-headers). */
export const BACKEND_HEADERS: ResponseHeaderRules = {
  remapped: new Set([...ALWAYS_REMAPPED, 'x-amzn-requestid']),
  removed: new Set(['transfer-encoding', 'via', ...OF_CONNECTION]),
};

/**
 * Applies the rules; the prefix keeps its lower-case `x-amzn`, the name its own spelling (recorded:
 * docs/aws/rest-api-observed.md#backend-headers).
 */
export function applyHeaderRules(headers: HeaderList, rules: ResponseHeaderRules): HeaderList {
  const sent: [string, string][] = [];
  for (const [name, value] of headers) {
    const lowerName = name.toLowerCase();
    if (rules.removed.has(lowerName)) continue;
    sent.push([rules.remapped.has(lowerName) ? `x-amzn-Remapped-${name}` : name, value]);
  }
  return sent;
}
