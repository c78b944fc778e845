import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { headerBytes } from '../model/http/headers/header-text.ts';
import type { ClientResponse } from '../model/http/messages.ts';

/** Bytes; copying more costs more than writing two pieces. */
const LARGEST_COPIED = 16 * 1024;
const DEFECT_BODY = '{"message":"Internal server error"}';

/**
 * Writes a front end's answer to the socket: header spelling and repeats kept, Content-Length for bodies of known size. A body stream that
 * fails midway cuts the connection, so that the client sees a truncated response and not a complete one.
 */
export function writeClientResponse(
  message: IncomingMessage,
  response: ServerResponse,
  answer: ClientResponse,
  onDefect: (error: unknown) => void,
): void {
  const { body, statusCode } = answer;
  const flat: string[] = [];
  let hasLength = false;
  let hasConnection = false;
  let isAscii = true;
  for (const [name, value] of answer.headers) {
    const bytes = headerBytes(value);
    if (bytes !== value) isAscii = false;
    flat.push(name, bytes);
    // Names of these lengths are rare: compare case-insensitively only then.
    if (name.length === 14 && name.toLowerCase() === 'content-length') hasLength = true;
    else if (name.length === 10 && name.toLowerCase() === 'connection') hasConnection = true;
  }
  if (!hasConnection) flat.push('Connection', wantsClose(message) ? 'close' : 'keep-alive');
  const bodiless = statusCode === 204 || statusCode === 304 || statusCode < 200;
  const text = body === null || typeof body === 'string' || Buffer.isBuffer(body);
  if (text && !hasLength && !bodiless) {
    flat.push('Content-Length', String(body === null ? 0 : Buffer.byteLength(body)));
  }
  try {
    response.writeHead(statusCode, flat);
  } catch (error) {
    // A header that HTTP cannot carry should have been refused by the front end's response rules.
    onDefect(error);
    response.writeHead(500, ['Content-Type', 'application/json', 'Content-Length', String(DEFECT_BODY.length)]);
    response.end(DEFECT_BODY);
    return;
  }
  if (text) {
    if (body === null || bodiless) response.end();
    // Node writes head and body in one encoding: that of the body, which must not be applied to bytes of the head.
    else if (typeof body === 'string')
      endInOnePiece(response, isAscii ? body : utf8Bytes(body), isAscii ? 'utf8' : 'latin1');
    else if (body.length <= LARGEST_COPIED) endInOnePiece(response, body.toString('latin1'), 'latin1');
    else response.end(body);
    discardRest(message);
    return;
  }
  if (message.method === 'HEAD' || bodiless) {
    body.destroy();
    response.end();
    return;
  }
  // A function that streams may have said no more than its status yet. `flushHeaders` would write bytes of the head as UTF-8.
  if (body.readableLength === 0) response.write('', 'latin1');
  pipeline(body, response, (error) => {
    if (error) response.destroy();
    discardRest(message);
  });
}

/**
 * Head and body in one piece. `end(body)` would hold them back for an empty piece that marks the end, and writing several pieces together
 * costs a tenth of what a bare server spends on a request.
 */
function endInOnePiece(response: ServerResponse, body: string, encoding: 'utf8' | 'latin1'): void {
  response.write(body, encoding);
  response.socket?.uncork();
  response.end();
}

/** One character a byte. */
function utf8Bytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function wantsClose(message: IncomingMessage): boolean {
  return message.headers.connection?.toLowerCase() === 'close' || message.httpVersion === '1.0';
}

/** An unread request body would block the next request on the same connection. */
function discardRest(message: IncomingMessage): void {
  const isRead = message.complete && message.readableLength === 0;
  if (!isRead && !message.readableEnded && !message.destroyed) message.resume();
}
