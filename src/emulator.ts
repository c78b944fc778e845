import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { openAdmin } from './emulator/admin.ts';
import { DefinitionWatcher } from './emulator/definition-watcher.ts';
import { type DefinitionOptions, type ReadDefinition, readDefinition } from './emulator/definition.ts';
import { DeployedApis } from './emulator/deployed-apis.ts';
import { lambdaServiceFor } from './emulator/functions.ts';
import { House } from './emulator/house.ts';
import { InvalidConfiguration } from './emulator/invalid-configuration.ts';
import { localIssuerFor } from './emulator/issuer.ts';
import type { LocalIssuer } from './authorizers/index.ts';
import { type RunningProcess, startProcesses } from './emulator/local-processes.ts';
import type { EmulatorObserver } from './emulator/observer.ts';
import { clientUrl, urlHost } from './emulator/urls.ts';
import { type LambdaService, LocalHosts } from './lambda/index.ts';
import type { ApiType } from './model/api.ts';
import { systemClock } from './model/clock.ts';
import { fail } from './model/errors.ts';
import { randomIds } from './model/ids.ts';
import type { InvocationResult } from './model/invocation.ts';
import type { Model } from './model/model.ts';
import type { Exchange } from './observability/exchange.ts';
import { systemClock } from './model/clock.ts';
import type { AdminListener } from './server/admin-listener.ts';
import { type TlsIdentity, tlsIdentity } from './server/tls-identity.ts';

/** How long running requests and invocations get when the emulator stops. */
const GRACE_MS = 5000;

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
  const read = await readDefinition(definitionOptions);
  if (read.model === undefined) throw new InvalidConfiguration(read.problems);
  const tls =
    options.https === true
      ? await tlsIdentity(join(read.model.root, '.gw-emulate', 'tls'), systemClock.now())
      : undefined;
  const running = new RunningEmulator(options, definitionOptions, read, read.model, tls);
  try {
    await running.start();
  } catch (error) {
    await running.close();
    throw error;
  }
  return running;
}

class RunningEmulator implements Emulator {
  readonly #options: StartOptions;
  readonly #definition: DefinitionOptions;
  readonly #host: string;
  readonly #observer: EmulatorObserver;
  readonly #localHosts = new LocalHosts();
  readonly #lambda: LambdaService;
  readonly #localIssuer: LocalIssuer | undefined;
  readonly #house: House;
  readonly #deployed: DeployedApis;
  readonly #tls: TlsIdentity | undefined;
  #watcher: DefinitionWatcher | undefined;
  #processes: RunningProcess[] = [];
  #adminListener: AdminListener | undefined;
  #model: Model;
  #files: readonly string[];
  /** Reloads follow each other; whoever closes waits for the last. */
  #reloads: Promise<void> = Promise.resolve();
  #listening = false;
  #closing: Promise<void> | undefined;

