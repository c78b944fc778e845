import { Worker } from 'node:worker_threads';
import { refusalInWords } from '../system-limits.ts';
import { BeginGate } from '../connection/begin-gate.ts';
import type { FromHost, StartThread, ThreadData } from './host-protocol.ts';
import type { WatchedThread } from './memory-watch.ts';

/** Below this Node itself does not start reliably. */
const MIN_HEAP_MB = 64;

interface HostThread {
  readonly worker: Worker;
  readonly gate: BeginGate;
  readonly memoryMb: number;
  /** Ended because of what it took. */
  tookTooMuch: boolean;
}

/** The threads of a function host. Runs on its main thread, which no handler can keep busy. */
export class HostThreads {
  readonly #entry: string;
  readonly #say: (message: FromHost) => void;
  readonly #threads = new Map<number, HostThread>();

  /** `entry`: the file that a thread runs. */
  constructor(entry: string, say: (message: FromHost) => void) {
    this.#entry = entry;
    this.#say = say;
  }

  start(order: StartThread): void {
    const gate = new BeginGate();
    const data: ThreadData = { connection: order.connection, gate: gate.memory };
    try {
      const worker = new Worker(this.#entry, {
        execArgv: [...order.flags],
        resourceLimits: { maxOldGenerationSizeMb: Math.max(MIN_HEAP_MB, order.memoryMb) },
        stdout: true,
        stderr: true,
        workerData: data,
        env: { ...order.variables },
        ...(order.name === undefined ? {} : { name: order.name }),
      });
      const thread = { worker, gate, memoryMb: order.memoryMb, tookTooMuch: false };
      this.#threads.set(order.id, thread);
      this.#listen(order.id, thread);
      this.#say({ kind: 'started', id: order.id, thread: worker.threadId });
    } catch (error) {
      this.#say({ kind: 'refused', id: order.id, reason: refusalInWords((error as Error).message) });
    }
  }

  end(id: number): void {
    void this.#threads.get(id)?.worker.terminate();
  }

  takeBack(id: number, call: number, first: number, end: number): void {
    const from = this.#threads.get(id)?.gate.takeBack(first, end) ?? null;
    this.#say({ kind: 'took-back', call, from });
  }

  watched(): WatchedThread[] {
    const running = [...this.#threads.values()].filter(({ tookTooMuch }) => !tookTooMuch);
    return running.map((thread) => ({
      memoryMb: thread.memoryMb,
      systemId: thread.gate.systemId,
      made: thread.gate.made,
      endForMemory() {
        thread.tookTooMuch = true;
        void thread.worker.terminate();
      },
    }));
  }

  #listen(id: number, thread: HostThread): void {
    const { worker } = thread;
    let outOfMemory = false;
    const text = (said: string): void => this.#say({ kind: 'text', id, text: said });
    worker.on('error', (error: Error & { readonly code?: string }) => {
      outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      // It was not caught inside: Node prints the stack and the process ends.
      if (!outOfMemory) text(error instanceof Error ? (error.stack ?? String(error)) : String(error));
    });
    worker.on('exit', (code) => {
      this.#threads.delete(id);
      this.#say({ kind: 'exited', id, code, outOfMemory: outOfMemory || thread.tookTooMuch });
    });
    // Writes that went past the streams a handler sees (Node's own warnings).
    for (const stream of [worker.stdout, worker.stderr])
      stream.on('data', (chunk: Buffer) => text(chunk.toString().trimEnd()));
  }
}
