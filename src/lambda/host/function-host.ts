import { fail } from '../../model/base/errors.ts';
import type { EnvironmentExit } from '../environment/execution-environment.ts';
import type { FromHost, StartThread } from '../environment/host/host-protocol.ts';
import { signalIn } from '../environment/guise/own-signal.ts';
import { Blame } from './blame.ts';
import type { EnvironmentListener } from './thread/environment-listener.ts';
import { HostProcess } from './host-process.ts';
import { HostedThread } from './thread/hosted-thread.ts';
import type { ThreadHost } from './thread/hosted-thread.ts';
import { isForLog } from './process/last-words.ts';
import { Pulse } from './pulse.ts';

/** What is written to the host's own output goes to a log so much later: by then it is known whether these were its last words. */
const ATTRIBUTE_AFTER_MS = 100;

/** A host that dies so soon is not started again at once, unless an event needs it. */
const SHORT_LIFE_MS = 250;
const RESTART_AFTER_MS = 1000;

export interface FunctionHostOptions {
  readonly shell: Readonly<Record<string, string | undefined>>;
  readonly listener: () => EnvironmentListener;
  /** One that was started before anything else was known. */
  readonly early: HostProcess | undefined;
  /** Working folder of the threads. */
  readonly folder: string;
  readonly inspectPort: number | undefined;
  /** The host died of what these functions did. */
  readonly blamed: (functionNames: readonly string[]) => void;
}

export type ThreadOrder = Omit<StartThread, 'kind' | 'id' | 'connection'>;

/** The process in which threads are environments of functions; another takes its place when it dies. */
export class FunctionHost implements ThreadHost {
  readonly #options: FunctionHostOptions;
  readonly #blame = new Blame();
  readonly #threads = new Map<number, HostedThread>();
  readonly #takeBacks = new Map<number, (from: number | undefined) => void>();
  #early: HostProcess | undefined;
  #process: HostProcess | undefined;
  #pulse: Pulse | undefined;
  #lastId = 0;
  #unattributed = '';
  #closed = false;
  #startedAt = 0;
  /** Whether it ever said something: one that did not come that far died of no handler. */
  #isHere = false;
  #restart: NodeJS.Timeout | undefined;
  #inspectorUrl: string | undefined;
  #inspectorAnswered: (url: string) => void = () => undefined;

  constructor(options: FunctionHostOptions) {
    this.#options = options;
    this.#early = options.early;
  }

  get inspectorUrl(): string | undefined {
    return this.#inspectorUrl;
  }

