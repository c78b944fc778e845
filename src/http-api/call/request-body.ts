import { Readable, Transform } from 'node:stream';
import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { BufferedRequest } from '../../model/http/buffered-request.ts';
import { incomplete, tooLarge, wholeBody } from '../../model/http/whole-body.ts';
import type { HttpExchange } from './exchange.ts';

const EMPTY = Buffer.alloc(0);

/** The whole body if it has already arrived, without waiting; otherwise a promise of it. Throws REQUEST_TOO_LARGE. */
export function requestBody(exchange: HttpExchange): Buffer | Promise<Buffer> {
  const { body } = exchange.client;
  if (body === null) return EMPTY;
  return Buffer.isBuffer(body) ? body : readWhole(exchange, body);
}

async function readWhole(exchange: HttpExchange, stream: Readable): Promise<Buffer> {
  const body = await wholeBody(stream, MAX_PAYLOAD_BYTES);
  exchange.client = new BufferedRequest(exchange.client, body);
  exchange.headers['content-length'] = String(body.length);
  return body;
}

/** The body as it arrives, cut off with REQUEST_TOO_LARGE where it passes the limit. A reader that stops early calls `stopReading`. */
export function boundedStream(stream: Readable): Readable {
  let size = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      if (size > MAX_PAYLOAD_BYTES) done(tooLarge(MAX_PAYLOAD_BYTES));
      else done(null, chunk);
    },
  });
  stream.on('error', (error) => counter.destroy(incomplete(error)));
  // A reader receives the error; there may be no reader when it occurs.
  counter.on('error', () => {});
  // Unpiping pauses the source; an unread rest would block the next request of the connection.
  counter.once('close', () => stream.unpipe(counter).resume());
  return stream.pipe(counter);
}

/**
 * Releases an upload that is not needed any more: the call that sends it is broken off, and the client's connection can be read on to its
 * next request. Does nothing to one that has ended.
 */
export function stopReading(body: unknown): void {
  if (body instanceof Readable && !body.readableEnded) {
    body.destroy(
      new GatewayError('INTEGRATION_FAILURE', { reason: 'The backend answered before it had read the request' }),
    );
  }
}
