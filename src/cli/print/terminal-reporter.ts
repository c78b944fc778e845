import { basename } from 'node:path';
import type { Emulator } from '../../emulator/contract.ts';
import { type Clock, systemClock } from '../../model/base/clock.ts';
import type { Io } from '../io.ts';
import { duration } from './exchange-line.ts';
import { TerminalObserver } from './live/terminal-observer.ts';
import { LOG_LEVELS, type LogFormat, type LogLevel } from './log-level.ts';
import { printProblems } from './problems.ts';
import type { Reporter } from './reporter.ts';
import { startTable } from './start-table.ts';

export interface TerminalReporterOptions {
  /** `short` unless given. */
  readonly logFormat?: LogFormat | undefined;
  readonly clock?: Clock;
}

/** Reports to a person at a terminal. */
export function terminalReporter(io: Io, level: LogLevel, options: TerminalReporterOptions = {}): Reporter {
  const { logFormat = 'short', clock = systemClock } = options;
  const shows = (wanted: LogLevel): boolean => LOG_LEVELS.indexOf(level) >= LOG_LEVELS.indexOf(wanted);
  const say = (text: string): void => io.stdout(`${text}\n`);
  const { paint } = io;
  let started = false;
  let shownUrls: ReadonlyMap<string, string> | undefined;
  const shownUrl = (url: string): string => shownUrls?.get(url) ?? url;
  const observer = new TerminalObserver({ io, clock, logFormat, shows, started: () => started, shownUrl });

  return {
    found(definition) {
      if (definition === undefined || !shows('warn')) return;
      // It may take a while, in which nothing else is printed.
      const first = basename(definition.file) === 'cdk.json' ? '; synthesising its app' : '';
      say(`${paint('bold', 'gw-emulate')}  ${definition.why}${first}`);
    },
    ready(emulator, tookMs, shown, host) {
      started = true;
      shownUrls = shown;
      if (!shows('warn')) return;
      say('');
      for (const line of startTable(emulator, paint, { shown, host })) say(line);
      say('');
      say(
        `Ready in ${duration(tookMs)}: ${counts(emulator)}. ${paint('dim', io.hasKeys === true ? 'Press h for keys, q to quit.' : 'Ctrl+C stops; "gw-emulate routes" lists every route.')}`,
      );
    },
    problems: (problems) => printProblems(problems, io),
    stopping() {
      observer.end();
      if (shows('info')) say(paint('dim', 'Stopping …'));
    },
    toggleLogs: () => observer.toggleLogs(),
    observer,
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
