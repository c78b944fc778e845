import { isDeepStrictEqual } from 'node:util';
import { openAdmin } from './admin.ts';
import type { Emulator, RunningApi, StartOptions } from './contract.ts';
import { type DefinitionOptions, type ReadDefinition, readDefinition } from './definition/definition.ts';
import { DeployedApis } from './apis/deployed-apis.ts';
import { FunctionUrls } from './apis/function-urls.ts';
import { Edge } from './edge/edge.ts';
import { lambdaServiceFor } from './lambda-service.ts';
import { LastingServices } from './lasting-services.ts';
import { endpointVariables, publishEndpoints } from './endpoint-hosts.ts';
import { type CognitoDoor, openCognitoDoor } from './issuer/cognito-door.ts';
import { localIssuerFor } from './issuer/issuer.ts';
import type { LocalIssuer } from '../authorizers/index.ts';
import { type StartedProcess, startProcesses } from './processes/local-processes.ts';
import { type ProcessState, ProcessStates } from './processes/process-states.ts';
import { readAtStartOnly, settingsDiffer } from './definition/model-changes.ts';
import type { EmulatorObserver } from './observer.ts';
import { clientUrl, urlHost } from './apis/urls.ts';
import { type HostProcess, type LambdaService, LocalHosts, RuntimeNotes } from '../lambda/index.ts';
import type { Debuggee } from '../lambda/index.ts';
import { patientClock, systemClock } from '../model/base/clock.ts';
import { DEFINITION_QUIET_MS, WatchedFiles } from '../model/base/watched-folders.ts';
import { fail } from '../model/base/errors.ts';
import { randomIds } from '../model/base/ids.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { Model } from '../model/definition/model.ts';
import type { ExchangeRecord } from '../observability/record/exchange-record.ts';
import { Console } from './console/console.ts';
import { inject, type InjectedRequest, type InjectedResponse } from './testing/inject.ts';
import { MockedFunctions, type MockHandler } from './testing/mocked-functions.ts';
import { type ExchangeFilter, waitForExchange } from './testing/wait-for-exchange.ts';
import type { AdminListener } from '../server/admin-listener.ts';
import type { ServerCertificate } from '../server/tls/server-certificate.ts';

/** How long running requests and invocations get when the emulator stops. */
const GRACE_MS = 5000;

/** One emulator, from its definition to its close. */
export class RunningEmulator implements Emulator {
  readonly #options: StartOptions;
  readonly #definition: DefinitionOptions;
  readonly #host: string;
  readonly #console: Console;
  readonly #observer: EmulatorObserver;
  readonly #localHosts = new LocalHosts();
  readonly #runtimeNotes = new RuntimeNotes();
  readonly #lambda: LambdaService;
  readonly #functions: MockedFunctions;
  readonly #localIssuer: LocalIssuer;
  readonly #lasting: LastingServices;
  readonly #deployed: DeployedApis;
  readonly #functionUrls: FunctionUrls;
  readonly #edge: Edge;
  readonly #tls: ServerCertificate | undefined;
  #watcher: WatchedFiles | undefined;
  #processes: StartedProcess[] = [];
  readonly #processStates: ProcessStates;
  #adminListener: AdminListener | undefined;
  #cognito: CognitoDoor | undefined;
  #model: Model;
  /** The definition that is being applied; otherwise the served one. Functions are built and answer by this one. */
  #wanted: Model;
  #files: readonly string[];
  /** Reloads follow each other; closing waits for the last. */
  #reloads: Promise<void> = Promise.resolve();
  #listening = false;
  #closing: Promise<void> | undefined;

