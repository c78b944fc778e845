import type { Clock } from '../../model/base/clock.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { InvocationReport, LogRecord } from '../../model/lambda/invocation.ts';
import type { ExecutionEnvironment, EnvironmentEvents } from '../environment/execution-environment.ts';
import type { TemporaryFolders } from '../environment/temporary-folders.ts';
import type { WarmBudget } from './warm-budget.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';

/** Code that an environment can run. */
export type ReadyCode = Extract<FunctionCodeState, { kind: 'ready' }>;

/** How many environments a function has, how many of them run or load, and how many events wait for one. */
export interface EnvironmentCounts {
  readonly total: number;
  readonly busy: number;
  /** Of the busy ones, those that load their function. */
  readonly loading: number;
  readonly waiting: number;
}

/** What the pools of all functions share. */
export interface PoolServices {
  readonly clock: Clock;
  /** What an invocation's timeout is measured by. */
  readonly serviceClock: Clock;
  /** A monotonic stopwatch in milliseconds, with fractions. */
  readonly tick: () => number;
  /** Starts an environment of the function's kind; `temporaryFolder` is its `/tmp`. */
  start(
    lambda: LambdaFunction,
    code: ReadyCode,
    temporaryFolder: string,
    events: EnvironmentEvents,
  ): ExecutionEnvironment;
  /** Resolves when a function whose files have changed since its code was made has new code; `undefined` when they have not. */
  rebuilding(functionName: string): Promise<void> | undefined;
  readonly temporary: TemporaryFolders;
  onLog(record: LogRecord): void;
  /** An invocation is over. */
  onReport(lambda: LambdaFunction, report: InvocationReport): void;
  /** Whether START, END and REPORT lines are wanted as they happen; they can always be had from a result's report. */
  readonly platformLines: boolean;
  /** Called for every environment. */
  readonly warm: WarmBudget;
  /** Environments of one function at most; more calls wait. */
  readonly maxEnvironments: number;
  /** Environments of one function that may be loading at once; more calls wait for these, or for the first that is free. */
  readonly maxLoading: number;
  /** Off while debugging. */
  readonly timeouts: boolean;
  readonly initLimitMs: number;
}

export function countsOf(
  slots: ReadonlySet<unknown>,
  loading: ReadonlySet<unknown>,
  idle: readonly unknown[],
  waiting: readonly unknown[],
): EnvironmentCounts {
  return {
    total: slots.size,
    busy: slots.size - idle.length,
    loading: loading.size,
    waiting: waiting.length,
  };
}
