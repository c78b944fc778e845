import { isJsonObject } from '../../model/base/json.ts';
import type { ExchangeRecord, ExchangeSummary } from '../../observability/record/exchange-record.ts';
import type { ReadRequests, Skipped, WrittenRequest } from './written-request.ts';

/** An endpoint's answer under `/_gw/` of a running emulator. */
export type Ask = (path: string) => Promise<Readonly<Record<string, unknown>>>;

/** The requests that a running emulator keeps, oldest first, of all HTTP and REST APIs or of one. Their URLs are paths below that of the API. */
export async function readJournal(ask: Ask, api: string | undefined): Promise<ReadRequests> {
  const { apis } = (await ask('state')) as { apis?: readonly { name: string; url: string }[] };
  const query = api === undefined ? '' : `?api=${encodeURIComponent(api)}`;
  const { exchanges } = (await ask(`exchanges${query}`)) as unknown as { exchanges: readonly ExchangeSummary[] };
  const requests: WrittenRequest[] = [];
  const skipped: Skipped[] = [];
  for (const { id, apiType, method, path, api: name } of exchanges) {
    const what = `${method} ${path}`;
    if (apiType === 'websocket') {
      skipped.push({ what: `${what}: it is an event of a WebSocket API` });
      continue;
    }
    const exchange = (await ask(`exchanges/${encodeURIComponent(id)}`)) as unknown as ExchangeRecord;
    const base = apis?.find((one) => one.name === name)?.url;
    const read = requestOf(exchange, base === undefined ? '' : new URL(base).pathname.replace(/\/$/, ''));
    if (typeof read === 'string') skipped.push({ what: `${what}: ${read}` });
    else requests.push(read);
  }
  return { requests, skipped };
}

function requestOf({ request, method }: ExchangeRecord, prefix: string): WrittenRequest | string {
  if (!isJsonObject(request)) return 'its request is not kept';
  const { path, query, headers, body, isBase64Encoded, truncated } = request;
  if (truncated === true) return 'its body is not kept as a whole';
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return `its path is not below ${prefix}`;
  const url = `${path.slice(prefix.length) || '/'}${query === '' ? '' : `?${query}`}`;
  const bytes =
    body === null || body === '' ? undefined : Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  return { method, url, headers, ...(bytes === undefined ? {} : { body: bytes }) };
}
