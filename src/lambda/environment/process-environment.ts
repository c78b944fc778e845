import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { environmentFile } from './environment-files.ts';
import type { EnvironmentEvents, ExecutionEnvironment, StartEnvironment } from './execution-environment.ts';
import { lambdaNodeFlags } from './node-flags.ts';
import { nodeVersionOf } from './node-version.ts';
import type { FromEnvironment } from './protocol.ts';
import { EVENT_TAKEN } from './protocol.ts';

/**
 * Starts an environment in a child process: for native add-ons, for `process.chdir`, and for another Node binary, whose own version then
 * decides which runtime generation it is.
 */
export const startProcess: StartEnvironment = (launch, events) => {
  const { lambda } = launch;
  if (lambda.node !== undefined && !existsSync(lambda.node)) return missingBinary(lambda.node, events);
  const child = fork(environmentFile('process'), [], {
    cwd: lambda.root,
    env: { ...launch.variables },
    ...(lambda.node === undefined ? {} : { execPath: lambda.node }),
    execArgv: [
      ...lambdaNodeFlags(nodeVersionOf(lambda.node), launch.variables['NODE_OPTIONS']),
      `--max-old-space-size=${lambda.memory}`,
      ...(launch.inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${launch.inspectPort}`]),
    ],
    serialization: 'advanced',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.send(launch.setup);
  return wire(child, events);
};

/** Node prints this, and aborts, when the heap limit is reached. */
const OUT_OF_MEMORY = 'JavaScript heap out of memory';

function wire(child: ChildProcess, events: EnvironmentEvents): ExecutionEnvironment {
  let outOfMemory = false;
  let over = false;
  /** Whether an event was sent that the process has not taken up yet. */
  let onItsWay = false;
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const raw = (text: string): void => {
    for (const line of text.trimEnd().split('\n'))
      events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
  };
  const finish = (code: number | null, signal: string | null): void => {
    if (over) return;
    over = true;
    // Somebody killed it while it was idle: the event that was sent meanwhile is none of its failures.
    if (onItsWay) events.receive({ kind: 'idle-exit' });
    events.exited({ code, outOfMemory, ...(signal === null ? {} : { signal }) });
  };
  child.on('message', (message) => {
    if (message === EVENT_TAKEN) onItsWay = false;
    else events.receive(message as FromEnvironment);
  });
  child.on('error', (error) => raw(error.message));
  // `close` comes after the last output was read.
  child.on('close', finish);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      const text = chunk.toString();
      outOfMemory ||= text.includes(OUT_OF_MEMORY);
      raw(text);
    });
  }
  return {
    send(message) {
      onItsWay ||= message.kind === 'invoke';
      if (child.connected) child.send(message);
    },
    async end() {
      child.kill('SIGKILL');
      await gone;
    },
  };
}

function missingBinary(node: string, events: EnvironmentEvents): ExecutionEnvironment {
  const line = `The Node binary "${node}" (node: of the function) does not exist. Name another, or leave it out.`;
  queueMicrotask(() => {
    events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
    events.exited({ code: 127, outOfMemory: false });
  });
  return { send: () => undefined, end: async () => undefined };
}
