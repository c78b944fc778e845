import { existsSync } from 'node:fs';
import { environmentFile } from '../../environment/environment-files.ts';
import type {
  EnvironmentEvents,
  ExecutionEnvironment,
  Launch,
  StartEnvironment,
} from '../../environment/execution-environment.ts';
import { lambdaNodeFlags } from '../../environment/node-flags.ts';
import { nodeVersionOf } from '../../environment/node-version.ts';
import { execWrapper } from './exec-wrapper.ts';
import { isForLog, LastWords } from './last-words.ts';
import { forgetMemory, limitMemory } from './memory-limit.ts';
import { Link } from '../link.ts';
import { setsHeapLimit } from '../node-options.ts';
import { guard, killGroup, unguard } from './orphan-guard.ts';
import { heardAll, spawnConnected } from './spawn-connected.ts';
import type { ConnectedProcess } from './spawn-connected.ts';
import { refusalInWords } from '../../environment/system-limits.ts';
import { eachLine } from '../../../model/base/lines.ts';

/**
 * Starts an environment in a child process, the head of a group of its own: for what Node has once for a process, for native add-ons, and for
 * another Node binary, whose own version then decides which runtime generation it is.
 */
export const startProcess: StartEnvironment = (launch, events) => {
  const { node } = launch.lambda;
  if (node !== undefined && !existsSync(node)) {
    return cannotStart(
      `The Node binary "${node}" (node: of the function) does not exist. Name another, or leave it out.`,
      events,
    );
  }
  try {
    return wire(spawnNode(launch), launch, events);
  } catch (error) {
    return cannotStart(
      `The process of ${launch.lambda.name} cannot be started: ${refusalInWords((error as Error).message)}`,
      events,
    );
  }
};

/** Starts the process, which waits for its `setup`. Throws what the system has against it. */
export function spawnNode({ lambda, variables, inspectPort }: Omit<Launch, 'setup'>): ConnectedProcess {
  const options = variables['NODE_OPTIONS'] ?? '';
  const flags = [
    ...lambdaNodeFlags(nodeVersionOf(lambda.node), options),
    ...(setsHeapLimit(options) ? [] : [`--max-old-space-size=${lambda.memory}`]),
    ...(inspectPort === undefined ? [] : [`--inspect=127.0.0.1:${inspectPort}`]),
  ];
  const command = [lambda.node ?? process.execPath, ...flags, environmentFile('process')];
  const [program = '', ...parameters] = [...execWrapper(lambda, variables), ...command];
  return spawnConnected(program, parameters, { cwd: lambda.root, env: { ...variables } });
}

/** Makes an environment of a process that waits. `variables`: those that it was not started with. */
export function wire(
  started: ConnectedProcess,
  launch: Launch,
  events: EnvironmentEvents,
  variables: Launch['variables'] = {},
): ExecutionEnvironment {
  const { child, connection, stdout, stderr } = started;
  const { pid } = child;
  const words = new LastWords();
  /** Whether an event was sent that the process has not taken up yet. */
  let onItsWay = false;
  const raw = (line: string): void => events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
  const kill = (): void => {
    if (pid !== undefined) killGroup(pid);
  };
  const link = new Link(connection, {
    receive(message) {
      if (message.kind === 'begun') onItsWay = false;
      else events.receive(message);
    },
    garbled(reason) {
      raw(`The connection of this environment carries ${reason}: it is ended.`);
      kill();
    },
    closed: kill,
  });
  let tookTooMuch = false;
  if (pid !== undefined) {
    guard(pid);
    const passed = (): void => {
      tookTooMuch = true;
      kill();
    };
    // A debugger that takes a picture of the heap takes as much again.
    if (launch.inspectPort === undefined) limitMemory(pid, launch.lambda.memory, passed);
  }
  eachLine(stdout, raw);
  eachLine(stderr, (line) => void (isForLog(line) && raw(line)));
  stderr.on('data', (text: string) => words.add(text));
  const gone = new Promise<void>((resolve) => {
    const end = async (code: number | null, signal: string | null): Promise<void> => {
      kill();
      if (pid !== undefined) {
        unguard(pid);
        forgetMemory(pid);
      }
      await heardAll(started);
      if (words.lacksThreads) raw(`${launch.lambda.name} could not start its threads: ${refusalInWords('EAGAIN')}`);
      // It was killed from outside while idle: the event that was sent in the meantime did not cause it.
      if (onItsWay) events.receive({ kind: 'idle-exit' });
      const outOfMemory = tookTooMuch || words.outOfMemory;
      events.exited({ code, outOfMemory, ...(signal === null ? {} : { signal }) });
      link.close();
      resolve();
    };
    child.once('error', (error) => {
      raw(`The process of ${launch.lambda.name} cannot be started: ${refusalInWords(error.message)}`);
      if (pid === undefined) void end(127, null);
    });
    child.once('exit', (code, signal) => void end(code, signal));
  });
  link.send({ kind: 'setup', setup: launch.setup, variables });
  return {
    send(message) {
      onItsWay ||= message.kind === 'invoke';
      link.send(message);
    },
    endUnlessBegun() {
      if (onItsWay) kill();
    },
    async end() {
      kill();
      await gone;
    },
  };
}

function cannotStart(line: string, events: EnvironmentEvents): ExecutionEnvironment {
  queueMicrotask(() => {
    events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
    events.exited({ code: 127, outOfMemory: false });
  });
  return { send: () => undefined, end: async () => undefined };
}