  /** Starts the process unless it runs, so that the first thread finds it there. */
  prepare(): void {
    if (this.#process || this.#closed) return;
    const started = this.#early ?? new HostProcess(this.#options.shell);
    this.#early = undefined;
    started.listen({
      said: (message) => this.#said(message),
      wrote: (text) => this.#wrote(text),
      died: (exit, thread) => this.#died(exit, thread),
    });
    this.#process = started;
    this.#startedAt = performance.now();
    this.#isHere = false;
    started.send({ kind: 'folder', path: this.#options.folder });
    if (this.#options.inspectPort !== undefined) started.send({ kind: 'inspect', port: this.#options.inspectPort });
    // A debugger stops it for as long as it likes.
    else this.#pulse = pulseOf(started);
  }

  /** Resolves when a debugger can connect. Throws `PORT_IN_USE`. */
  async inspectable(): Promise<void> {
    const answered = new Promise<string>((resolve) => (this.#inspectorAnswered = resolve));
    this.prepare();
    if ((await answered) === '') throw fail('PORT_IN_USE', this.#options.inspectPort ?? 0, 'the debugger');
  }

  thread(order: ThreadOrder): HostedThread {
    this.prepare();
    this.#lastId += 1;
    const thread = new HostedThread(this.#lastId, this);
    this.#threads.set(thread.id, thread);
    thread.connection = this.#options.listener().expect(thread);
    this.#process?.send({ kind: 'start', id: thread.id, connection: thread.connection, ...order });
    return thread;
  }

  end(id: number): void {
    this.#process?.send({ kind: 'end', id });
  }

  takeBack(id: number, first: number, end: number, taken: (from: number | undefined) => void): void {
    this.#lastId += 1;
    this.#takeBacks.set(this.#lastId, taken);
    this.#process?.send({ kind: 'take-back', id, call: this.#lastId, first, end });
  }

  /** No function needs it: the process that was started early ends. */
  async spareEarly(): Promise<void> {
    const early = this.#early;
    this.#early = undefined;
    await early?.kill();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#restart);
    await Promise.all([this.#process?.kill(), this.spareEarly()]);
  }

  #said(message: FromHost): void {
    this.#pulse?.answered();
    this.#isHere = true;
    switch (message.kind) {
      case 'here':
        return undefined;
      case 'started': {
        const thread = this.#threads.get(message.id);
        if (thread) thread.number = message.thread;
        return undefined;
      }
      case 'refused':
        return this.#remove(message.id)?.refused(message.reason);
      case 'text':
        return this.#threads.get(message.id)?.text(message.text);
      case 'exited': {
        const { code, outOfMemory } = message;
        const signal = signalIn(code);
        const exit = signal === undefined ? { code, outOfMemory } : { code: null, signal, outOfMemory };
        return this.#remove(message.id)?.exited(exit);
      }
      case 'took-back': {
        const taken = this.#takeBacks.get(message.call);
        this.#takeBacks.delete(message.call);
        return taken?.(message.from ?? undefined);
      }
      case 'inspector':
        this.#inspectorUrl = message.url === '' ? undefined : message.url;
        return this.#inspectorAnswered(message.url);
    }
  }

  #livedMs(): number {
    return performance.now() - this.#startedAt;
  }

  #remove(id: number): HostedThread | undefined {
    const thread = this.#threads.get(id);
    this.#threads.delete(id);
    if (thread?.connection) this.#options.listener().forget(thread.connection);
    return thread;
  }

  #wrote(text: string): void {
    if (this.#unattributed === '')
      setTimeout(() => this.#attribute(this.#threads.values()), ATTRIBUTE_AFTER_MS).unref();
    this.#unattributed += text;
  }

  /** The host's own output goes to the log of a function that is busy, which is right where one is. */
  #attribute(threads: Iterable<HostedThread>): void {
    const text = this.#unattributed
      .split('\n')
      .filter((line) => line.trim() !== '' && isForLog(line))
      .join('\n');
    this.#unattributed = '';
    if (text === '') return;
    const given = [...threads].filter(({ functionName }) => functionName !== undefined);
    (given.find(({ busy }) => busy) ?? given[0])?.text(text);
  }

  #died(exit: EnvironmentExit, threadNumber: number | undefined): void {
    this.#process = undefined;
    this.#pulse?.stop();
    this.#takeBacks.clear();
    const threads = [...this.#threads.values()];
    const blamed = this.#closed || !this.#isHere ? [] : this.#blame.of(threads, threadNumber, exit);
    this.#attribute(threads.filter(({ functionName }) => blamed.length === 0 || blamed.includes(functionName ?? '')));
    if (blamed.length > 0) this.#options.blamed(blamed);
    const others: EnvironmentExit = { code: null, signal: 'SIGKILL', outOfMemory: false };
    for (const thread of threads) {
      this.#remove(thread.id);
      thread.exited(blamed.includes(thread.functionName ?? '') ? exit : others);
    }
    this.#restart = setTimeout(() => this.prepare(), this.#livedMs() < SHORT_LIFE_MS ? RESTART_AFTER_MS : 0);
  }
}

function pulseOf(host: HostProcess): Pulse {
  return new Pulse({
    ask: () => host.send({ kind: 'there' }),
    wake: () => host.wake(),
    giveUp: () => void host.kill(),
  });
}
