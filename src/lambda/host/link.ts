import { writeSync } from 'node:fs';
import type { Socket } from 'node:net';
import { encodeFrame, FrameError, FrameReader, packFrame } from '../environment/connection/frames.ts';
import { fromEnvironmentMessage } from '../environment/connection/messages.ts';
import type { FromEnvironment, ToEnvironment } from '../environment/protocol.ts';
import { MAX_STREAM_BYTES } from '../limits.ts';

/** Bytes of a message: the largest result, and what goes with it. */
const MAX_MESSAGE_BYTES = MAX_STREAM_BYTES + 64 * 1024;

export interface LinkEvents {
  receive(message: FromEnvironment): void;
  /** What came is not the protocol: user code got at the connection. Nothing more is read. */
  garbled(reason: string): void;
  /** Nothing comes any more. `unread`: of what was sent, not all was read. */
  closed(unread: boolean): void;
}

/** The emulator's end of the connection to one environment. */
export class Link {
  readonly #socket: Socket;
  #waiting: string[] = [];
  /** What the system has not taken yet, in order. */
  #backlog: Buffer[] = [];
  #retry: NodeJS.Timeout | undefined;
  #unread = false;

  /** `read`: reads the socket, and returns the one to go on with. */
  constructor(connection: Socket, events: LinkEvents, read = byStream) {
    const reader = new FrameReader(MAX_MESSAGE_BYTES, (head, tail) =>
      events.receive(fromEnvironmentMessage(head, tail)),
    );
    const socket = read(connection, (chunk) => {
      if (chunk.length >= FLOOD_BYTES) letOthersIn(socket);
      try {
        reader.push(chunk);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        socket.destroy();
        events.garbled(error.message);
      }
    });
    this.#socket = socket;
    // The environment is gone; `close` follows. Linux resets a connection whose other side had not read everything.
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      this.#unread ||= code === 'ECONNRESET' || code === 'EPIPE';
    });
    socket.once('close', () => {
      const unread = this.#unread || this.#waiting.length > 0 || this.#backlog.length > 0;
      this.#forget();
      events.closed(unread);
    });
  }

  /** What is sent in one turn of the event loop goes at its end, together: a system call and waking a thread cost more than a message. */
  send(message: ToEnvironment): void {
    if (this.#waiting.push(JSON.stringify(message)) === 1) setImmediate(() => this.#flush());
  }

  close(): void {
    this.#socket.destroy();
  }

  #flush(): void {
    const messages = this.#waiting;
    this.#waiting = [];
    let end = 0;
    for (const message of messages) {
      let next = packFrame(TOGETHER, end, message);
      if (next === undefined) {
        this.#write(TOGETHER.subarray(0, end));
        end = 0;
        next = packFrame(TOGETHER, 0, message);
      }
      if (next === undefined) this.#write(encodeFrame(message));
      else end = next;
    }
    this.#write(TOGETHER.subarray(0, end));
  }

  /**
   * At once, as far as the system takes it, which costs half of what a stream does; the rest, which is copied, when it takes more. Not by the
   * stream: one that cannot write is destroyed, and what its other side said last would never be read: that an event was answered, and the next
   * one begun.
   */
  #write(bytes: Buffer): void {
    const socket = this.#socket;
    if (bytes.length === 0 || socket.destroyed) return;
    if (descriptorOf(socket) < 0) return void socket.write(Buffer.from(bytes));
    const sent = this.#backlog.length === 0 ? writeSome(descriptorOf(socket), bytes) : 0;
    if (sent === OTHER_SIDE_IS_GONE) return this.#lost();
    if (sent === bytes.length) return;
    this.#backlog.push(Buffer.from(bytes.subarray(sent)));
    this.#retry ??= setTimeout(() => this.#catchUp(RETRY_MS), RETRY_MS);
  }

  /** `waited`: milliseconds since the last try. */
  #catchUp(waited: number): void {
    this.#retry = undefined;
    let progressed = false;
    for (let next = this.#backlog[0]; next !== undefined; next = this.#backlog[0]) {
      const sent = this.#socket.destroyed ? OTHER_SIDE_IS_GONE : writeSome(descriptorOf(this.#socket), next);
      if (sent === OTHER_SIDE_IS_GONE) return this.#lost();
      progressed ||= sent > 0;
      if (sent === next.length) {
        this.#backlog.shift();
        continue;
      }
      this.#backlog[0] = next.subarray(sent);
      // The environment is busy with something else.
      const wait = progressed ? RETRY_MS : Math.min(LONGEST_RETRY_MS, 2 * waited);
      this.#retry = setTimeout(() => this.#catchUp(wait), wait);
      return;
    }
  }

  #lost(): void {
    this.#unread = true;
    this.#forget();
  }

  #forget(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#backlog = [];
  }
}

function byStream(socket: Socket, hear: (bytes: Buffer) => void): Socket {
  return socket.on('data', hear);
}

/** How long a full connection is given to empty before it is tried again, and at most. */
const RETRY_MS = 1;
const LONGEST_RETRY_MS = 16;

/** Whoever says so much at once may have more to say: a handler that logs without end must not keep the emulator from answering others. */
const FLOOD_BYTES = 64 * 1024;

function letOthersIn(socket: Socket): void {
  socket.pause();
  setImmediate(() => socket.resume());
}

/** Most of what is sent in a turn fits; used for all environments, one after another. */
const TOGETHER = Buffer.allocUnsafeSlow(64 * 1024);

/** -1 where the system has none (Windows). */
function descriptorOf(socket: Socket): number {
  return (socket as unknown as { readonly _handle: { readonly fd?: number } | null })._handle?.fd ?? -1;
}

const OTHER_SIDE_IS_GONE = -1;

/** Bytes that the system took; `OTHER_SIDE_IS_GONE`. What else is wrong with the connection is left to its stream, which reads, to find. */
function writeSome(descriptor: number, bytes: Buffer): number {
  if (descriptor < 0) return 0;
  try {
    return writeSync(descriptor, bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'EPIPE' || code === 'ECONNRESET' ? OTHER_SIDE_IS_GONE : 0;
  }
}
