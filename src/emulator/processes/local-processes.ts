import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { guard, unguard } from '../../lambda/index.ts';
import { fail } from '../../model/base/errors.ts';
import { eachLine } from '../../model/base/lines.ts';
import type { LocalProcess } from '../../model/definition/model.ts';
import { answers, untilReady } from './service-readiness.ts';

/** How long a service may take to end after SIGTERM. */
const STOP_MS = 3000;
/** What a failing start shows of the service's last words. */
const LAST_LINES = 5;

export interface LocalProcessEvents {
  /** A line that the service wrote. */
  output(name: string, line: string): void;
  /** The service ended unexpectedly. */
  ended(name: string, how: string): void;
}

export interface StartedProcess {
  readonly name: string;
  /** Resolves when the service is ready. Rejects with `PROCESS_NOT_READY`, the service stopped. */
  ready(): Promise<void>;
  /** Asks, waits, then forces. Idempotent. */
  stop(): Promise<void>;
}

/**
 * Starts the user's local services side by side; resolves as soon as all of them run, so that they get ready while the caller does something
 * else. Rejects with `PROCESS_PORT_TAKEN`; those that were started are stopped then.
 */
export async function startProcesses(
  processes: readonly LocalProcess[],
  environment: NodeJS.ProcessEnv,
  events: LocalProcessEvents,
): Promise<StartedProcess[]> {
  const outcomes = await Promise.allSettled(processes.map((process) => startProcess(process, environment, events)));
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return started;
  await Promise.all(started.map((process) => process.stop()));
  throw failed.reason;
}

async function startProcess(
  definition: LocalProcess,
  environment: NodeJS.ProcessEnv,
  events: LocalProcessEvents,
): Promise<StartedProcess> {
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

  // A second signal ends the emulator at once, a defect or SIGKILL too; its services, in their group, must not outlive it.
  const { pid } = child;
  if (pid !== undefined) guard(pid);
  let asked = false;
  let over = false;
  const end = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) =>
      resolve(signal === null ? `it ended with exit code ${code}` : `it was ended by ${signal}`),
    );
  }).then((how) => {
    over = true;
    if (pid !== undefined) unguard(pid);
    return how;
  });
  const stop = async (): Promise<void> => {
    asked = true;
    if (over) return;
    signalGroup(child, 'SIGTERM');
    const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), STOP_MS);
    await end;
    clearTimeout(timer);
  };

  const ready = async (): Promise<void> => {
    const why = await Promise.race([untilReady(definition, () => over), end]);
    if (why !== undefined) {
      await stop();
      const words = lastLines.length === 0 ? why : `${why}; it said:\n  ${lastLines.join('\n  ')}\n`;
      throw fail('PROCESS_NOT_READY', definition.name, words);
    }
    void end.then((how) => {
      if (!asked) events.ended(definition.name, how);
    });
  };
  return { name: definition.name, ready, stop };
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
