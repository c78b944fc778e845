import type { FunctionBuild, LogRecord } from '../model/lambda/invocation.ts';
import type { Problem } from '../model/base/position.ts';
import type { Exchange } from '../observability/exchange.ts';

/** What happens while the emulator runs, for the code that shows it. Every member is optional; none may throw. */
export interface EmulatorObserver {
  /** A request or WebSocket event was answered. */
  exchange?(exchange: Exchange): void;
  /** Whether START, END and REPORT lines are wanted in `log` too; formatting them costs a little for each invocation. */
  readonly platformLines?: boolean;
  /** A handler wrote a line, or the platform did. */
  log?(record: LogRecord): void;
  /** Functions were built, or failed to. */
  built?(builds: readonly FunctionBuild[]): void;
  /** What was found in the definition at start that does not keep it from being served: warnings and notes. Not called for none. */
  problems?(problems: readonly Problem[]): void;
  /** The definition was read again; `problems` is empty when it was applied. */
  reloaded?(reload: Reload): void;
  /** A local service of `processes:` wrote a line. */
  processOutput?(name: string, line: string): void;
  /** A finished line of an access log whose destination is stdout. */
  accessLog?(line: string, api: string): void;
  /** An entry of an access log that is written to a file. */
  accessLogFile?(line: string, api: string): void;
  /** A line of a REST API's execution log, with the request's id in parentheses before it. */
  executionLog?(api: string, line: string): void;
  /** Something the user should know. */
  warning?(message: string): void;
  /** A mistake of ours, with its stack. */
  defect?(error: unknown): void;
}

export interface Reload {
  readonly problems: readonly Problem[];
  /** Names of the APIs that were compiled anew, added or removed. */
  readonly changed: readonly string[];
  /** Where those of them that are served now are served, by name. */
  readonly urls: Readonly<Record<string, string>>;
  /** Names of the functions whose definition changed, added and removed ones included. */
  readonly functions: readonly string[];
  /** Names of the variables of all functions that changed. */
  readonly variables: readonly string[];
  readonly tookMs: number;
}
