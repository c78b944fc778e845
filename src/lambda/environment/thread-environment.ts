import { Worker } from 'node:worker_threads';
import { environmentFile } from './environment-files.ts';
import type { EnvironmentEvents, ExecutionEnvironment, Launch, StartEnvironment } from './execution-environment.ts';
import { lambdaNodeFlags } from './node-flags.ts';
import { signalIn } from './own-signal.ts';
import type { FromEnvironment } from './protocol.ts';

/** Below this Node itself does not start reliably. */
const MIN_HEAP_MB = 64;

/** Starts an environment in a worker thread of this process: quickest to start, and killed in milliseconds. */
export const startThread: StartEnvironment = (launch, events) => {
  const worker = new Worker(environmentFile('thread'), {
    name: launch.lambda.name,
    workerData: launch.setup,
    env: { ...launch.variables },
    execArgv: lambdaNodeFlags(process.versions.node, launch.variables['NODE_OPTIONS']),
    resourceLimits: { maxOldGenerationSizeMb: Math.max(MIN_HEAP_MB, launch.lambda.memory) },
    stdout: true,
    stderr: true,
  });
  return wire(worker, launch, events);
};

function wire(worker: Worker, launch: Launch, events: EnvironmentEvents): ExecutionEnvironment {
  let outOfMemory = false;
  let over = false;
  const raw = (text: string): void => {
    for (const line of text.split('\n')) events.receive({ kind: 'log', level: 'RAW', requestId: undefined, line });
  };
  worker.on('message', (message: FromEnvironment) => events.receive(message));
  worker.on('messageerror', (error) =>
    raw(`The environment of ${launch.lambda.name} sent what cannot be read: ${error.message}`),
  );
  worker.on('error', (error: Error & { readonly code?: string }) => {
    outOfMemory = error.code === 'ERR_WORKER_OUT_OF_MEMORY';
    // Nobody caught it in there: Node prints the stack and the process ends.
    if (!outOfMemory && !over) raw(error instanceof Error ? (error.stack ?? String(error)) : String(error));
  });
  worker.on('exit', (code) => {
    over = true;
    const signal = signalIn(code);
    events.exited(signal === undefined ? { code, outOfMemory } : { code: null, signal, outOfMemory });
  });
  // Writes that went past the patched streams (Node's own warnings).
  for (const stream of [worker.stdout, worker.stderr])
    stream.on('data', (chunk: Buffer) => raw(chunk.toString().trimEnd()));
  return {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    send: (message) => worker.postMessage(message),
    async end() {
      if (!over) await worker.terminate();
    },
  };
}
