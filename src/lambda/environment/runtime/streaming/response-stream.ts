import { Writable } from 'node:stream';
import { FunctionFailure } from '../../../function-failure.ts';
import type { HostPort } from '../../protocol.ts';
import { STREAM_WINDOW } from '../../protocol.ts';
import type { Generation } from '../generation.ts';

type Write = (chunk: unknown) => unknown;

/** What a streaming handler receives: like a Writable, but none (docs/aws/lambda.md#streaming-handlers). */
export interface ResponseStream extends Pick<Writable, (typeof METHODS)[number]> {
  setContentType(contentType: string): void;
  _onBeforeFirstWrite?: (write: Write) => void;
}

/** The runtime's side of the same stream. */
export interface ResponseChannel {
  readonly stream: ResponseStream;
  /** Resolves when the stream was ended and everything written has left; rejects when it was destroyed before; else stays pending. */
  readonly finished: Promise<void>;
  readonly isFinished: () => boolean;
  /** The reader took so many bytes. */
  taken(bytes: number): void;
  /** Ends the response where it is: what comes after is a failure. */
  breakOff(): void;
}

const METHODS = [
  'write',
  'end',
  'cork',
  'uncork',
  'destroy',
  'addListener',
  'on',
  'once',
  'prependListener',
  'prependOnceListener',
  'off',
  'removeListener',
  'removeAllListeners',
  'setMaxListeners',
  'getMaxListeners',
  'listeners',
  'rawListeners',
  'listenerCount',
  'eventNames',
  'emit',
] as const;

const READABLE_PROPERTIES = [
  'writable',
  'writableEnded',
  'writableFinished',
  'writableNeedDrain',
  'writableHighWaterMark',
  'writableCorked',
  'writableLength',
  'writableObjectMode',
  'destroyed',
] as const;

/** A response stream whose bytes go to the host, no more of them ahead of its reader than the window allows. */
export function createResponseStream(
  port: HostPort,
  generation: Generation,
  highWaterMark: number | undefined,
): ResponseChannel {
  let contentType = 'application/octet-stream';
  let started = false;
  let underWay = 0;
  let waiting: (() => void) | undefined;

  const start = (): void => {
    if (!started) port.post({ kind: 'head', contentType });
    started = true;
  };
  const inner = new Writable({
    ...(highWaterMark === undefined ? {} : { highWaterMark }),
    write(chunk: Buffer, _encoding, done) {
      start();
      // A copy: small chunks lie in Node's shared pool, all of which would cross to the host.
      port.post({ kind: 'chunk', data: new Uint8Array(chunk) });
      underWay += chunk.length;
      if (underWay < STREAM_WINDOW) return done();
      waiting = done;
    },
    final(done) {
      start();
      done();
    },
  });
  const finished = new Promise<void>((resolve, reject) => {
    inner.once('finish', resolve);
    inner.once('error', reject);
    inner.once('close', () => reject(new Error('Response stream is not finished.')));
  });
  // The runtime may have failed already and wait for it no longer.
  finished.catch(() => undefined);

  let firstWriteCalled = false;
  const write = (chunk: unknown, ...others: unknown[]): boolean => {
    const data = isRaw(chunk) ? chunk : JSON.stringify(chunk);
    const put = inner.write.bind(inner) as (...parameters: unknown[]) => boolean;
    if (!firstWriteCalled) stream._onBeforeFirstWrite?.((prelude) => put(prelude));
    firstWriteCalled = true;
    return put(data, ...others);
  };
  const stream = facade(inner, {
    write,
    // The older runtime hands nothing but the chunk on.
    ...(generation === 3 ? { end: (chunk?: unknown) => inner.end(chunk) } : {}),
    setContentType(type: string) {
      if (firstWriteCalled)
        throw new FunctionFailure('Runtime.InvalidStreamingOperation', 'Cannot set content-type, too late.');
      contentType = type;
    },
  });

  return {
    stream,
    finished,
    isFinished: () => inner.writableFinished,
    taken(bytes) {
      underWay -= bytes;
      if (!waiting || underWay >= STREAM_WINDOW) return;
      const done = waiting;
      waiting = undefined;
      done();
    },
    breakOff() {
      start();
      inner.destroy();
    },
  };
}

function isRaw(chunk: unknown): boolean {
  return typeof chunk === 'string' || chunk instanceof Uint8Array;
}

function facade(inner: Writable, overrides: Readonly<Record<string, unknown>>): ResponseStream {
  const stream: Record<string, unknown> = {};
  for (const method of METHODS) stream[method] = (inner[method] as (...parameters: unknown[]) => unknown).bind(inner);
  Object.assign(stream, overrides);
  for (const property of READABLE_PROPERTIES) Object.defineProperty(stream, property, { get: () => inner[property] });
  return stream as unknown as ResponseStream;
}
