import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { connect } from 'node:net';
import { get } from 'node:http';
import { get as getSecurely } from 'node:https';
import { fail } from '../model/errors.ts';
import { eachLine } from '../model/lines.ts';
import type { LocalProcess } from '../model/model.ts';

const POLL_MS = 10;
/** How long a service may take to end after SIGTERM. */
const STOP_MS = 3000;
/** What a failing start shows of the service's last words. */
const LAST_LINES = 5;

export interface LocalProcessEvents {
  /** A line that the service wrote. */
  output(name: string, line: string): void;
  /** The service ended although nobody asked it to. */
  ended(name: string, how: string): void;
}

export interface RunningProcess {
  readonly name: string;
  /** Asks, waits, then forces. Idempotent. */
  stop(): Promise<void>;
}

/** Starts the user's local services side by side; resolves when all are ready. Those already started are stopped if one fails. */
export async function startProcesses(
  processes: readonly LocalProcess[],
  environment: NodeJS.ProcessEnv,
  events: LocalProcessEvents,
): Promise<RunningProcess[]> {
  const started = await Promise.allSettled(processes.map((process) => startProcess(process, environment, events)));
  const running = started.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = started.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return running;
  await Promise.all(running.map((process) => process.stop()));
  throw failed.reason;
}

async function startProcess(
  definition: LocalProcess,
  environment: NodeJS.ProcessEnv,
  events: LocalProcessEvents,
): Promise<RunningProcess> {
  if (definition.ready !== undefined && (await answers(definition.ready))) {
    throw fail('PROCESS_PORT_TAKEN', definition.name, definition.ready);
  }
  // A group of its own: a shell passes no signal on to what it started.
  const child = spawn(definition.command, {
    shell: true,
    cwd: definition.cwd,
    env: { ...environment, ...definition.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const lastLines: string[] = [];
  const heard = (line: string): void => {
    lastLines.push(line);
    if (lastLines.length > LAST_LINES) lastLines.shift();
    events.output(definition.name, line);
  };
  eachLine(child.stdout, heard);
  eachLine(child.stderr, heard);

  // A group of its own outlives this process too, however that ends: by a second signal, or by a defect.
  const kill = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', kill);
  let asked = false;
  let over = false;
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`),
    );
  }).then((how) => {
    over = true;
    process.off('exit', kill);
    return how;
  });
  // A second signal ends the emulator at once; its services must not outlive it.
  const killWithUs = (): void => signalGroup(child, 'SIGKILL');
  process.once('exit', killWithUs);
  void end.then(() => process.off('exit', killWithUs));
  const stop = async (): Promise<void> => {
    asked = true;
    if (over) return;
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS);
    await end;
    clearTimeout(timer);
  };

  const why = await Promise.race([untilReady(definition, () => over), end]);
  if (why !== undefined) {
    await stop();
    const words = lastLines.length === 0 ? why : `${why}; it said:\n  ${lastLines.join('\n  ')}\n`;
    throw fail('PROCESS_NOT_READY', definition.name, words);
  }
  void end.then((how) => {
    if (!asked) events.ended(definition.name, how);
  });
  return { name: definition.name, stop };
}

/** Resolves with `undefined` when the service is ready, with the reason when it takes too long. */
async function untilReady(definition: LocalProcess, over: () => boolean): Promise<string | undefined> {
  if (definition.ready === undefined) return undefined;
  const deadline = performance.now() + definition.readyTimeout * 1000;
  while (!over()) {
    if (await answers(definition.ready)) return undefined;
    if (performance.now() > deadline) {
      return `${definition.ready} did not answer within ${definition.readyTimeout} s`;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  // The end of the process tells the reason itself.
  return new Promise(() => {});
}

/** Whether something accepts (`tcp://`) or answers with any status (`http://`, `https://`). */
function answers(ready: string): Promise<boolean> {
  const url = new URL(ready);
  return new Promise((resolve) => {
    if (url.protocol === 'tcp:') {
      const socket = connect({ host: url.hostname, port: Number(url.port) }, () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
      return;
    }
    const request = (url.protocol === 'https:' ? getSecurely : get)(
      url,
      { timeout: 1000, agent: false },
      (response) => {
        response.destroy();
        resolve(true);
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Gone already.
  }
}
