import { Worker } from 'node:worker_threads';
import type { Clock } from '../../model/base/clock.ts';
import { environmentFile } from './environment-files.ts';
import type { Launch } from './execution-environment.ts';
import { lambdaNodeFlags } from './node-flags.ts';
import type { Assignment } from './protocol.ts';

/** Below this Node itself does not start reliably. */
const MIN_HEAP_MB = 64;
/** The handler that got the last one loads undisturbed meanwhile. */
const REPLACE_AFTER_MS = 150;

/** A thread's options that functions with so much memory, and no NODE_OPTIONS, have in common. */
export function threadOptions(memoryMb: number, nodeOptions?: string) {
  return {
    execArgv: lambdaNodeFlags(process.versions.node, nodeOptions),
    resourceLimits: { maxOldGenerationSizeMb: Math.max(MIN_HEAP_MB, memoryMb) },
    stdout: true,
    stderr: true,
  } as const;
}

/**
 * One worker thread that has started and waits to be told which function it is. A thread takes longer to start than a small handler to load,
 * so the first request, and the first one after a save, are answered that much sooner.
 */
export class SpareThread {
  readonly #clock: Clock;
  #memoryMb = 0;
  #waiting: Worker | undefined;
  #cancel: (() => void) | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Starts the thread, for a function with so much memory, unless one waits. */
  prepare(memoryMb: number): void {
    if (this.#waiting) return;
    const worker = new Worker(environmentFile('thread'), { ...threadOptions(memoryMb), workerData: 'spare', env: {} });
    const gone = (): void => {
      if (this.#waiting === worker) this.#waiting = undefined;
    };
    worker.on('error', gone);
    worker.on('exit', gone);
    worker.unref();
    this.#waiting = worker;
    this.#memoryMb = memoryMb;
  }

  /** The waiting thread, told that it is this function; `undefined` when none waits that fits. Another one is started a little later. */
  take({ lambda, variables, setup, inspectPort }: Launch): Worker | undefined {
    this.#cancel?.();
    this.#cancel = this.#clock.after(REPLACE_AFTER_MS, () => this.prepare(lambda.memory));
    // A debugger shows threads by their function's name; what NODE_OPTIONS and the like say is read when a thread starts.
    const isSpecial = inspectPort !== undefined || Object.keys(variables).some((name) => name.startsWith('NODE_'));
    const worker = this.#waiting;
    if (worker === undefined || isSpecial) return undefined;
    this.#waiting = undefined;
    if (lambda.memory !== this.#memoryMb) {
      void worker.terminate();
      return undefined;
    }
    worker.removeAllListeners();
    worker.ref();
    const assignment: Assignment = { setup, variables };
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    worker.postMessage(assignment);
    return worker;
  }

  async close(): Promise<void> {
    this.#cancel?.();
    await this.#waiting?.terminate();
  }
}
