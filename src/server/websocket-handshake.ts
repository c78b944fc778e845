import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import { Readable } from 'node:stream';
import type { Duplex } from 'node:stream';
import type { ClientResponse } from '../model/http/messages.ts';

/** Whether the request asks for a WebSocket at all; other upgrades are answered as the plain requests that they also are. */
export function asksForWebSocket(message: IncomingMessage): boolean {
  return message.method === 'GET' && message.headers.upgrade?.toLowerCase() === 'websocket';
}

/** What is wrong with a WebSocket handshake by RFC 6455 4.2.1, found before any handler runs; `undefined` when nothing is. */
export function handshakeProblem({ headers }: IncomingMessage): string | undefined {
  const key = headers['sec-websocket-key'];
  if (key === undefined || !/^[+/0-9A-Za-z]{22}==$/.test(key)) return 'Missing or invalid Sec-WebSocket-Key header';
  if (headers['sec-websocket-version'] !== '13') return 'Missing or invalid Sec-WebSocket-Version header';
  return undefined;
}

/** Answers on the socket of an upgrade request, which Node's HTTP server has let go of, and ends it. */
export function respondAndEnd(socket: Duplex, response: ClientResponse): void {
  if (response.dropped === true) return void socket.destroy();
  const { statusCode, headers, body } = response;
  const length = body instanceof Readable ? undefined : Buffer.byteLength(body ?? '');
  const lines = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode] ?? ''}`,
    `Date: ${new Date().toUTCString()}`,
    'Connection: close',
    ...headers.filter(([name]) => !isOurs(name, length)).map(([name, value]) => `${name}: ${value}`),
    ...(length === undefined ? [] : [`Content-Length: ${length}`]),
  ];
  // The server lets sockets stay half open: one whose client does not close would stay for ever.
  socket.once('finish', () => socket.destroy());
  socket.write(`${lines.map(oneLine).join('\r\n')}\r\n\r\n`, 'latin1');
  if (body instanceof Readable) body.pipe(socket);
  else socket.end(body ?? '');
}

/** What is written here; a front end may say the length as well, and clients refuse one that is said twice. */
function isOurs(name: string, length: number | undefined): boolean {
  const lower = name.toLowerCase();
  return lower === 'connection' || (lower === 'content-length' && length !== undefined);
}

/** A line end inside a header would begin another one. */
function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, ' ');
}
