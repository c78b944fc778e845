import { createContext, Script } from 'node:vm';

/** What {@link stopAfter} did not let go on. */
export class StoppedError extends Error {
  constructor(readonly limitMs: number) {
    super(`stopped after ${limitMs} ms`);
    this.name = 'StoppedError';
  }
}

/** A crowded machine may use most of the time for others: such a try says little about the work, so there are more. */
const MOST_TRIES = 5;

let job: () => unknown = () => undefined;
let runJob: ((timeout: number) => unknown) | undefined;

/**
 * Runs `work` on this thread and ends it by force after `limitMs` of this process's own computing, also within a regular expression, which no
 * check in JavaScript could interrupt. A guard costs about 0.1 ms, so only what may take long should be run this way. `work` must have no
 * effects: it may be begun anew, and ends anywhere.
 *
 * @throws {StoppedError}
 */
export function stopAfter<T>(limitMs: number, work: () => T): T {
  runJob ??= prepare();
  const outer = job;
  const before = process.cpuUsage();
  for (let tries = 1; ; tries++) {
    try {
      job = work;
      return runJob(limitMs) as T;
    } catch (error) {
      if ((error as NodeJS.ErrnoException | undefined)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
      const { user, system } = process.cpuUsage(before);
      if (tries >= MOST_TRIES || user + system > limitMs * 250) throw new StoppedError(limitMs);
    } finally {
      job = outer;
    }
  }
}

/** Node's `vm` is what can end running JavaScript; nothing of the work is evaluated in the other context. */
function prepare(): (timeout: number) => unknown {
  const script = new Script('run()');
  const context = createContext({ run: () => job() });
  return (timeout) => script.runInContext(context, { timeout });
}
