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

type PipeHandle = { readonly fd?: number; setBlocking(on: boolean): number } | null | undefined;

/** Opens, when it is first asked for, what children of the environment write to instead of the host's output. */
export function outputDescriptor({ address, token }: ThreadConnection): () => number | undefined {
  let descriptor: number | undefined;
  return () => {
    if (descriptor !== undefined) return descriptor;
    const socket = connect(address);
    socket.on('error', () => undefined);
    socket.unref();
    const handle = (socket as unknown as { readonly _handle: PipeHandle })._handle;
    // A child expects to wait while nobody reads.
    handle?.setBlocking(true);
    socket.write(token + OUTPUT);
    const { fd = -1 } = handle ?? {};
    descriptor = fd < 0 ? undefined : fd;
    return descriptor;
  };
}
