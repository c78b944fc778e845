import { setOwn } from '../../model/base/own-properties.ts';
import type { FunctionRequest } from './function-request.ts';
import { CONNECTION_HEADERS, GATEWAY_HEADERS } from '../call/request-headers.ts';
import { addText } from '../routing/text-map.ts';
import type { MultiMap, TextMap } from '../routing/text-map.ts';

export interface HeadersV1 {
  readonly headers: TextMap;
  readonly multiValueHeaders: MultiMap;
}

/** These are always spelled so; every other name stays as the client spelled it (recorded 2022 and 2025). */
const CANONICAL: ReadonlyMap<string, string> = new Map([
  ['content-length', 'Content-Length'],
  ['content-type', 'Content-Type'],
  ['host', 'Host'],
  ['user-agent', 'User-Agent'],
  ['x-amzn-trace-id', 'X-Amzn-Trace-Id'],
  ['x-forwarded-for', 'X-Forwarded-For'],
  ['x-forwarded-port', 'X-Forwarded-Port'],
  ['x-forwarded-proto', 'X-Forwarded-Proto'],
]);

/** Last value in `headers`, all of them in `multiValueHeaders`, repeats under the spelling that came first. */
export function headersV1(request: FunctionRequest): HeadersV1 {
  const folded: HeadersV1 = { headers: {}, multiValueHeaders: {} };
  const spellings = new Map<string, string>();
  for (const [spelled, value] of request.headerLines) {
    const lower = spelled.toLowerCase();
    if (CONNECTION_HEADERS.has(lower) || GATEWAY_HEADERS.has(lower)) continue;
    let name = spellings.get(lower);
    if (name === undefined) spellings.set(lower, (name = CANONICAL.get(lower) ?? spelled));
    add(folded, name, value);
  }
  for (const lower of GATEWAY_HEADERS) {
    const value = request.headers[lower];
    if (value !== undefined) add(folded, CANONICAL.get(lower) ?? lower, value);
  }
  return folded;
}

function add({ headers, multiValueHeaders }: HeadersV1, name: string, value: string): void {
  setOwn(headers, name, value);
  addText(multiValueHeaders, name, value);
}