  constructor(
    options: StartOptions,
    definition: DefinitionOptions,
    read: ReadDefinition,
    model: Model,
    tls: ServerCertificate | undefined,
    earlyHost: HostProcess,
  ) {
    this.#options = options;
    this.#definition = definition;
    this.#host = options.host ?? '127.0.0.1';
    this.#console = new Console(options.observer ?? {}, definition.cwd, () => this.#model, read.problems);
    this.#observer = this.#console.observer;
    this.#model = model;
    this.#wanted = model;
    this.#files = read.files;
    this.#lambda = lambdaServiceFor(model, {
      watch: options.watch !== false,
      spareThread: true,
      earlyHost,
      workingFolder: definition.cwd,
      inspectPort: options.inspectPort,
      localHosts: this.#localHosts,
      environment: definition.environment,
      observer: this.#observer,
      onReport: (lambda, report) => this.#console.session.report(lambda, report, this.#lambda.busy(lambda.name)),
      // SDK clients inside handlers find the Lambda API and the configured endpoints without configuration of their own.
      variables: () => ({
        ...(this.admin !== undefined && { AWS_ENDPOINT_URL_LAMBDA: this.admin }),
        ...endpointVariables(this.#wanted.endpoints),
        ...this.#wanted.env,
      }),
    });
    this.#processStates = new ProcessStates(model.processes);
    this.#functions = new MockedFunctions(this.#lambda, randomIds);
    this.#localIssuer = localIssuerFor(model, () => this.admin);
    this.#lasting = new LastingServices({
      lambda: this.#functions,
      localHosts: this.#localHosts,
      localIssuer: this.#localIssuer,
      environment: definition.environment,
      whoListens: (address) => this.#processStates.describe(address),
      clock: options.inspectPort === undefined ? systemClock : patientClock,
      observer: this.#observer,
    });
    this.#deployed = new DeployedApis(this.#lasting, this.#localHosts, {
      host: this.#host,
      onDefect: (error) => this.#observer.defect?.(error),
      tls,
    });
    this.#functionUrls = new FunctionUrls({
      host: this.#host,
      tls,
      lambda: this.#functions,
      localHosts: this.#localHosts,
      journal: this.#lasting.journal,
      onDefect: (error) => this.#observer.defect?.(error),
    });
    this.#edge = new Edge({
      host: this.#host,
      tls,
      deployed: this.#deployed,
      localHosts: this.#localHosts,
      onDefect: (error) => this.#observer.defect?.(error),
      warn: (message) => this.#observer.warning?.(message),
    });
    this.#tls = tls;
  }

  async start(): Promise<void> {
    const model = this.#model;
    this.#noteRuntimes(model);
    const events = {
      output: (name: string, line: string) => this.#observer.processOutput?.(name, line),
      ended: (name: string, how: string) => {
        this.#processStates.ended(name, how);
        this.#observer.warning?.(`The local service "${name}" is gone: ${how}.`);
      },
    };
    // Local services take longest: they are under way before anything else begins, and get ready while everything else begins.
    this.#processes = await startProcesses(model.processes, this.#definition.environment, events);
    await Promise.all([this.#lambda.start(), ...this.#processes.map((process) => process.ready())]);
    for (const { name } of this.#processes) this.#processStates.running(name);
    await this.#lasting.fillTables(model.tables);
    if (model.admin !== false) {
      this.#adminListener = await openAdmin({
        host: this.#host,
        port: model.admin.port,
        lambda: this.#functions,
        model: () => this.#wanted,
        localIssuer: this.#localIssuer,
        console: this.#console.services({
          model: () => this.#model,
          apis: () => this.apis,
          lambda: this.#lambda,
          functions: this.#functions,
          lasting: this.#lasting,
          deployed: this.#deployed,
          functionUrls: this.#functionUrls,
          processes: () => this.processes,
          localIssuer: this.#localIssuer,
        }),
        healthy: () => this.#listening,
        onDefect: (error) => this.#observer.defect?.(error),
      });
    }
    this.#cognito = await openCognitoDoor(() => this.#model, this.#localIssuer, this.#localHosts);
    await this.#deployed.apply(model, false, GRACE_MS);
    await this.#functionUrls.apply(model, GRACE_MS);
    await this.#edge.apply(model, GRACE_MS);
    this.#cognito?.publish();
    publishEndpoints(model.endpoints, this.#localHosts);
    this.#listening = true;
    if (this.#options.watch !== false && this.#files.length > 0) {
      this.#watcher = new WatchedFiles(systemClock, DEFINITION_QUIET_MS, () => {
        this.#reloads = this.#reloads.then(() => this.#reload());
      });
      this.#watcher.watch(this.#files);
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
    return this.#functionUrls.list();
  }

  get edge(): Emulator['edge'] {
    const { url, urls } = this.#edge;
    return url === undefined ? undefined : { url, apis: urls };
  }

  get processes(): readonly ProcessState[] {
    return this.#processStates.list();
  }

  get debuggers(): readonly Debuggee[] {
    return this.#lambda.debuggers();
  }

  get admin(): string | undefined {
    return this.#adminListener === undefined ? undefined : `http://${urlHost(this.#host)}:${this.#adminListener.port}`;
  }

  url(name: string): string {
    return this.apis.find((candidate) => candidate.name === this.#nameOf(name))?.url ?? this.#unknown(name);
  }

  async inject(name: string, request: InjectedRequest): Promise<InjectedResponse> {
    const { api, frontEnd } = this.#deployed.get(this.#nameOf(name)) ?? this.#unknown(name);
    return inject(api, frontEnd, request);
  }

  async waitForExchange(filter: ExchangeFilter): Promise<ExchangeRecord> {
    return this.#console.record(await waitForExchange(this.#lasting.journal, this.#named(filter)));
  }

  mock(functionName: string, handler: MockHandler): () => void {
    if (!Object.hasOwn(this.#wanted.functions, functionName)) {
      throw fail('FUNCTION_UNKNOWN', functionName, Object.keys(this.#wanted.functions).join(', '));
    }
    return this.#functions.mock(functionName, handler);
  }

  exchanges(filter: { readonly api?: string } = {}): Promise<ExchangeRecord[]> {
    return Promise.resolve(
      this.#lasting.journal.list(this.#named(filter)).map((exchange) => this.#console.record(exchange)),
    );
  }

  /** The event crosses as JSON; what has none rejects with a `TypeError`. */
  async invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    return this.#functions.invoke({ functionName, payload: JSON.stringify(event) ?? '' });
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
    const began = performance.now();
    await Promise.all([this.#deployed.close(GRACE_MS), this.#functionUrls.close(GRACE_MS), this.#edge.close(GRACE_MS)]);
    // Asynchronous invocations have the rest of the same time. The admin port stays for them: they may call each other through it.
    await this.#lambda.close(Math.max(0, GRACE_MS - (performance.now() - began)));
    await this.#adminListener?.close(0);
    await this.#cognito?.close();
    await this.#lasting.close();
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
    this.#watcher?.watch(read.files.length > 0 ? read.files : this.#files);
    if (read.model === undefined) {
      this.#observer.reloaded?.({ problems: read.problems, changed: [], tookMs: tookMs() });
      return;
    }
    const before = this.#model;
    try {
      const envChanged = !isDeepStrictEqual(this.#wanted.env, read.model.env);
      this.#wanted = read.model;
      this.#files = read.files;
      this.#noteRuntimes(read.model);
      this.#lambda.update(read.model.functions, envChanged);
      const changed = await this.#deployed.apply(read.model, settingsDiffer(before, read.model), GRACE_MS);
      // After the APIs, which publish their host names alone.
      await this.#functionUrls.apply(read.model, GRACE_MS);
      await this.#edge.apply(read.model, GRACE_MS);
      this.#cognito?.publish();
      publishEndpoints(read.model.endpoints, this.#localHosts);
      this.#model = read.model;
      this.#observer.reloaded?.({ problems: read.problems, changed, tookMs: tookMs() });
    } catch (error) {
      this.#observer.warning?.(`The new configuration could not be applied: ${(error as Error).message}`);
    }
    const changedLate = readAtStartOnly(before, read.model);
    if (changedLate.length > 0) {
      this.#observer.warning?.(`${changedLate.join(', ')}: read at start only. Restart to take over the change.`);
    }
  }

  /** An API goes by its name, and by its key in the configuration. */
  #nameOf(word: string): string {
    const { apis } = this.#model;
    return (apis.find(({ name }) => name === word) ?? apis.find(({ key }) => key === word))?.name ?? word;
  }

  #named<Filter extends { readonly api?: string }>(filter: Filter): Filter {
    return filter.api === undefined ? filter : { ...filter, api: this.#nameOf(filter.api) };
  }

  #unknown(api: string): never {
    throw fail('API_UNKNOWN', api, this.apis.map((each) => each.name).join(', '));
  }

  #noteRuntimes(model: Model): void {
    for (const note of this.#runtimeNotes.about(model.functions)) this.#observer.warning?.(note);
  }
}
