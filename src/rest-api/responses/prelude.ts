import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { MAX_PRELUDE_BYTES } from '../../model/definition/limits.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { headerText, isPresent, malformed, mergeHeaders, statusCodeOf } from './proxy-response.ts';

/** Eight zero bytes stand between the metadata of a streamed answer and its body. */
export const PRELUDE_END = '\0'.repeat(8);

const KNOWN_KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'cookies']);

/** Status and headers that a streaming function announces. */
export interface Prelude {
  readonly statusCode: number;
  readonly headers: HeaderList;
}

/** The metadata of an answer in the streaming format; `undefined` when the text is not in that format. */
export function readPrelude(text: string): Prelude | undefined {
  const end = text.indexOf(PRELUDE_END);
  return end < 0 || end > MAX_PRELUDE_BYTES ? undefined : parsePrelude(text.slice(0, end));
}

/**
 * Reads the metadata JSON.
 *
 * @throws {GatewayError} MALFORMED_PROXY_RESPONSE.
 */
export function parsePrelude(json: string): Prelude {
  const metadata = parseObject(json);
  const unknown = Object.keys(metadata).find((key) => !KNOWN_KEYS.has(key));
  if (unknown !== undefined)
    throw malformed(`the metadata has the key "${unknown}"; only ${[...KNOWN_KEYS].join(', ')} are allowed`);
  const cookies = metadata['cookies'] ?? [];
  if (!Array.isArray(cookies)) throw malformed('cookies must be a list of strings');
  return {
    statusCode: statusCodeOf(metadata['statusCode']),
    headers: [
      ...mergeHeaders(metadata['headers'], metadata['multiValueHeaders']),
      ...cookies.filter(isPresent).map((cookie: unknown) => ['set-cookie', headerText('set-cookie', cookie)] as const),
    ],
  };
}

function parseObject(json: string): Readonly<Record<string, unknown>> {
  const value = parseJson(json);
  if (isJsonObject(value)) return value;
  throw malformed('the metadata before the eight zero bytes is not a JSON object');
}
