import { syncBuiltinESMExports } from 'node:module';
import workerThreads from 'node:worker_threads';

/**
 * Makes `node:worker_threads` say what it says on Lambda, where a handler runs on the main thread: a file that is handler and worker at once
 * must take the first way, and there is no port to the parent.
 */
export function lookLikeMainThread(): void {
  Object.assign(workerThreads, {
    isMainThread: true,
    parentPort: null,
    workerData: null,
    threadId: 0,
    resourceLimits: {},
  });
  syncBuiltinESMExports();
}
