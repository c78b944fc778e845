import { startEmulator } from '../emulator.ts';
import type { Emulator, StartOptions } from '../emulator/contract.ts';
import { InvalidConfiguration } from '../emulator/definition/invalid-configuration.ts';
import { EmulatorError } from '../model/base/errors.ts';
import type { Io } from './io.ts';
import { printFailure } from './print/failure.ts';
import { printProblems } from './print/problems.ts';
import { terminalReporter } from './print/terminal-reporter.ts';
import { stopOnSignals } from './signals.ts';

/** Lines of the emulator that are kept for a failure. */
const LARGEST_KEPT = 2000;

export interface QuietEmulator {
  readonly emulator: Emulator;
  /** What it would have printed, the last lines of it; empty where it is printed as it comes. */
  readonly printed: () => string;
}

/**
 * Starts an emulator for a command that has something else to print: what the emulator says is kept, or goes to standard error with
 * `verbose`. Resolves with `undefined` where it cannot start, the reason printed.
 */
export async function startQuietly(
  options: StartOptions,
  verbose: boolean,
  io: Io,
): Promise<QuietEmulator | undefined> {
  const kept: string[] = [];
  const quiet: Io = {
    ...io,
    stdout(text) {
      const line = typeof text === 'string' ? text : text();
      if (verbose) io.stderr(line);
      else if (kept.push(line) > LARGEST_KEPT) kept.shift();
    },
  };
  const { observer } = terminalReporter(quiet, 'info');
  try {
    const emulator = await startEmulator({
      ...options,
      watch: false,
      cwd: io.cwd,
      environment: io.environment,
      observer,
    });
    return { emulator, printed: () => kept.join('') };
  } catch (error) {
    if (error instanceof InvalidConfiguration) printProblems(error.problems, io);
    else if (error instanceof EmulatorError && error.fault === 'user') printFailure(io, error.message);
    else throw error;
    return undefined;
  }
}

/** As shells have it for a command that Ctrl+C ended. */
const INTERRUPTED = 130;

/** Does `work` beside a running emulator and closes it afterwards, also where a signal comes first; the exit code is then 130. */
export async function beside(emulator: Emulator, io: Io, work: () => Promise<number>): Promise<number> {
  const stopping = stopOnSignals(io.environment);
  try {
    return await Promise.race([work(), stopping.asked.then(() => INTERRUPTED)]);
  } finally {
    await emulator.close();
    stopping.release();
  }
}
