import type { Http2ServerRequest, Http2ServerResponse, OutgoingHttpHeaders } from 'node:http2';
import { pipeline } from 'node:stream';
import type { AnyRequest, AnyResponse } from './http2-server.ts';
import { headerBytes, headerText } from '../model/http/headers/header-text.ts';
import type { ClientResponse, HeaderList } from '../model/http/messages.ts';

/** About one connection of HTTP/1.1; HTTP/2 forbids them (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.2). */
const OF_CONNECTION = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Not by the version: a request line of HTTP/1 may claim any. */
export function isHttp2(message: AnyRequest): message is Http2ServerRequest {
  return 'stream' in message;
}

export function isHttp2Response(response: AnyResponse): response is Http2ServerResponse {
  return 'stream' in response;
}

/**
 * The headers of a request over HTTP/2, names in lower case as they came. `:authority` is `Host`. A client may send its cookies in several
 * fields; they are one header again (https://www.rfc-editor.org/rfc/rfc9113#section-8.2.3).
 */
export function http2Headers({ rawHeaders, authority }: Http2ServerRequest): HeaderList {
  const headers: [string, string][] = [];
  const cookies: string[] = [];
  let hasHost = false;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const value = headerText(rawHeaders[i + 1] ?? '');
    if (name.startsWith(':')) continue;
    if (name === 'cookie') cookies.push(value);
    else headers.push([name, value]);
    if (name === 'host') hasHost = true;
  }
  if (cookies.length > 0) headers.push(['cookie', cookies.join('; ')]);
  if (!hasHost && authority !== '') headers.unshift(['Host', authority]);
  return headers;
}

/** Writes a front end's answer to a stream. A body that fails midway resets it, so that the client does not take it for complete. */
export function writeHttp2Response(
  message: Http2ServerRequest,
  response: Http2ServerResponse,
  { statusCode, headers, body }: ClientResponse,
  onDefect: (error: unknown) => void,
): void {
  const { stream } = response;
  // Also where the server has refused a request that came too slowly.
  if (stream.destroyed || stream.headersSent) return;
  const bodiless = statusCode === 204 || statusCode === 304 || message.method === 'HEAD';
  const known = typeof body === 'string' || Buffer.isBuffer(body);
  const sent = grouped(headers);
  if (known && statusCode !== 204 && statusCode !== 304) sent['content-length'] ??= Buffer.byteLength(body);
  try {
    stream.respond({ ...sent, ':status': statusCode }, { endStream: bodiless || body === null });
  } catch (error) {
    onDefect(error);
    stream.destroy();
    return;
  }
  if (bodiless || body === null) {
    if (body !== null && !known) body.destroy();
    return;
  }
  if (known) stream.end(body);
  else pipeline(body, stream, () => undefined);
}

/** Repeated headers as lists, the only form in which Node sends them all. */
function grouped(headers: HeaderList): OutgoingHttpHeaders {
  const sent: Record<string, string | string[] | number> = {};
  for (const [spelled, value] of headers) {
    const name = spelled.toLowerCase();
    if (OF_CONNECTION.has(name)) continue;
    const before = sent[name];
    const bytes = headerBytes(value);
    if (before === undefined) sent[name] = bytes;
    else sent[name] = [...(Array.isArray(before) ? before : [String(before)]), bytes];
  }
  return sent;
}
