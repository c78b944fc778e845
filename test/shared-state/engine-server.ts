import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

/** What Debian's packages install; either will do. */
const PROGRAMS = ['valkey-server', 'redis-server'];

/** The server that is installed; `undefined` where there is none, and tests that need one are skipped. */
export const engineProgram = PROGRAMS.find((program) => spawnSync(program, ['--version']).status === 0);

if (engineProgram === undefined) {
  console.warn(`Skipped: tests of the shared state need ${PROGRAMS.join(' or ')}, and neither is installed.`);
}

/** A server of a test's own. It holds nothing after a restart unless told to. */
export interface EngineServer {
  readonly port: number;
  readonly url: string;
  /** Ends it at once. */
  kill(): Promise<void>;
  /** Starts it again on the same port. */
  start(): Promise<void>;
  /** Stops it from answering, with its connections open. */
  freeze(): void;
  thaw(): void;
  /** Runs a command of its own language; the answer as the command line client would have it. */
  ask(...command: string[]): Promise<string>;
}

/** Starts a server, which ends with the test that asks for it. */
export async function startEngine(...options: string[]): Promise<EngineServer> {
  const server = await engineIn(temporaryFolder('engine'), ...options);
  onTestFinished(() => server.kill());
  return server;
}

/** Starts a server that keeps its files in a folder; whoever asks for it ends it. */
export async function engineIn(folder: string, ...options: string[]): Promise<EngineServer> {
  const port = await freePort();
  let running: ChildProcess | undefined;
  const server: EngineServer = {
    port,
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      const ending = running;
      running = undefined;
      if (ending === undefined) return;
      const ended = once(ending, 'exit');
      ending.kill('SIGCONT');
      ending.kill('SIGKILL');
      await ended;
    },
    async start() {
      const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', folder, '--save', '', ...options];
      running = spawn(engineProgram ?? '', args, { stdio: ['ignore', 'pipe', 'inherit'] });
      for await (const chunk of running.stdout ?? []) if (String(chunk).includes('Ready to accept')) break;
      running.stdout?.resume();
    },
    freeze: () => void running?.kill('SIGSTOP'),
    thaw: () => void running?.kill('SIGCONT'),
    async ask(...command) {
      const { Redis } = await import('ioredis');
      const client = new Redis(port, '127.0.0.1', { lazyConnect: true });
      await client.connect();
      try {
        const [name = '', ...rest] = command;
        return JSON.stringify(await client.call(name, ...rest));
      } finally {
        client.disconnect();
      }
    },
  };
  await server.start();
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
