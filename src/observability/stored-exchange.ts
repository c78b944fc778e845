import { Readable } from 'node:stream';
import type { ClientRequest, ClientResponse } from '../model/http/messages.ts';
import type { Exchange } from './exchange.ts';

/**
 * Makes an exchange what the journal keeps: without body streams, which have been read by then, and without the abort signal, since both lead to
 * the socket and everything that was read from it. In place: to copy an exchange costs as much as to route its request.
 */
export function keepExchange(exchange: Exchange): void {
  const kept = exchange as { -readonly [Member in keyof Exchange]: Exchange[Member] };
  if (kept.request) kept.request = storedRequest(kept.request);
  if (kept.response?.body instanceof Readable) kept.response = withoutBody(kept.response);
}

/** Bytes, or thereabouts, that a stored exchange keeps alive by its bodies; the rest of it is small. */
export function storedSize({ request, response, event, result, message, mappings }: Exchange): number {
  let size = sizeOf(message);
  for (const { input, output } of mappings ?? []) size += input.length + output.length;
  return size + sizeOf(request?.body) + sizeOf(response?.body) + sizeOf(bodyOf(event)) + sizeOf(result?.payload);
}

function storedRequest(request: ClientRequest): ClientRequest {
  const { method, rawPath, rawQuery, headers, body, sourceIp, clientCertificate } = request;
  const kept = { method, rawPath, rawQuery, headers, body: Buffer.isBuffer(body) ? body : null, sourceIp };
  return clientCertificate === undefined ? kept : { ...kept, clientCertificate };
}

function withoutBody({ statusCode, headers }: ClientResponse): ClientResponse {
  return { statusCode, headers, body: null };
}

/** Events of proxy integrations carry the body as text; what a template made is the event itself. */
function bodyOf(event: unknown): unknown {
  return typeof event === 'object' && event !== null && 'body' in event ? event.body : event;
}

function sizeOf(part: unknown): number {
  return typeof part === 'string' || Buffer.isBuffer(part) ? part.length : 0;
}
