import type { Socket } from 'node:net';
import { FrameError, FrameReader } from '../environment/frames.ts';
import { fromEnvironmentMessage, toEnvironmentFrame } from '../environment/messages.ts';
import type { FromEnvironment, ToEnvironment } from '../environment/protocol.ts';
import { MAX_STREAM_BYTES } from '../limits.ts';

/** Bytes of a message: the largest result, and what goes with it. */
const MAX_MESSAGE_BYTES = MAX_STREAM_BYTES + 64 * 1024;

export interface LinkEvents {
  receive(message: FromEnvironment): void;
  /** What came is not the protocol: user code got at the connection. Nothing more is read. */
  garbled(reason: string): void;
  /** Nothing comes any more. */
  closed(): void;
}

/** The emulator's end of the connection to one environment. */
export class Link {
  readonly #socket: Socket;
  #frames: Buffer[] = [];

  constructor(socket: Socket, events: LinkEvents) {
    this.#socket = socket;
    const reader = new FrameReader(MAX_MESSAGE_BYTES, (head, tail) =>
      events.receive(fromEnvironmentMessage(head, tail)),
    );
    socket.on('data', (chunk: Buffer) => {
      try {
        reader.push(chunk);
      } catch (error) {
        if (!(error instanceof FrameError)) throw error;
        socket.destroy();
        events.garbled(error.message);
      }
    });
    // The environment is gone; `close` follows.
    socket.on('error', () => undefined);
    socket.once('close', () => events.closed());
  }

  /** What is sent in one turn of the event loop goes at its end, together: a system call and waking a thread cost more than a message. */
  send(message: ToEnvironment): void {
    if (this.#frames.push(toEnvironmentFrame(message)) === 1) setImmediate(() => this.#flush());
  }

  close(): void {
    this.#socket.destroy();
  }

  #flush(): void {
    const frames = this.#frames;
    this.#frames = [];
    const [first] = frames;
    if (first && !this.#socket.destroyed) this.#socket.write(frames.length === 1 ? first : Buffer.concat(frames));
  }
}
