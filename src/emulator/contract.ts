import type { ApiType } from '../model/definition/api.ts';
import type { Model } from '../model/definition/model.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { ExchangeRecord } from '../observability/record/exchange-record.ts';
import type { DefinitionOptions } from './definition/definition.ts';
import type { EmulatorObserver } from './observer.ts';

export interface StartOptions extends Partial<DefinitionOptions> {
  /** Address to bind; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Watch the definition and the handlers and reload what changed; on unless `false`. */
  readonly watch?: boolean;
  /** Serve the APIs over TLS, with a certificate of the project's own in `.gw-emulate/tls`. */
  readonly https?: boolean;
  /** Port of debug the handlers; timeouts are off. */
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
  /** The admin port's URL; `undefined` when it is turned off. */
  readonly admin: string | undefined;
  /** The definition that is served now. */
  readonly model: Model;
  /** URL of an API. Throws `API_UNKNOWN`. */
  url(api: string): string;
  /** The last exchanges as plain data, oldest first. */
  exchanges(filter?: { readonly api?: string }): Promise<ExchangeRecord[]>;
  /** Invokes a function with an event. */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
  /** Stops accepting, closes WebSocket connections with 1001, lets running invocations end (5 s). Idempotent. */
  close(): Promise<void>;
}
