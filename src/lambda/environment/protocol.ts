import type { LogRecord } from '../../model/lambda/invocation.ts';
import type { ThrownError } from '../../model/lambda/thrown-error.ts';

/** What an environment receives once, before it loads the handler. */
export interface EnvironmentSetup {
  readonly handler: string;
  /** Absolute path of the module to load. */
  readonly file: string;
  /** How to load it: `cjs` with `require`, `esm` with `import`. */
  readonly format: 'cjs' | 'esm';
  /** Whether a debugger may want to stop before the code runs. */
  readonly debugged?: boolean;
  readonly hosts: HostTable;
  /** What the function's `NODE_OPTIONS` wants loaded before it, in threads, which start before they know their function. */
  readonly preloads?: readonly Preload[];
}

/** A module of `--require` or `--import`, as written. */
export interface Preload {
  readonly by: 'require' | 'import';
  readonly specifier: string;
}

/** The first message to an environment: which function it is. */
export interface Assignment {
  readonly kind: 'setup';
  readonly setup: EnvironmentSetup;
  readonly variables: Readonly<Record<string, string>>;
}

/** Host name -> where a handler's calls to it go, as plain HTTP. */
export type HostTable = Readonly<Record<string, HostTarget>>;

/** A port, or the path of a socket. */
export type HostTarget = { readonly host: string; readonly port: number } | { readonly path: string };

/** One event for an environment. */
export interface InvokeMessage {
  readonly kind: 'invoke';
  readonly requestId: string;
  readonly event: unknown;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly arn: string;
  readonly trace: string | undefined;
  readonly clientContext: unknown;
  readonly tenantId: string | undefined;
  /** The answer waits for what the next turn of the event loop logs. */
  readonly tail?: boolean | undefined;
  /** Bytes that a result may have; of a larger one only the size is sent. */
  readonly limit: number;
  /** Its number, where events may come ahead of their turn. */
  readonly ticket: number | undefined;
}

export type ToEnvironment =
  | Assignment
  | InvokeMessage
  /** The reader of a streamed response took this many bytes: so many more may be sent. */
  | { readonly kind: 'taken'; readonly bytes: number }
  | { readonly kind: 'hosts'; readonly hosts: HostTable };

export type FromEnvironment =
  | { readonly kind: 'ready' }
  /** Loading the handler failed; the environment ends. */
  | { readonly kind: 'init-error'; readonly payload: string; readonly errorType: string }
  /** The invocation succeeded and the environment is free. `took`: milliseconds in the environment, where it is measured. */
  | { readonly kind: 'result'; readonly payload: string; readonly memory: number; readonly took?: number }
  /** The handler's result is larger than it may be, and the environment is free. */
  | { readonly kind: 'too-large'; readonly memory: number }
  /** The invocation failed. The environment is free unless it is `ending`. */
  | {
      readonly kind: 'error';
      readonly payload: string;
      readonly errorType: string;
      readonly ending: boolean;
      readonly memory: number;
    }
  /** First bytes of a streamed response follow. */
  | { readonly kind: 'head'; readonly contentType: string }
  | { readonly kind: 'chunk'; readonly data: Uint8Array }
  /** The streamed response is complete, or broke off with an error. The environment is not free yet. */
  | { readonly kind: 'end'; readonly error?: { readonly payload: string; readonly errorType: string } }
  /** After a streamed response: the environment is free. */
  | { readonly kind: 'next'; readonly memory: number }
  /** The environment ends while it has nothing to do: an event that is on its way to it was not begun. */
  | { readonly kind: 'idle-exit' }
  /** An event has reached a process, and its handler has it next: from then on the process's end is the event's failure. */
  | { readonly kind: 'begun' }
  /** The code calls what a thread cannot do, in words. The environment ends; the function needs a process. */
  | { readonly kind: 'needs-process'; readonly what: string }
  | {
      readonly kind: 'log';
      readonly level: LogRecord['level'];
      readonly requestId: string | undefined;
      readonly line: string;
      readonly thrown?: ThrownError;
      readonly advice?: true;
    };

/** Both ends' way to each other, whatever carries it. */
export interface HostPort {
  post(message: FromEnvironment): void;
  listen(receive: (message: ToEnvironment) => void): void;
  /** Whether waiting for messages keeps the event loop alive. */
  keepAlive(on: boolean): void;
}

/** Bytes of a streamed response that may be under way to its reader; then the handler's `write` returns false. */
export const STREAM_WINDOW = 256 * 1024;
