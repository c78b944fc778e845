import { join } from 'node:path';
import { type DefinitionOptions, readDefinition } from './emulator/definition.ts';
import { InvalidConfiguration } from './emulator/invalid-configuration.ts';
import type { EmulatorObserver } from './emulator/observer.ts';
import { RunningEmulator } from './emulator/running-emulator.ts';
import { HostProcess } from './lambda/index.ts';
import type { ApiType } from './model/definition/api.ts';
import { systemClock } from './model/base/clock.ts';
import type { InvocationResult } from './model/lambda/invocation.ts';
import type { Model } from './model/definition/model.ts';
import type { Exchange } from './observability/exchange.ts';
import { tlsIdentity } from './server/tls-identity.ts';

export interface StartOptions extends Partial<DefinitionOptions> {
  /** Address to bind; 127.0.0.1 unless given. */
  readonly host?: string;
  /** Watch the definition and the handlers and reload what changed; on unless `false`. */
  readonly watch?: boolean;
  /** Serve the APIs over TLS, with a certificate of the project's own in `.gw-emulate/tls`. */
  readonly https?: boolean;
  /** Port of a debugger in the handlers; function timeouts are then off. */
  readonly inspectPort?: number;
  /** Told of everything that happens. Nothing is printed otherwise. */
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
  /** The last exchanges, oldest first. */
  exchanges(filter?: { readonly api?: string }): Promise<Exchange[]>;
  /** Invokes a function with an event. */
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
  /** Stops accepting, closes WebSocket connections with 1001, lets running invocations end (5 s). Idempotent. */
  close(): Promise<void>;
}

/**
 * Reads the definition, starts local services, listens for every API and resolves when all do. Prints nothing, installs no signal handler.
 * Rejects with `InvalidConfiguration` (all problems), or with an `EmulatorError` whose code says what is in the way.
 */
export async function startEmulator(options: StartOptions = {}): Promise<Emulator> {
  const definitionOptions: DefinitionOptions = {
    ...options,
    cwd: options.cwd ?? process.cwd(),
    environment: options.environment ?? process.env,
  };
  // It takes longest to start, and another processor has the time.
  const host = new HostProcess(definitionOptions.environment);
  const running = await prepared(options, definitionOptions, host).catch(async (error: unknown) => {
    await host.kill();
    throw error;
  });
  try {
    await running.start();
  } catch (error) {
    await running.close();
    throw error;
  }
  return running;
}

async function prepared(
  options: StartOptions,
  definitionOptions: DefinitionOptions,
  host: HostProcess,
): Promise<RunningEmulator> {
  const read = await readDefinition(definitionOptions);
  if (read.model === undefined) throw new InvalidConfiguration(read.problems);
  if (read.problems.length > 0) options.observer?.problems?.(read.problems);
  const tls =
    options.https === true
      ? await tlsIdentity(join(read.model.root, '.gw-emulate', 'tls'), systemClock.now())
      : undefined;
  return new RunningEmulator(options, definitionOptions, read, read.model, tls, host);
}
