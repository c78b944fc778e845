import fs from 'node:fs';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { Receive } from './channel.ts';
import { MESSAGES, OUTPUT } from '../host/host-protocol.ts';
import type { ThreadConnection } from '../host/host-protocol.ts';

/** Opens the environment's connection to the emulator. */
export function connectForMessages({ address, token }: ThreadConnection, onread: Receive): Socket {
  const socket = connect({ path: address, onread });
  // The emulator went away: the host ends. If it was never there, the thread ends too, which then has nothing to wait for.
  socket.on('error', () => undefined);
  socket.on('close', () => process.exit(1));
  socket.write(token + MESSAGES);
  return socket;
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
    // A child expects to block while its output is not read.
    handle?.setBlocking(true);
    // At once: the child may write, and end, before the event loop turns.
    writeSync(fd, token + OUTPUT);
    return (descriptor = fd);
  };
}
