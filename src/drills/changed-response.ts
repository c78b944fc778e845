import { Readable } from 'node:stream';
import type { Clock } from '../model/base/clock.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import { firstHeader } from '../model/http/messages.ts';
import { wait } from './wait.ts';

/** What goes out before a cut gets this long to leave, on the machine's own clock. */
const FLUSH_MS = 20;

/** Pieces that a slow body comes in. */
const PIECES = 20;

/** Whether a body follows the head, so that it can be cut or slowed. */
export function hasBody({ statusCode, body }: ClientResponse, method: string): boolean {
  return method !== 'HEAD' && statusCode !== 204 && statusCode !== 304 && body !== null;
}

/** Nothing is sent. */
export function dropped(response: ClientResponse): ClientResponse {
  if (response.body instanceof Readable) response.body.destroy();
  return { ...response, body: null, dropped: true };
}

/** Head and half of the body are sent, then the connection is cut. */
export function cutAfterHead(response: ClientResponse, why: string): ClientResponse {
  const { body } = response;
  const cut = new Error(`${why}: cut the connection after the head`);
  if (body instanceof Readable) return { ...response, body: cutStream(body, cut) };
  const bytes = Buffer.from(body ?? '');
  if (bytes.length === 0) {
    // With a length of nothing the response would be complete.
    const headers = response.headers.filter(([name]) => name.toLowerCase() !== 'content-length');
    return { ...response, headers, body: Readable.from(endsWith(cut)) };
  }
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  return { ...response, headers: withLength(response, bytes.length), body: Readable.from(endsWith(cut, half)) };
}

/** The whole body, spread over so many milliseconds. */
export function slowed(response: ClientResponse, milliseconds: number, clock: Clock): ClientResponse {
  const { body } = response;
  if (body instanceof Readable) {
    return { ...response, body: Readable.from(delayed(body, milliseconds / PIECES, clock), { objectMode: false }) };
  }
  const bytes = Buffer.from(body ?? '');
  return {
    ...response,
    headers: withLength(response, bytes.length),
    body: Readable.from(slices(bytes, milliseconds, clock), { objectMode: false }),
  };
}

async function* delayed(body: Readable, milliseconds: number, clock: Clock): AsyncGenerator<Buffer> {
  for await (const chunk of body as AsyncIterable<Buffer>) {
    await wait(clock, milliseconds);
    yield chunk;
  }
}

async function* slices(bytes: Buffer, milliseconds: number, clock: Clock): AsyncGenerator<Buffer> {
  const pieces = Math.max(1, Math.min(PIECES, bytes.length));
  for (let piece = 0; piece < pieces; piece += 1) {
    await wait(clock, milliseconds / pieces);
    const from = Math.floor((bytes.length * piece) / pieces);
    yield bytes.subarray(from, Math.floor((bytes.length * (piece + 1)) / pieces));
  }
}

async function* endsWith(error: Error, sent?: Buffer): AsyncGenerator<Buffer> {
  if (sent !== undefined && sent.length > 0) yield sent;
  await new Promise((resolve) => void setTimeout(resolve, FLUSH_MS));
  throw error;
}

/** The first piece of a stream goes out. */
function cutStream(body: Readable, error: Error): Readable {
  return Readable.from(
    (async function* () {
      for await (const chunk of body as AsyncIterable<Buffer>) {
        yield* endsWith(error, Buffer.from(chunk));
      }
      throw error;
    })(),
  );
}

/** The client learns how much it should have got. */
function withLength({ headers }: ClientResponse, length: number): ClientResponse['headers'] {
  return firstHeader(headers, 'content-length') === undefined
    ? [...headers, ['Content-Length', String(length)]]
    : headers;
}
