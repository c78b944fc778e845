import { Worker } from 'node:worker_threads';
import { environmentFile } from './environment-files.ts';
import { EventsAhead } from './events-ahead.ts';
import type { EnvironmentEvents, ExecutionEnvironment, Launch, StartEnvironment } from './execution-environment.ts';
import { signalIn } from './own-signal.ts';
import type { FromEnvironment, ToEnvironment } from './protocol.ts';
import { threadOptions } from './spare-thread.ts';
import type { SpareThread } from './spare-thread.ts';

/**
 * Starts environments in worker threads of this process: quickest to start, and killed in milliseconds. In the spare thread, if there is one
 * and it fits.
 */
export function threadStarter(spare?: SpareThread): StartEnvironment {
  return (launch, events) => {
    const ahead = new EventsAhead();
    const gated = withGate(launch, ahead);
    return wire(spare?.take(gated) ?? newThread(gated), launch, events, ahead);
  };
}

function withGate(launch: Launch, { memory }: EventsAhead): Launch {
  return { ...launch, setup: { ...launch.setup, gate: memory } };
}

function newThread({ lambda, setup, variables }: Launch): Worker {
  return new Worker(environmentFile('thread'), {
    ...threadOptions(lambda.memory, variables['NODE_OPTIONS']),
    name: lambda.name,
    workerData: setup,
    env: { ...variables },
  });
}

function wire(worker: Worker, launch: Launch, events: EnvironmentEvents, ahead: EventsAhead): ExecutionEnvironment {
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
    ahead,
    send: together((messages) => {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      worker.postMessage(messages);
    }),
    async end() {
      if (!over) await worker.terminate();
    },
  };
}

/** What is sent in one turn of the event loop crosses at its end, together: waking a thread costs more than a message. */
function together(post: (messages: readonly ToEnvironment[]) => void): (message: ToEnvironment) => void {
  let messages: ToEnvironment[] = [];
  const flush = (): void => {
    const all = messages;
    messages = [];
    post(all);
  };
  return (message) => {
    if (messages.push(message) === 1) setImmediate(flush);
  };
}
