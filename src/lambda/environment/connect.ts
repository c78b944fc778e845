import fs from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { MESSAGES, OUTPUT } from './host-protocol.ts';
import type { ThreadConnection } from './host-protocol.ts';

/** The environment's connection to the emulator. */
export function connectForMessages({ address, token }: ThreadConnection): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(address, () => {
      socket.off('error', reject);
      // The emulator went away: the host ends.
      socket.on('error', () => undefined);
      resolve(socket);
    });
    socket.once('error', reject);
    socket.write(token + MESSAGES);
  });
}

/** Taken before any handler can put another in its place. */
const { writeSync } = fs;

type PipeHandle = { readonly fd?: number; setBlocking(on: boolean): number } | null | undefined;

/** Opens, when it is first asked for, what children of the environment write to instead of the host's output. A local socket connects at once. */
export function outputDescriptor({ address, token }: ThreadConnection): () => number | undefined {
  let descriptor: number | undefined;
  return () => {
    if (descriptor !== undefined) return descriptor;
    const socket = connect(address);
    socket.on('error', () => undefined);
    socket.unref();
    const handle = (socket as unknown as { readonly _handle: PipeHandle })._handle;
    const { fd = -1 } = handle ?? {};
    if (fd < 0) return undefined;
    // A child expects to wait while nobody reads.
    handle?.setBlocking(true);
    // At once: the child may write, and end, before the event loop turns.
    writeSync(fd, token + OUTPUT);
    return (descriptor = fd);
  };
}
