import type { HeaderList } from '../model/messages.ts';
import type { FunctionRequest } from './function-request.ts';
import { CONNECTION_HEADERS } from './request-headers.ts';
import { addText, setText } from './text-map.ts';
import type { MultiMap, TextMap } from './text-map.ts';

/** These are always spelled so; every other name stays as the client spelled it (recorded 2022 and 2025). */
const CANONICAL: Readonly<Record<string, string>> = {
  'content-length': 'Content-Length',
  'content-type': 'Content-Type',
  host: 'Host',
  'user-agent': 'User-Agent',
  'x-amzn-trace-id': 'X-Amzn-Trace-Id',
  'x-forwarded-for': 'X-Forwarded-For',
  'x-forwarded-port': 'X-Forwarded-Port',
  'x-forwarded-proto': 'X-Forwarded-Proto',
};

/** The gateway's own headers replace the client's; they have one value each. */
const GATEWAY_HEADERS = [
  'content-length',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
];

/** Last value in `headers`, all of them in `multiValueHeaders`, repeats under the spelling that came first. */
export function headersV1(request: FunctionRequest): { headers: TextMap; multiValueHeaders: MultiMap } {
  const headers: TextMap = {};
  const multiValueHeaders: MultiMap = {};
  const spellings = new Map<string, string>();
  for (const [spelled, value] of linesV1(request.headerLines, request.headers)) {
    const lower = spelled.toLowerCase();
    const name = spellings.get(lower) ?? CANONICAL[lower] ?? spelled;
    spellings.set(lower, name);
    setText(headers, name, value);
    addText(multiValueHeaders, name, value);
  }
  return { headers, multiValueHeaders };
}

function* linesV1(lines: HeaderList, folded: TextMap): Generator<readonly [string, string]> {
  for (const line of lines) {
    const lower = line[0].toLowerCase();
    if (!CONNECTION_HEADERS.has(lower) && !GATEWAY_HEADERS.includes(lower)) yield line;
  }
  for (const name of GATEWAY_HEADERS) {
    const value = folded[name];
    if (value !== undefined) yield [name, value];
  }
}
