import { parentPort, workerData } from 'node:worker_threads';
import { keepSignalsIn } from './own-signal.ts';
import type { EnvironmentSetup, HostPort } from './protocol.ts';
import { startRuntime } from './runtime/runtime.ts';

/** Entry of a worker thread that is one execution environment. */
if (parentPort) {
  const messages = parentPort;
  keepSignalsIn(process);
  const port: HostPort = {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    post: (message) => messages.postMessage(message),
    listen: (receive) => void messages.on('message', receive),
    keepAlive: (on) => (on ? messages.ref() : messages.unref()),
  };
  await startRuntime(port, workerData as EnvironmentSetup);
}
