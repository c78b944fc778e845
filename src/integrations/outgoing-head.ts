import type { ClientRequest as OutgoingRequest } from 'node:http';
import { Readable } from 'node:stream';
import { headerBytes } from '../model/http/headers/header-text.ts';
import { firstHeader } from '../model/http/messages.ts';
import type { BackendRequest } from './contract.ts';

const CHUNKED = 'Transfer-Encoding: chunked\r\n';

/** Flat name-value pairs: the only form in which Node keeps repeats and spelling. Node then adds no Host and no length of its own. */
export function wireHeaders(request: BackendRequest, host: string): string[] {
  const flat: string[] = [];
  let hasHost = false;
  let hasTrailer = false;
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase();
    if (lower === 'content-length' || lower === 'transfer-encoding' || lower === 'connection') continue;
    if (lower === 'host') hasHost = true;
    else if (lower === 'trailer') hasTrailer = true;
    flat.push(name, headerBytes(value));
  }
  if (!hasHost) flat.push('Host', host);
  flat.push('Connection', 'keep-alive');
  const length = lengthOf(request);
  // Node refuses a Trailer header beside a length: `correctHead` puts the length in place of this.
  if (hasTrailer || length === 'unknown') flat.push('Transfer-Encoding', 'chunked');
  else if (length !== undefined) flat.push('Content-Length', length);
  return flat;
}

/**
 * Gives a request with a Trailer header the length of its body, as API Gateway sends it; 0 without a body
 * (docs/aws/rest-api-observed.md#request-headers). Node has made the head by now and not sent it yet.
 */
export function correctHead(outgoing: OutgoingRequest, request: BackendRequest): OutgoingRequest {
  const length = lengthOf(request) ?? '0';
  if (length === 'unknown' || firstHeader(request.headers, 'trailer') === undefined) return outgoing;
  const made: OutgoingRequest & { _header?: unknown } = outgoing;
  if (typeof made._header !== 'string' || !made._header.includes(CHUNKED)) return outgoing;
  made._header = made._header.replace(CHUNKED, `Content-Length: ${length}\r\n`);
  outgoing.chunkedEncoding = false;
  return outgoing;
}

/** `Content-Length`; `undefined` where there is no body and nothing says so. */
function lengthOf({ body, headers, method }: BackendRequest): string | undefined {
  if (body instanceof Readable) return firstHeader(headers, 'content-length') ?? 'unknown';
  if (body !== null) return String(Buffer.byteLength(body));
  return method === 'POST' || method === 'PUT' || method === 'PATCH' ? '0' : undefined;
}
