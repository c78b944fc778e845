import { existsSync } from 'node:fs';
import { fail } from '../../../model/base/errors.ts';
import type { Launch, StartEnvironment } from '../../environment/execution-environment.ts';
import type { InspectPorts } from '../inspect-ports.ts';
import { guard, killGroup, unguard } from './orphan-guard.ts';
import { spawnNode, startProcess, wire } from './process-environment.ts';
import type { ConnectedProcess } from './spawn-connected.ts';

/** A process that is slower than this to say where its debugger listens is not waited for. */
const LISTENING_MS = 5000;
/** What Node writes, and then ends, when the port of `--inspect` is taken. */
const PORT_TAKEN = /^Starting inspector on \S+ failed: address already in use/m;
/** Variables that Node reads once, when it starts. */
const READ_AT_START = ['NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'NODE_PATH', 'AWS_LAMBDA_EXEC_WRAPPER', 'TZ', 'LANG'];

type Start = Pick<Launch, 'lambda' | 'variables'>;

interface Waiting {
  readonly started: ConnectedProcess;
  readonly of: Start;
  readonly port: number;
  readonly gone: Promise<void>;
}

/**
 * Debugging of functions in processes of their own: one process of each is there before its event, with its debugger's port open and nothing
 * of the function loaded, so that breakpoints can be set before the first line runs. When it has ended the next one waits in its place.
 */
export class WaitingProcesses {
  readonly #ports: InspectPorts;
  readonly #waiting = new Map<string, Waiting>();
  #closed = false;

  constructor(ports: InspectPorts) {
    this.#ports = ports;
  }

  /** Resolves when debuggers can connect. Throws `PORT_IN_USE`. */
  async prepare(functions: readonly Start[]): Promise<void> {
    await Promise.all(functions.flatMap((each) => this.#wait(each) ?? []).map((each) => listening(each)));
  }

  readonly start: StartEnvironment = (launch, events) => {
    const waiting = this.#take(launch);
    const port = waiting?.port ?? this.#ports.take(launch.lambda.name);
    const observed: typeof events = {
      receive: (message) => events.receive(message),
      exited: (exit) => {
        this.#ports.release(port);
        events.exited(exit);
        this.#wait(launch);
      },
    };
    if (waiting === undefined) return startProcess({ ...launch, inspectPort: port }, observed);
    return wire(
      waiting.started,
      { ...launch, inspectPort: port },
      observed,
      changed(waiting.of.variables, launch.variables),
    );
  };

  /** Ends those of functions that are no more. */
  keepOnly(functions: Readonly<Record<string, unknown>>): void {
    for (const [name, waiting] of this.#waiting) if (!Object.hasOwn(functions, name)) void this.#end(waiting);
  }

  /** Resolves when those that wait are gone. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#waiting.values()].map((each) => this.#end(each)));
  }

  #wait(of: Start): Waiting | undefined {
    const { name, node } = of.lambda;
    if (this.#closed || !this.#ports.hasOwn(name) || (node !== undefined && !existsSync(node))) return undefined;
    const port = this.#ports.take(name);
    const started = spawned({ ...of, inspectPort: port });
    if (started === undefined) {
      this.#ports.release(port);
      return undefined;
    }
    const { child } = started;
    if (child.pid !== undefined) guard(child.pid);
    const gone = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    const waiting = { started, of, port, gone };
    this.#waiting.set(name, waiting);
    void gone.then(() => {
      if (this.#waiting.get(name) === waiting) this.#forget(waiting);
    });
    return waiting;
  }

  /** The process that waits for this function; one that was started otherwise than it would be now ends. */
  #take(launch: Launch): Waiting | undefined {
    const { name } = launch.lambda;
    const waiting = this.#waiting.get(name);
    if (waiting === undefined) return undefined;
    if (!suits(waiting.of, launch)) {
      void this.#end(waiting);
      return undefined;
    }
    this.#waiting.delete(name);
    return waiting;
  }

  async #end(waiting: Waiting): Promise<void> {
    const { pid } = waiting.started.child;
    if (pid !== undefined) killGroup(pid);
    this.#forget(waiting);
    await waiting.gone;
  }

  #forget({ of, port, started: { child } }: Waiting): void {
    this.#waiting.delete(of.lambda.name);
    this.#ports.release(port);
    if (child.pid !== undefined) unguard(child.pid);
  }
}

/** Nothing where the system has something against it: the event that needs the process will say what. */
function spawned(launch: Omit<Launch, 'setup'>): ConnectedProcess | undefined {
  try {
    return spawnNode(launch);
  } catch {
    return undefined;
  }
}

/** Node writes where its debugger listens before it runs anything. What it writes stays for the function's log. */
async function listening({ started: { stderr }, gone, port }: Waiting): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let heard: () => void = () => undefined;
  const written = new Promise<void>((resolve) => {
    heard = resolve;
    stderr.once('readable', heard);
    timer = setTimeout(heard, LISTENING_MS);
  });
  await Promise.race([written, gone]);
  clearTimeout(timer);
  stderr.off('readable', heard);
  const text = stderr.read() as Buffer | null;
  if (text === null) return;
  if (PORT_TAKEN.test(text.toString())) throw fail('PORT_IN_USE', port, 'the debugger');
  stderr.unshift(text);
}

/** Whether a process that was started for one of them can become the other: variables can be added and given other values, not taken away. */
function suits(started: Start, now: Start): boolean {
  const hasAll = Object.keys(started.variables).every((name) => Object.hasOwn(now.variables, name));
  return hasAll && startOf(started) === startOf(now);
}

/** What a process is started with and keeps, for comparing. */
function startOf({ lambda: { node, memory, root }, variables }: Start): string {
  return JSON.stringify([node, memory, root, READ_AT_START.map((name) => variables[name])]);
}

function changed(before: Launch['variables'], now: Launch['variables']): Record<string, string> {
  return Object.fromEntries(Object.entries(now).filter(([name, value]) => before[name] !== value));
}
