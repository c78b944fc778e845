import fs from 'node:fs';
import { Socket } from 'node:net';
import { encodeFrame, FrameReader, packFrame } from './frames.ts';
import { fromEnvironmentParts } from './messages.ts';
import type { Assignment, FromEnvironment, HostPort, ToEnvironment } from '../protocol.ts';

/** Bytes of a message to an environment: an event of 6 MB, each byte of which may become six as JSON, and what goes with it. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;
const READ_BYTES = 64 * 1024;
/** Most frames are smaller, and share one buffer. */
const USUAL_FRAME_BYTES = 16 * 1024;
/** How long a full pipe is given to empty before it is tried again. */
const RETRY_MS = 1;

/** The environment's end of its connection to the emulator. */
export interface Channel extends HostPort {
  /** Resolves with the first message to the environment. */
  readonly assignment: Promise<Assignment>;
  readonly socket: Socket;
}

/** How a socket is to be opened: with what reads it. */
export interface Receive {
  readonly buffer: Buffer;
  readonly callback: (size: number, buffer: Buffer) => boolean;
}

/**
 * Speaks the protocol over a socket. What is said is in the kernel's hands when `post` returns, so that it is heard whatever happens
 * next: a log line before an endless loop, a result before the next event begins. A reader that is slow makes `post` wait, as a full pipe does
 * on Lambda.
 */
export function channelOver(open: (receive: Receive) => Socket): Channel {
  const again = Buffer.allocUnsafeSlow(USUAL_FRAME_BYTES);
  let receive: ((message: ToEnvironment) => void) | undefined;
  const early: ToEnvironment[] = [];
  let assign: (message: Assignment) => void = () => undefined;
  const assignment = new Promise<Assignment>((resolve) => {
    assign = resolve;
  });
  const reader = new FrameReader(MAX_MESSAGE_BYTES, (head) => {
    const message = head as ToEnvironment;
    if (message.kind === 'setup') assign(message);
    else if (receive) receive(message);
    else early.push(message);
  });
  // Past the stream that a socket is, which costs more than the event, and which handlers may have changed.
  const socket = open({
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback(size, buffer) {
      reader.push(buffer.subarray(0, size));
      return true;
    },
  });
  // For its end, which it reads past `callback`.
  socket.resume();
  const write = writerOf(socket);
  return {
    socket,
    assignment,
    post(message: FromEnvironment) {
      const { head, tail } = fromEnvironmentParts(message);
      const end = typeof tail === 'object' ? undefined : packFrame(again, 0, head, tail);
      if (end === undefined) write(encodeFrame(head, tail));
      else write(again.subarray(0, end));
    },
    listen(listener) {
      receive = listener;
      for (const message of early.splice(0)) listener(message);
    },
    keepAlive: (on) => void (on ? ref : unref).call(socket),
  };
}

/** Taken before any handler can put another in its place. */
const { writeSync } = fs;
const { ref, unref } = Socket.prototype as { readonly [name in 'ref' | 'unref']: (this: Socket) => Socket };

type Handle = { readonly fd?: number } | null | undefined;

/** Windows has no descriptors for its pipes: there the event loop writes. */
function writerOf(socket: Socket): (frame: Buffer) => void {
  // A local socket is connected at once, and has its descriptor.
  const { fd = -1 } = (socket as unknown as { readonly _handle: Handle })._handle ?? {};
  if (fd < 0) return (frame) => void socket.write(Buffer.from(frame));
  const clock = new Int32Array(new SharedArrayBuffer(4));
  const { wait } = Atomics;
  return (frame) => {
    for (let sent = 0; sent < frame.length;) {
      const count = writeSome(fd, frame, sent);
      if (count === undefined) return;
      if (count === 0) wait(clock, 0, 0, RETRY_MS);
      sent += count;
    }
  };
}

/** Bytes that were taken; `undefined` when there is no reader any more. */
function writeSome(fd: number, frame: Buffer, from: number): number | undefined {
  try {
    return writeSync(fd, frame, from);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // The handler closed what is not its own: Lambda's runtime dies of that too.
    if (code === 'EBADF') process.exit(1);
    return code === 'EAGAIN' ? 0 : undefined;
  }
}
