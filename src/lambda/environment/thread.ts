import { parentPort, workerData } from 'node:worker_threads';
import { keepSignalsIn } from './own-signal.ts';
import type { Assignment, EnvironmentSetup, HostPort, ToEnvironment } from './protocol.ts';
import { startRuntime } from './runtime/runtime.ts';

/** Entry of a worker thread that is one execution environment: of the function it was started for, or of the one it is told later. */
if (parentPort) {
  const messages = parentPort;
  keepSignalsIn(process);
  const port: HostPort = {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    post: (message) => messages.postMessage(message),
    listen: (receive) =>
      void messages.on('message', (together: readonly ToEnvironment[]) => {
        for (const message of together) receive(message);
      }),
    keepAlive: (on) => (on ? messages.ref() : messages.unref()),
  };
  if (workerData === 'spare') {
    messages.once('message', ({ setup, variables }: Assignment) => {
      Object.assign(process.env, variables);
      void startRuntime(port, setup);
    });
  } else await startRuntime(port, workerData as EnvironmentSetup);
}
