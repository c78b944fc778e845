import type { EmulatorObserver, Reload } from '../../../emulator/observer.ts';
import type { Clock } from '../../../model/base/clock.ts';
import type { Problem } from '../../../model/base/position.ts';
import type { LogRecord } from '../../../model/lambda/invocation.ts';
import type { ThrownError } from '../../../model/lambda/thrown-error.ts';
import type { Exchange } from '../../../observability/exchange.ts';
import { formatProblem } from '../../../sources/problems/format.ts';
import type { Io } from '../../io.ts';
import { exchangeLine, noteLine } from '../exchange-line.ts';
import { printError } from '../internal-error.ts';
import type { LogFormat, LogLevel } from '../log-level.ts';
import { sayBuilds } from '../say-builds.ts';
import { HeldErrors } from './held-errors.ts';
import { HeldReports } from './held-reports.ts';
import { clockTime, gatewayLine, logLine } from './log-line.ts';
import { reportedError } from './reported-error.ts';
import { RequestsUnderWay } from './requests-under-way.ts';
import { reloadLines } from './reload-lines.ts';
import { resultAdvice } from './result-advice.ts';
import { thrownErrorLines } from './thrown-error.ts';

/** Longer names push the text of their own lines only. */
const MAX_NAME_WIDTH = 16;

export interface TerminalObserverOptions {
  readonly io: Io;
  readonly clock: Clock;
  readonly logFormat: LogFormat;
  readonly shows: (level: LogLevel) => boolean;
  /** Whether the start is over: builds after it are rebuilds. */
  readonly started: () => boolean;
  /** What the start printed in place of a URL: `localhost` where that name reaches the emulator. */
  readonly shownUrl?: (url: string) => string;
}

/**
 * What a person sees while the emulator serves: requests, lines of functions, their errors, builds, reloads. Its members are properties: an
 * observer is laid over by others, and methods of a class would be lost.
 */
export class TerminalObserver implements EmulatorObserver {
  readonly platformLines: boolean;
  readonly #options: TerminalObserverOptions;
  readonly #held: HeldErrors;
  readonly #reports: HeldReports;
  readonly #underWay = new RequestsUnderWay();
  /** The same of requests to REST APIs, by the ids in their execution logs. */
  readonly #requests = new RequestsUnderWay();
  /** A definition is read again at every save; what was said of it once is not said again. */
  readonly #said = new Set<string>();
  // Of the shell: before handlers run the process is set to UTC.
  readonly #offset = new Date().getTimezoneOffset();
  /** Invocations of which the function's environment gave advice already. */
  readonly #advised = new Set<string>();
  #nameWidth = 0;
  #showsLogs = true;

  constructor(options: TerminalObserverOptions) {
    this.#options = options;
    this.platformLines = options.shows('debug');
    this.#reports = new HeldReports(options.clock);
    this.#held = new HeldErrors(options.clock, (functionName, thrown) => this.#sayLoneError(functionName, thrown));
  }

  readonly exchange = (exchange: Exchange): void => {
    const { io, shows } = this.#options;
    if (exchange.result !== undefined) this.#underWay.ended(exchange.result.requestId);
    this.#requests.ended(exchange.id);
    const held = this.#held.take(exchange);
    const reported = held.length === 0 ? reportedError(exchange) : undefined;
    const errors = reported === undefined ? held : [reported];
    this.#reports.settle(exchange, reported !== undefined);
    if (!shows(exchange.statusCode >= 500 || errors.length > 0 ? 'error' : 'info')) return;
    const shown = errors.length === 0 ? exchange : { ...exchange, reason: undefined };
    io.stdout(() => `${exchangeLine(shown as Exchange, io.paint, this.#offset, io.columns)}\n`);
    for (const thrown of errors) this.#sayError(thrown);
    const advised = exchange.result !== undefined && this.#advised.delete(exchange.result.requestId);
    const advice = advised ? undefined : resultAdvice(exchange);
    if (advice !== undefined && shows('warn')) this.#once(advice, noteLine(advice, io.paint, io.columns));
  };

