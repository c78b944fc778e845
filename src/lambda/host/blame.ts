import type { EnvironmentExit } from '../environment/execution-environment.ts';
import type { HostedThread } from './thread/hosted-thread.ts';

/** Finds the function that a host died of. */
export class Blame {
  /** Functions that were busy at an earlier end of a host of which nothing else is known. */
  #suspects: ReadonlySet<string> = new Set();

  /**
   * Names of the functions to blame. `thread`: the one that Node named. Otherwise a function that was alone in being busy, or, after a crash, those
   * that were among the busy ones at a crash before.
   */
  of(threads: readonly HostedThread[], thread: number | undefined, exit: EnvironmentExit): string[] {
    const named = threads.find(({ number }) => thread !== undefined && number === thread)?.functionName;
    if (named !== undefined) return [named];
    const busy = new Set(threads.flatMap(({ busy: isBusy, functionName }) => (isBusy ? (functionName ?? []) : [])));
    if (busy.size === 1) return [...busy];
    if (SENT_SIGNALS.has(exit.signal ?? '')) return [];
    const blamed = [...busy].filter((name) => this.#suspects.has(name));
    this.#suspects = new Set(blamed.length > 0 ? [] : busy);
    return blamed;
  }
}

/** These signals come from outside; others, and exit codes, from the code that ran. */
const SENT_SIGNALS: ReadonlySet<string> = new Set(['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']);