  constructor(
    options: StartOptions,
    definition: DefinitionOptions,
    read: ReadDefinition,
    model: Model,
    tls: TlsIdentity | undefined,
  ) {
    this.#options = options;
    this.#definition = definition;
    this.#host = options.host ?? '127.0.0.1';
    this.#observer = options.observer ?? {};
    this.#model = model;
    this.#files = read.files;
    this.#lambda = lambdaServiceFor(model, {
      watch: options.watch !== false,
      inspectPort: options.inspectPort,
      localHosts: this.#localHosts,
      environment: definition.environment,
      observer: this.#observer,
      variables: () => this.#functionVariables(),
    });
    this.#localIssuer = localIssuerFor(model, () => this.admin);
    this.#house = new House({
      lambda: this.#lambda,
      localHosts: this.#localHosts,
      localIssuer: this.#localIssuer,
      environment: definition.environment,
      observer: this.#observer,
    });
    this.#deployed = new DeployedApis(this.#house, this.#localHosts, {
      host: this.#host,
      onDefect: (error) => this.#observer.defect?.(error),
      tls,
    });
    this.#tls = tls;
  }

  async start(): Promise<void> {
    const model = this.#model;
    const events = {
      output: (name: string, line: string) => this.#observer.processOutput?.(name, line),
      ended: (name: string, how: string) => this.#observer.warning?.(`The local service "${name}" is gone: ${how}.`),
    };
    // Functions are built while the local services get ready.
    const [processes] = await Promise.all([
      startProcesses(model.processes, this.#definition.environment, events).then(
        (started) => (this.#processes = started),
      ),
      this.#lambda.start(),
    ]);
    this.#processes = processes;
    if (model.admin !== false) {
      this.#adminListener = await openAdmin({
        host: this.#host,
        port: model.admin.port,
        lambdaApi: {
          lambda: this.#lambda,
          knows: (name) => Object.hasOwn(this.#model.functions, name),
          region: () => this.#model.region,
          accountId: () => this.#model.accountId,
          clock: systemClock,
          ids: randomIds,
        },
        localIssuer: this.#localIssuer,
        facts: () => ({
          apis: this.apis,
          functions: Object.keys(this.#model.functions),
          exchanges: this.#house.journal.list(),
        }),
        healthy: () => this.#listening,
        onDefect: (error) => this.#observer.defect?.(error),
      });
    }
    await this.#deployed.apply(model, false, GRACE_MS);
    this.#listening = true;
    if (this.#options.watch !== false && this.#files.length > 0) {
      this.#watcher = new DefinitionWatcher(() => (this.#reloads = this.#reloads.then(() => this.#reload())));
      this.#watcher.follow(this.#files);
    }
  }

  get model(): Model {
    return this.#model;
  }

  get apis(): RunningApi[] {
    return this.#deployed.list().map(({ api, port }) => ({
      name: api.name,
      type: api.type,
      stage: api.stage.name,
      url: clientUrl(api, this.#host, port, this.#tls !== undefined),
    }));
  }

  get functionUrls(): readonly { readonly name: string; readonly url: string }[] {
    return [];
  }

  get admin(): string | undefined {
    return this.#adminListener === undefined ? undefined : `http://${urlHost(this.#host)}:${this.#adminListener.port}`;
  }

  url(name: string): string {
    const api = this.apis.find((candidate) => candidate.name === name);
    if (api === undefined) throw fail('API_UNKNOWN', name, this.apis.map((each) => each.name).join(', '));
    return api.url;
  }

  exchanges(filter: { readonly api?: string } = {}): Promise<Exchange[]> {
    return Promise.resolve(this.#house.journal.list(filter));
  }

  invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    return this.#lambda.invoke({ functionName, event });
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#listening = false;
    this.#watcher?.close();
    await this.#reloads;
    await this.#deployed.close(GRACE_MS);
    await this.#adminListener?.close(0);
    await this.#lambda.close();
    await this.#house.close();
    await Promise.all(this.#processes.map((process) => process.stop()));
  }

  async #reload(): Promise<void> {
    if (this.#closing !== undefined) return;
    const began = performance.now();
    const tookMs = (): number => performance.now() - began;
    const read = await readDefinition(this.#definition).catch((error: unknown) => error as Error);
    if (read instanceof Error) {
      this.#observer.warning?.(`The configuration cannot be read; the last good one keeps serving: ${read.message}`);
      return;
    }
    this.#watcher?.follow(read.files.length > 0 ? read.files : this.#files);
    if (read.model === undefined) {
      this.#observer.reloaded?.({ problems: read.problems, changed: [], tookMs: tookMs() });
      return;
    }
    const before = this.#model;
    try {
      this.#model = read.model;
      this.#files = read.files;
      await this.#lambda.update(read.model.functions);
      const changed = await this.#deployed.apply(read.model, settingsDiffer(before, read.model), GRACE_MS);
      this.#observer.reloaded?.({ problems: read.problems, changed, tookMs: tookMs() });
    } catch (error) {
      this.#observer.warning?.(`The new configuration could not be taken over: ${(error as Error).message}`);
    }
    if (
      !isDeepStrictEqual(before.processes, read.model.processes) ||
      !isDeepStrictEqual(before.admin, read.model.admin)
    ) {
      this.#observer.warning?.('processes: and admin: are read at start only. Restart to take over their change.');
    }
  }

  /** SDK clients inside handlers find the Lambda API without configuration. */
  #functionVariables(): Record<string, string> {
    const endpoint = this.admin === undefined ? {} : { AWS_ENDPOINT_URL_LAMBDA: this.admin };
    return { ...endpoint, ...this.#model.env };
  }
}

/** Whether something changed that every front end compiles in. */
function settingsDiffer(before: Model, after: Model): boolean {
  const shared = ({ region, accountId, credentials, endpoints, vpcLinks }: Model) => [
    region,
    accountId,
    credentials,
    endpoints,
    vpcLinks,
  ];
  return !isDeepStrictEqual(shared(before), shared(after));
}
