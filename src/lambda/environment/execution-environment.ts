import type { LambdaFunction } from '../../model/definition/function.ts';
import type { EventsAhead } from '../host/thread/events-ahead.ts';
import type { EnvironmentSetup, FromEnvironment, ToEnvironment } from './protocol.ts';

/**
 * Something that loads one function and runs its events one at a time: a worker thread, a child process, a program that speaks the Runtime
 * API. It says `ready` or `init-error` first, then answers each `invoke` as the protocol has it.
 */
export interface ExecutionEnvironment {
  send(message: ToEnvironment): void;
  /** Of environments that take events before they are free for them, and begin each when the one before has ended. */
  readonly ahead?: EventsAhead;
  /** Of environments without `ahead`: ends it, and says `idle-exit`, if it has not begun the event that it was sent. */
  endUnlessBegun?(): void;
  /** Kills it at once, whatever it does, and resolves when it is gone. May be called again. */
  end(): Promise<void>;
}

/** Starts an environment. Calls `receive` for everything it says and `exited` once, last. */
export type StartEnvironment = (launch: Launch, events: EnvironmentEvents) => ExecutionEnvironment;

export interface Launch {
  readonly lambda: LambdaFunction;
  readonly setup: EnvironmentSetup;
  /** The whole environment of the function; nothing else is visible to it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Debugging: processes open their own inspector on this port (0 takes a free one). Threads are reached through the emulator's. */
  readonly inspectPort?: number;
}

export interface EnvironmentEvents {
  receive(message: FromEnvironment): void;
  exited(exit: EnvironmentExit): void;
}

export interface EnvironmentExit {
  /** Exit status; `null` when a signal ended it. */
  readonly code: number | null;
  readonly signal?: string;
  readonly outOfMemory: boolean;
}
