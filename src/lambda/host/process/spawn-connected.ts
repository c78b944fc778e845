import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';

/** After its end a process's output is waited for so long: a child that left its group may hold it open. */
const LAST_WORDS_MS = 200;

export interface ConnectedProcess {
  readonly child: ChildProcess;
  /** Our end of its descriptor 3. */
  readonly connection: Socket;
  readonly stdout: Readable;
  readonly stderr: Readable;
}

/** Starts a process, the head of a group and session of its own, with a connection to us. Throws what the system has against it. */
export function spawnConnected(
  command: string,
  parameters: readonly string[],
  options: { readonly env: NodeJS.ProcessEnv; readonly cwd?: string },
): ConnectedProcess {
  const isWindows = process.platform === 'win32';
  const child = spawn(command, parameters, {
    ...options,
    stdio: ['ignore', 'pipe', 'pipe', isWindows ? 'overlapped' : 'pipe'],
    detached: !isWindows,
  });
  const [, stdout, stderr, connection] = (child.stdio as readonly unknown[] | undefined) ?? [];
  if (!connection) {
    // Node reports later, by an event, when there are no descriptors left for the pipes.
    child.on('error', () => undefined);
    throw new Error('too many open files');
  }
  // The reader gets `close`.
  for (const stream of [connection, stdout, stderr]) (stream as Readable).on('error', () => undefined);
  return {
    child,
    connection: connection as Socket,
    stdout: stdout as Readable,
    stderr: stderr as Readable,
  };
}

/** Resolves when everything that a dead process sent and wrote has been read. */
export async function heardAll({ connection, stdout, stderr }: ConnectedProcess): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const timeIsUp = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, LAST_WORDS_MS);
  });
  await Promise.race([Promise.all([connection, stdout, stderr].map(closed)), timeIsUp]);
  clearTimeout(timer);
}

function closed(stream: Readable): Promise<void> {
  return new Promise((resolve) => {
    if (stream.closed || stream.destroyed) resolve();
    else stream.once('close', () => resolve());
  });
}
