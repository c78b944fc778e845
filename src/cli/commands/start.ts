import { EmulatorError } from '../../model/base/errors.ts';
import { startEmulator } from '../../emulator.ts';
import type { Emulator, StartOptions } from '../../emulator/contract.ts';
import { VERSION } from '../../emulator/version.ts';
import { InvalidConfiguration } from '../../emulator/definition/invalid-configuration.ts';
import { chooseDefinition } from '../../emulator/definition/definition.ts';
import type { Io } from '../io.ts';
import { KeptFiles } from '../kept-files.ts';
import { jsonReporter } from '../print/json-reporter.ts';
import type { Reporter } from '../print/reporter.ts';
import { terminalReporter } from '../print/terminal-reporter.ts';
import type { LogFormat, LogLevel } from '../print/log-level.ts';
import { openInBrowser } from '../open-browser.ts';
import { printFailure } from '../print/failure.ts';
import { shownUrls } from '../print/live/shown-urls.ts';
import { stopOnSignals } from '../signals.ts';

/** Many more than a person can read. */
const WHOLE_EXCHANGES_A_SECOND = 1000;

export interface StartCommand extends StartOptions {
  readonly json?: boolean;
  readonly logLevel?: LogLevel;
  readonly logFormat?: LogFormat;
  /** Open the dashboard in a browser. */
  readonly open?: boolean;
}

/** `gw-emulate start`: serves until a signal comes. Resolves with the exit code. */
export async function runStart(command: StartCommand, io: Io): Promise<number> {
  const began = performance.now();
  const { logLevel = 'info', logFormat } = command;
  const reporter = command.json === true ? jsonReporter(io) : terminalReporter(io, logLevel, { logFormat });
  let emulator: Emulator;
  let kind: string;
  const kept = io.keptFolder === undefined ? undefined : new KeptFiles(io.keptFolder, VERSION);
  const stopping = stopOnSignals(io.environment);
  let started = false;
  // A local service may take long to get ready: nothing is served yet that would have to be stopped in order.
  void stopping.asked.then(() => {
    if (!started) process.exit(0);
  });
  try {
    const chosen = chooseDefinition({ ...command, cwd: io.cwd, environment: io.environment });
    reporter.found(chosen);
    kind = chosen?.kind ?? 'config';
    emulator = await startEmulator({
      ...command,
      keepUsage: true,
      wholeExchangesASecond: WHOLE_EXCHANGES_A_SECOND,
      cwd: io.cwd,
      environment: io.environment,
      observer: reporter.observer,
      ...(kept && { kept }),
    });
  } catch (error) {
    stopping.release();
    if (error instanceof InvalidConfiguration) {
      reporter.problems(error.problems);
      return 1;
    }
    if (error instanceof EmulatorError && error.fault === 'user') {
      printFailure(io, error.message);
      return 1;
    }
    throw error;
  }
  started = true;
  // A start that found what earlier ones read has not run the readers.
  io.keepRunning?.(kept?.hadAll === true ? `${kind}-kept` : kind);
  const tookMs = performance.now() - began;
  const shown = command.json === true ? undefined : await shownUrls(urlsOf(emulator));
  reporter.ready(emulator, tookMs, shown, command.host);
  // A person or a script waits for this line.
  io.flush?.();
  if (command.open === true && emulator.admin !== undefined) openInBrowser(emulator.admin);
  const releaseKeys = command.json === true ? undefined : await listenToKeys(emulator, reporter, command, io);
  await stopping.asked;
  releaseKeys?.();
  reporter.stopping();
  await emulator.close();
  stopping.release();
  return 0;
}

function urlsOf({ apis, functionUrls, admin }: Emulator): string[] {
  return [...apis, ...functionUrls].map(({ url }) => url).concat(admin ?? []);
}

/** Hot keys, where a person sits at a terminal. Returns what gives the keyboard back. */
async function listenToKeys(
  emulator: Emulator,
  reporter: Reporter,
  command: StartCommand,
  io: Io,
): Promise<(() => void) | undefined> {
  if (io.hasKeys !== true) return undefined;
  const [{ keyActions }, { press }, { readKeys }] = await Promise.all([
    import('../keys/key-actions.ts'),
    import('../keys/keys.ts'),
    import('../keys/read-keys.ts'),
  ]);
  const actions = keyActions({
    emulator,
    io,
    toggleLogs: reporter.toggleLogs && (() => reporter.toggleLogs?.() === true),
    // As Ctrl+C does: in raw mode the terminal sends no signal.
    quit: () => process.emit('SIGINT'),
    listRoutes: async () => {
      const { runRoutes } = await import('./routes.ts');
      return runRoutes({ ...command, cwd: io.cwd, environment: io.environment }, io);
    },
  });
  return readKeys(process.stdin, (key) => void press(key, actions, (text) => io.stdout(text)));
}
