import { basename } from 'node:path';
import type { Emulator } from '../../emulator/contract.ts';
import { printInternalError } from './internal-error.ts';
import type { EmulatorObserver, Reload } from '../../emulator/observer.ts';
import type { LogRecord } from '../../model/lambda/invocation.ts';
import type { Problem } from '../../model/base/position.ts';
import { formatProblem } from '../../sources/problems/format.ts';
import type { Io } from '../io.ts';
import { duration, exchangeLine } from './exchange-line.ts';
import { LOG_LEVELS, type LogLevel } from './log-level.ts';
import { printProblems } from './problems.ts';
import type { Reporter } from './reporter.ts';
import { sayBuilds } from './say-builds.ts';
import { startTable } from './start-table.ts';

/** Reports to a person at a terminal. */
export function terminalReporter(io: Io, level: LogLevel): Reporter {
  const shows = (wanted: LogLevel): boolean => LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(wanted);
  const say = (text: string): void => io.stdout(`${text}\n`);
  const { paint } = io;
  let started = false;

  return {
    found(definition) {
      if (definition === undefined || !shows('warn')) return;
      // It may take a while, in which nothing else is printed.
      const first = basename(definition.file) === 'cdk.json' ? '; synthesising its app' : '';
      say(`${paint('bold', 'gw-emulate')}  ${definition.why}${first}`);
    },
    ready(emulator, tookMs) {
      started = true;
      if (!shows('warn')) return;
      say('');
      for (const line of startTable(emulator, paint)) say(line);
      say('');
      say(
        `Ready in ${duration(tookMs)}: ${counts(emulator)}. ${paint('dim', 'Ctrl+C stops; "gw-emulate routes" lists every route.')}`,
      );
    },
    problems: (problems) => printProblems(problems, io),
    stopping() {
      if (shows('info')) say(paint('dim', 'Stopping …'));
    },
    observer: observer(io, shows, say, () => started),
  };
}

function observer(
  io: Io,
  shows: (level: LogLevel) => boolean,
  say: (text: string) => void,
  started: () => boolean,
): EmulatorObserver {
  const { paint } = io;
  // Of the shell: before handlers run the process is set to UTC.
  const offset = new Date().getTimezoneOffset();
  const warned = new Set<string>();
  /** A definition is read again at every save; what was said of it once is not said again. */
  const sayNewWarnings = (problems: readonly Problem[]): void => {
    if (!shows('warn') || problems.some(({ severity }) => severity === 'error')) return;
    for (const problem of problems) {
      if (problem.severity !== 'warning' || warned.has(problem.message)) continue;
      warned.add(problem.message);
      say(formatProblem(problem, io.colours));
    }
  };
  return {
    platformLines: shows('debug'),
    exchange(exchange) {
      if (shows(exchange.statusCode >= 500 ? 'error' : 'info'))
        io.stdout(() => `${exchangeLine(exchange, paint, offset)}\n`);
    },
    log(record) {
      if (shows(levelOf(record))) say(`${paint('dim', `${record.functionName} |`)} ${colourLog(record, io)}`);
    },
    built(builds) {
      sayBuilds(builds, io, shows, say, started());
    },
    problems: sayNewWarnings,
    reloaded(reload) {
      sayReload(reload, io, shows, say);
      sayNewWarnings(reload.problems);
    },
    processOutput(name, line) {
      if (shows('debug')) say(`${paint('dim', `${name} |`)} ${line}`);
    },
    accessLog: say,
    executionLog: (_api, line) => say(line),
    warning(message) {
      if (shows('warn')) say(`${paint('yellow', 'warning')} ${message}`);
    },
    defect(error) {
      printInternalError(io, error);
    },
  };
}

function counts(emulator: Emulator): string {
  const functions = Object.keys(emulator.model.functions).length;
  const routes = emulator.model.apis.reduce(
    (sum, api) => sum + (api.type === 'rest' ? api.methods.length : api.routes.length),
    0,
  );
  return `${functions} function${functions === 1 ? '' : 's'}, ${routes} route${routes === 1 ? '' : 's'}`;
}

function levelOf(record: LogRecord): LogLevel {
  return record.level === 'PLATFORM' ? 'debug' : 'info';
}

function colourLog(record: LogRecord, io: Io): string {
  if (record.level === 'ERROR' || record.level === 'FATAL') return io.paint('red', record.line);
  return record.level === 'WARN' ? io.paint('yellow', record.line) : record.line;
}

function sayReload(reload: Reload, io: Io, shows: (level: LogLevel) => boolean, say: (text: string) => void): void {
  if (reload.problems.some((problem) => problem.severity === 'error')) {
    if (!shows('error')) return;
    say(`${io.paint('red', '✗')} The configuration was not applied; the last good one keeps serving`);
    for (const problem of reload.problems) say(formatProblem(problem, io.colours));
    return;
  }
  if (!shows('info')) return;
  const what = reload.changed.length === 0 ? 'no API changed' : reload.changed.join(', ');
  say(`${io.paint('green', '↻')} configuration ${io.paint('dim', `read in ${duration(reload.tookMs)}: ${what}`)}`);
}
