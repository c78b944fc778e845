import type { Debuggee } from '../lambda/index.ts';
import type { ApiType } from '../model/definition/api.ts';
import type { Model } from '../model/definition/model.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { ExchangeRecord } from '../observability/record/exchange-record.ts';
import type { DefinitionOptions } from './definition/definition.ts';
import type { EdgeUrl } from './edge/edge-urls.ts';
import type { EmulatorObserver } from './observer.ts';
import type { ProcessState } from './processes/process-states.ts';
import type { InjectedRequest, InjectedResponse } from './testing/inject.ts';
import type { MockHandler } from './testing/mocked-functions.ts';
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
  /** Receives everything that happens. Nothing is printed otherwise. */
  readonly observer?: EmulatorObserver;
}

export interface RunningApi {
  readonly name: string;
  readonly type: ApiType;
  readonly stage: string;
  /** What a client needs: with the stage where the API has a named one, `ws://` for a WebSocket API. */
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
  /** URL of an API. Throws `API_UNKNOWN`. */
  url(api: string): string;
  /** The last exchanges as plain data, oldest first. */
  exchanges(filter?: { readonly api?: string }): Promise<ExchangeRecord[]>;
  /** Invokes a function with an event. */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
  /**
   * Sends a request through an API's pipeline without a socket: the fastest way to test it. Rejects with `API_UNKNOWN`. A WebSocket API
   * answers its `@connections` so; connections need a socket.
   */
  inject(api: string, request: InjectedRequest): Promise<InjectedResponse>;
  /** The newest exchange that matches, or the first one to come. Rejects after a time limit of 5 seconds, or `timeoutMs`. */
  waitForExchange(filter: ExchangeFilter): Promise<ExchangeRecord>;
  /** Answers in a function's place from now on; returns what undoes it. Throws `FUNCTION_UNKNOWN`. */
  mock(functionName: string, handler: MockHandler): () => void;
  /** Stops accepting, closes WebSocket connections with 1001, lets running invocations end (5 s). Idempotent. */
  close(): Promise<void>;
}
