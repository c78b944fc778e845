import { Readable } from 'node:stream';
import type { ClientResponse, HeaderList } from '../../model/http/messages.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { headerRule } from './response-headers.ts';

const NO_HEADERS: HeaderList = [];

/**
 * The last of the four shapes (docs/aws/http-api.md#headers-on-every-response, docs/aws/http-api.md#cors): connection headers dropped,
 * names spelled as the gateway spells them, CORS headers replaced where CORS is configured, Content-Length and Apigw-Requestid added. Date
 * and Connection are the server's.
 */
export function clientResponse(exchange: HttpExchange, result: IntegrationResult): ClientResponse {
  const hasCors = exchange.deployment.cors !== undefined;
  const headers: (readonly [string, string])[] = [];
  for (const header of result.headers) {
    const rule = headerRule(header[0]);
    if (rule.dropped || (rule.cors && hasCors)) continue;
    headers.push(rule.name === header[0] ? header : [rule.name, header[1]]);
  }
  if (hasCors) headers.push(...corsHeaders(exchange));
  headers.push(['Apigw-Requestid', exchange.requestId]);
  if (result.statusCode === 204 || result.statusCode === 304) return withoutBody(result, headers);
  const length = contentLength(result);
  if (length !== undefined) headers.push(['Content-Length', length]);
  if (exchange.client.method === 'HEAD') return withoutBody(result, headers);
  return { statusCode: result.statusCode, headers, body: result.body };
}

function corsHeaders(exchange: HttpExchange): HeaderList {
  const { origin } = exchange.headers;
  if (origin === undefined) return NO_HEADERS;
  return exchange.preflightHeaders ?? exchange.deployment.cors?.headers(origin) ?? NO_HEADERS;
}

/** A body without a reader must still release its connection. */
function withoutBody(result: IntegrationResult, headers: HeaderList): ClientResponse {
  if (result.body instanceof Readable) result.body.destroy();
  return { statusCode: result.statusCode, headers, body: null };
}

function contentLength({ body, contentLength }: IntegrationResult): string | undefined {
  if (typeof body === 'string') return String(Buffer.byteLength(body));
  if (Buffer.isBuffer(body)) return String(body.length);
  return body === null ? (contentLength ?? '0') : contentLength;
}
