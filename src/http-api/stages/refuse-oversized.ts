import { MAX_HEAD_BYTES, MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** What a method and `HTTP/1.1` with their two blanks add to the request line, and the question mark. */
const REQUEST_LINE_REST = ' '.length + ' HTTP/1.1'.length;

/** Refuses what is over the quotas before anybody looks at it. A body that does not say its length is counted while it arrives. */
export function refuseOversized({ client, headerValueBytes, headers }: HttpExchange): void {
  const query = client.rawQuery === '' ? 0 : client.rawQuery.length + 1;
  const head = client.method.length + client.rawPath.length + query + REQUEST_LINE_REST + headerValueBytes;
  if (head > MAX_HEAD_BYTES) {
    throw new GatewayError('HEADERS_TOO_LARGE', {
      reason: `Request line and header values have ${head} bytes; API Gateway takes ${MAX_HEAD_BYTES}`,
    });
  }
  if (client.body !== null && Number(headers['content-length'] ?? 0) > MAX_PAYLOAD_BYTES) {
    throw new GatewayError('REQUEST_TOO_LARGE', {
      reason: `The body has ${headers['content-length']} bytes; API Gateway takes ${MAX_PAYLOAD_BYTES} (10 MB)`,
    });
  }
}