  readonly log = (record: LogRecord): void => {
    const { io, shows, logFormat, clock } = this.#options;
    if (!shows(levelOf(record)) || (!this.#showsLogs && record.thrown === undefined)) return;
    if (record.advice === true) return this.#sayAdvice(record);
    if (logFormat === 'lambda') return this.#say(`${io.paint('dim', `${record.functionName} |`)} ${record.line}`);
    if (record.thrown !== undefined) return this.#held.add(record);
    const width = this.#widthFor(record.functionName);
    const now = clock.now();
    const request = this.#underWay.label(record.requestId, now);
    const at = clockTime(now, this.#offset);
    const text = logLine(record, { paint: io.paint, width, now: at, offset: this.#offset, request });
    const print = (): void => this.#say(text);
    if (!this.#reports.holds(record, print)) print();
  };

  readonly built = (builds: Parameters<NonNullable<EmulatorObserver['built']>>[0]): void => {
    const { io, shows, started } = this.#options;
    sayBuilds(builds, io, shows, (text) => this.#say(text), started());
  };

  readonly problems = (problems: readonly Problem[]): void => {
    const { io, shows } = this.#options;
    if (!shows('warn') || problems.some(({ severity }) => severity === 'error')) return;
    for (const problem of problems) {
      if (problem.severity === 'warning') this.#once(problem.message, formatProblem(problem, io.colours));
    }
  };

  readonly reloaded = (reload: Reload): void => {
    this.#sayReload(reload);
    this.problems(reload.problems);
  };

  readonly processOutput = (name: string, line: string): void => {
    const { io, shows } = this.#options;
    if (shows('debug')) this.#say(`${io.paint('dim', `${name} |`)} ${line}`);
  };

  readonly accessLog = (line: string, api: string): void => {
    if (this.#options.logFormat === 'lambda') return this.#say(line);
    this.#sayOfGateway(api, 'access', line);
  };

  readonly executionLog = (api: string, line: string): void => {
    if (this.#options.logFormat === 'lambda') return this.#say(line);
    const [, requestId, text = line] = /^\(([^)]+)\) ([^]*)$/.exec(line) ?? [];
    const request = requestId && this.#requests.label(requestId, this.#options.clock.now());
    this.#sayOfGateway(api, 'execution', text, request);
  };

  readonly warning = (message: string): void => {
    const { io, shows } = this.#options;
    if (shows('warn')) this.#say(`${io.paint('yellow', 'warning')} ${message}`);
  };

  readonly defect = (error: unknown): void => {
    printError(this.#options.io, error);
  };

  toggleLogs(): boolean {
    this.#showsLogs = !this.#showsLogs;
    return this.#showsLogs;
  }

  /** Shows what waits for a request: none will come any more. */
  end(): void {
    this.#reports.flush();
    this.#held.flush();
  }

  #say(text: string): void {
    this.#options.io.stdout(`${text}\n`);
  }

  #once(key: string, text: string): void {
    if (this.#said.has(key)) return;
    this.#said.add(key);
    this.#say(text);
  }

  #sayOfGateway(api: string, kind: string, text: string, request?: string): void {
    const { io, clock } = this.#options;
    const now = clockTime(clock.now(), this.#offset);
    this.#say(gatewayLine(api, kind, text, { paint: io.paint, width: this.#widthFor(api), now, request }));
  }

  #widthFor(name: string): number {
    return (this.#nameWidth = Math.min(MAX_NAME_WIDTH, Math.max(this.#nameWidth, name.length)));
  }

  #sayAdvice({ functionName, line, requestId }: LogRecord): void {
    if (requestId !== undefined) this.#advised.add(requestId);
    const { paint } = this.#options.io;
    this.#once(`${functionName} ${line}`, `${paint('yellow', 'advice')} ${functionName}: ${line}`);
  }

  #sayError(thrown: ThrownError): void {
    for (const line of thrownErrorLines(thrown, this.#options.io)) this.#say(`  ${line}`);
  }

  #sayLoneError(functionName: string, thrown: ThrownError): void {
    const { paint } = this.#options.io;
    const at = clockTime(this.#options.clock.now(), this.#offset);
    this.#say(`${paint('dim', at)}  ${paint('red', '✗')} ${functionName} failed`);
    this.#sayError(thrown);
  }

  #sayReload(reload: Reload): void {
    const { io, shows } = this.#options;
    if (reload.problems.some((problem) => problem.severity === 'error')) {
      if (!shows('error')) return;
      this.#say(`${io.paint('red', '✗')} The configuration was not applied; the last good one keeps serving`);
      for (const problem of reload.problems) this.#say(formatProblem(problem, io.colours));
      return;
    }
    if (shows('info')) for (const line of reloadLines(reload, io.paint, this.#options.shownUrl)) this.#say(line);
  }
}

function levelOf({ level, advice, thrown }: LogRecord): LogLevel {
  if (advice === true) return 'warn';
  if (level === 'PLATFORM') return 'debug';
  if (thrown !== undefined || level === 'ERROR' || level === 'FATAL') return 'error';
  return level === 'WARN' ? 'warn' : 'info';
}
