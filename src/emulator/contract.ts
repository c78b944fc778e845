/// <reference lib="esnext.disposable" preserve="true" />
import type { TokenRequest } from '../authorizers/index.ts';
import type { Debuggee } from '../lambda/index.ts';
import type { ApiType } from '../model/definition/api.ts';
import type { Model } from '../model/definition/model.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { ExchangeRecord } from '../observability/record/exchange-record.ts';
import type { DefinitionOptions } from './definition/definition.ts';
import type { EdgeUrl } from './edge/edge-urls.ts';
import type { EmulatorObserver } from './observer.ts';
import type { ProcessState } from './processes/process-states.ts';
import type { EmulatorFaults } from './testing/faults.ts';
import type { TestClock } from './testing/clock/test-clock.ts';
import type { ConnectRequest } from './testing/handshake.ts';
import type { InjectedRequest, InjectedResponse } from './testing/inject.ts';
import type { BackendHandler } from './testing/mocked-backends.ts';
import type { MockHandler } from './testing/mocked-functions.ts';
import type { ResetParts } from './testing/reset.ts';
import type { WebSocketClient } from './testing/web-socket-client.ts';
import type { ExchangeFilter } from './testing/wait-for-exchange.ts';

export interface StartOptions extends Partial<DefinitionOptions> {
  /** Address to bind; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Watch the definition and the handlers and reload what changed; on unless `false`. */
  readonly watch?: boolean;
  /** Serve the APIs over TLS, with a certificate of the project's own in `.gw-emulate/tls`. */
  readonly https?: boolean;
  /** Port of a debugger for the functions (0 takes a free one); timeouts are off. */
  readonly inspectPort?: number;
  /**
   * `false` opens no port: APIs and function URLs are reached by `inject` and `connect` alone. Functions that run on Node.js still reach the
   * APIs and Lambda by their names on AWS, through a socket that only this user can open.
   */
  readonly listen?: boolean;
  /**
   * `fake`: time stands still until `clock` moves it. Throttles, quotas, tokens, caches, timeouts and the limits of connections follow. Inside
   * the functions `Date` stays the system's.
   */
  readonly clock?: 'system' | 'fake';
  /**
   * Keep what is used of quotas in `.gw-emulate/usage.jsonl` for the next start, as `gw-emulate start` does. Otherwise it is kept in memory, so
   * that one run of the tests does not use up the next one's. Ignored with a fake clock.
   */
  readonly keepUsage?: boolean;
  /**
   * While more exchanges a second come than this, the console has only a line of each but the newest 16; those that failed or took long are counted
   * apart. No limit unless given, so that a test can read all that it sent. `gw-emulate start` gives 1,000, and records nothing without an admin port.
   */
  readonly wholeExchangesASecond?: number;
  /** Receives everything that happens. Nothing is printed otherwise. */
  readonly observer?: EmulatorObserver;
}

export interface RunningApi {
  readonly name: string;
  readonly type: ApiType;
  readonly stage: string;
  /** What a client needs: with the stage where the API has a named one, `ws://` for a WebSocket API; empty where no port is opened. */
  readonly url: string;
}

/** A running emulator. Several can run in one process; `close` leaves no handle open. */
export interface Emulator extends AsyncDisposable {
  readonly apis: readonly RunningApi[];
  readonly functionUrls: readonly { readonly name: string; readonly url: string }[];
  /** The one port in front of all APIs, and what each is called there; `undefined` where there is none. */
  readonly edge: { readonly url: string; readonly apis: readonly EdgeUrl[] } | undefined;
  /** The local services of `processes:`, with what became of each. */
  readonly processes: readonly ProcessState[];
  /** The admin port's URL; `undefined` when it is turned off. */
  readonly admin: string | undefined;
  /** With `inspectPort`, where debuggers connect: to all functions together, and to each that has processes of its own. */
  readonly debuggers: readonly Debuggee[];
  /** The definition that is served now. */
  readonly model: Model;
  /** URL of an API. Throws `API_UNKNOWN`, and `NOT_LISTENING` where no port is opened. */
  url(api: string): string;
  /** The last exchanges as plain data, oldest first. */
  exchanges<Event = unknown, Result = unknown>(filter?: {
    readonly api?: string;
  }): Promise<ExchangeRecord<Event, Result>[]>;
  /** Invokes a function with an event. */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
  /**
   * Sends a request through the pipeline of an API, or of a function's URL, without a socket: the fastest way to test it. Rejects with
   * `API_UNKNOWN`. A WebSocket API answers its `@connections` so; for connections there is `connect`.
   */
  inject(api: string, request: InjectedRequest): Promise<InjectedResponse>;
  /** The newest exchange that matches, or the first one to come. Rejects after a time limit of 5 seconds, or `timeoutMs`. */
  waitForExchange<Event = unknown, Result = unknown>(filter: ExchangeFilter): Promise<ExchangeRecord<Event, Result>>;
  /** Drills: what goes wrong on purpose from now on (docs/guides/drills.md). */
  readonly faults: EmulatorFaults;
  /**
   * Opens a connection to a WebSocket API without a network: handshake, authorizers, frames and limits are the real ones. Rejects with
   * `ConnectionRefused` (status, headers, body), `API_UNKNOWN` or `NO_WEBSOCKET_API`.
   */
  connect(api: string, request?: ConnectRequest): Promise<WebSocketClient>;
  /** The emulator's time; with `clock: 'fake'` it can be moved. */
  readonly clock: TestClock;
  /** Answers in a function's place from now on; returns what undoes it. Throws `FUNCTION_UNKNOWN`. */
  mock<Event = unknown>(functionName: string, handler: MockHandler<Event>): () => void;
  /**
   * Answers in the place of what HTTP integrations call, and of AWS services that integrations call: a host (`api.example.com`,
   * `sqs.us-east-1.amazonaws.com`) or what the URL begins with. Returns what undoes it.
   */
  mockBackend(target: string, handler: BackendHandler): () => void;
  /** A token of the local issuer (`issuer: local`), valid from the emulator's time on. */
  token(request: TokenRequest): string;
  /** Puts everything back to how it was after the start, except the clock; or only the named parts. */
  reset(parts?: ResetParts): Promise<void>;
  /** Reads the definition again, builds every function again and gives it new environments, whether something changed or not. */
  reload(): Promise<void>;
  /** Stops accepting, closes WebSocket connections with 1001, lets running invocations end (5 s). Idempotent. */
  close(): Promise<void>;
}
