import { lambdaHostName, openAdmin, openLambdaApi } from './admin.ts';
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
import type { LocalIssuer, TokenRequest } from '../authorizers/index.ts';
import { type StartedProcess, startProcesses } from './processes/local-processes.ts';
import { type ProcessState, ProcessStates } from './processes/process-states.ts';
import { changedFunctions, changedVariables, readAtStartOnly, settingsDiffer } from './definition/model-changes.ts';
import type { EmulatorObserver } from './observer.ts';
import type { SharedState } from '../shared-state/contract.ts';
import { describeNode } from './shared/description.ts';
import { joiningNode } from './shared/joining-node.ts';
import { PrivateSockets } from './apis/private-sockets.ts';
import { runningApi, urlOf } from './apis/running-api.ts';
import { urlHost } from './apis/urls.ts';
import { type HostProcess, type LambdaService, LocalHosts, RuntimeNotes } from '../lambda/index.ts';
import type { Debuggee } from '../lambda/index.ts';
import { type Clock, patientClock, systemClock } from '../model/base/clock.ts';
import { DEFINITION_QUIET_MS, WatchedFiles } from '../model/base/watched-folders.ts';
import { fail } from '../model/base/errors.ts';
import { randomIds } from '../model/base/ids.ts';
import type { InvocationResult } from '../model/lambda/invocation.ts';
import type { Model } from '../model/definition/model.ts';
import type { ExchangeRecord } from '../observability/record/exchange-record.ts';
import { Console } from './console/console.ts';
import { Faults } from './testing/faults.ts';
import { FakeClock } from './testing/clock/fake-clock.ts';
import { systemTestClock, type TestClock, testClock } from './testing/clock/test-clock.ts';
import type { ConnectRequest } from './testing/handshake.ts';
import type { InjectedRequest, InjectedResponse } from './testing/inject.ts';
import type { BackendHandler } from './testing/mocked-backends.ts';
import { MockedFunctions, type MockHandler } from './testing/mocked-functions.ts';
import type { ResetParts } from './testing/reset.ts';
import type { WebSocketClient } from './testing/web-socket-client.ts';
import { Testing } from './testing/testing.ts';
import type { ExchangeFilter } from './testing/wait-for-exchange.ts';
import type { AdminListener } from '../server/admin-listener.ts';
import type { ServerCertificate } from '../server/tls/server-certificate.ts';

/** How long running requests and invocations get when the emulator stops. */
const GRACE_MS = 5000;
/** Where time stands still, what waits for it does not end. */
const FAKE_CLOCK_GRACE_MS = 500;

/** What had to be waited for before the emulator could be put together. */
export interface OpenedParts {
  readonly tls: ServerCertificate | undefined;
  readonly host: HostProcess;
  readonly shared: SharedState | undefined;
}

/** One emulator, from its definition to its close. */
export class RunningEmulator implements Emulator {
  readonly #options: StartOptions;
  readonly #definition: DefinitionOptions;
  /** Aborted by `close`: a reload that is under way need not end. */
  readonly #abandoned = new AbortController();
  readonly #host: string;
  readonly #console: Console;
  readonly #observer: EmulatorObserver;
  readonly #localHosts = new LocalHosts();
  readonly #runtimeNotes = new RuntimeNotes();
  readonly #lambda: LambdaService;
  readonly #functions: MockedFunctions;
  readonly faults: Faults;
  readonly #localIssuer: LocalIssuer;
  readonly #lasting: LastingServices;
  readonly #deployed: DeployedApis;
  readonly #functionUrls: FunctionUrls;
  readonly #edge: Edge;
  readonly #testing: Testing;
  /** Set where no port is opened. */
  readonly #privateSockets: PrivateSockets | undefined;
  readonly clock: TestClock;
  readonly #tls: ServerCertificate | undefined;
  readonly #shared: SharedState | undefined;
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
    { tls, host: earlyHost, shared }: OpenedParts,
  ) {
    this.#options = options;
    this.#definition = definition;
    this.#host = options.host ?? '127.0.0.1';
    const fake = options.clock === 'fake' ? new FakeClock(systemClock.now()) : undefined;
    const clock: Clock = fake ?? (options.inspectPort === undefined ? systemClock : patientClock);
    this.#privateSockets = options.listen === false ? new PrivateSockets() : undefined;
    this.#console = new Console(options.observer ?? {}, definition.cwd, () => this.#model, read.problems, clock);
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
      time: fake && { clock: fake, tick: () => performance.now() + fake.passed },
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
    this.#functions = new MockedFunctions(this.#lambda, randomIds, () => this.#wanted);
    this.faults = new Faults({
      lambda: this.#functions,
      endWarm: (name) => this.#lambda.endWarm(name),
      report: (lambda, report) => this.#console.session.report(lambda, report, this.#lambda.busy(lambda.name)),
      clock,
      model: () => this.#model,
      strike: () => this.#deployed.strike(),
      // Not a problem of the project, so the console does not count it as one.
      say: (message) => options.observer?.warning?.(message),
      changed: () => this.#console.changed(),
      shared: shared?.drills,
    });
    this.#localIssuer = localIssuerFor(model, () => this.admin, clock);
    this.#lasting = new LastingServices({
      lambda: this.#functions,
      localHosts: this.#localHosts,
      localIssuer: this.#localIssuer,
      environment: definition.environment,
      whoListens: (address) => this.#processStates.describe(address),
      clock,
      keepUsage: options.keepUsage === true && fake === undefined,
      observer: this.#observer,
      drills: this.faults.drills,
      shared,
    });
    const doors = {
      host: this.#host,
      tls,
      privateSockets: this.#privateSockets,
      onDefect: (error: unknown) => this.#observer.defect?.(error),
    };
    const localHosts = this.#localHosts;
    this.#deployed = new DeployedApis(this.#lasting, localHosts, doors);
    this.#functionUrls = new FunctionUrls({
      ...doors,
      lambda: this.#functions,
      localHosts,
      journal: this.#lasting.journal,
      drills: this.faults.drills,
      clock,
    });
    this.#edge = new Edge({
      ...doors,
      deployed: this.#deployed,
      localHosts,
      warn: (message) => this.#observer.warning?.(message),
    });
    this.#tls = tls;
    this.#shared = shared;
    this.#testing = new Testing({
      deployed: this.#deployed,
      functionUrls: this.#functionUrls,
      lasting: this.#lasting,
      lambda: this.#lambda,
      functions: this.#functions,
      localIssuer: this.#localIssuer,
      console: this.#console,
      faults: this.faults,
      model: () => this.#wanted,
    });
    this.clock =
      fake === undefined ? systemTestClock(() => clock.now()) : testClock(fake, () => this.#testing.underWay());
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
    if (this.#privateSockets !== undefined) {
      this.#adminListener = await openLambdaApi({
        socketPath: this.#privateSockets.next(),
        lambda: this.#functions,
        model: () => this.#wanted,
        onDefect: (error) => this.#observer.defect?.(error),
      });
    } else if (model.admin !== false) {
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
          faults: this.faults,
        }),
        healthy: () => this.#listening,
        onDefect: (error) => this.#observer.defect?.(error),
      });
    }
    this.#cognito = await openCognitoDoor(() => this.#model, this.#localIssuer, this.#localHosts);
    this.faults.configure(model.faults);
    await this.#deployed.apply(model, false, GRACE_MS);
    await this.#functionUrls.apply(model, GRACE_MS);
    await this.#edge.apply(model, GRACE_MS);
    this.#publishServices(model);
    await this.#shared?.join(joiningNode(this.#deployed, this.faults), describeNode(model, this.apis));
    this.#listening = true;
    if (this.#options.watch !== false && this.#files.length > 0) {
      this.#watcher = new WatchedFiles(systemClock, DEFINITION_QUIET_MS, () => {
        this.#reloads = this.#reloads.then(() => this.#reload(false));
      });
      this.#watcher.watch(this.#files);
    }
  }

  get model(): Model {
    return this.#model;
  }

  get apis(): RunningApi[] {
    return this.#deployed.list().map((slot) => runningApi(slot, this.#host, this.#tls !== undefined));
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
    if (this.#adminListener === undefined || this.#privateSockets !== undefined) return undefined;
    return `http://${urlHost(this.#host)}:${this.#adminListener.port}`;
  }

  url(name: string): string {
    return urlOf(this.#deployed.get(name) ?? this.#unknown(name), this.#host, this.#tls !== undefined);
  }

  inject(name: string, request: InjectedRequest): Promise<InjectedResponse> {
    return this.#testing.inject(name, request);
  }

  connect(name: string, request: ConnectRequest = {}): Promise<WebSocketClient> {
    return this.#testing.connect(name, request);
  }

  waitForExchange<Event, Result>(filter: ExchangeFilter): Promise<ExchangeRecord<Event, Result>> {
    return this.#testing.waitForExchange(this.#named(filter)) as Promise<ExchangeRecord<Event, Result>>;
  }

  mock<Event>(functionName: string, handler: MockHandler<Event>): () => void {
    return this.#testing.mock(functionName, handler);
  }

  mockBackend(target: string, handler: BackendHandler): () => void {
    return this.#testing.mockBackend(target, handler);
  }

  token(request: TokenRequest): string {
    return this.#testing.token(request);
  }

  reset(parts?: ResetParts): Promise<void> {
    return this.#testing.reset(parts);
  }

  exchanges<Event, Result>(filter: { readonly api?: string } = {}): Promise<ExchangeRecord<Event, Result>[]> {
    return Promise.resolve(this.#testing.exchanges(this.#named(filter)) as ExchangeRecord<Event, Result>[]);
  }

  /** The event crosses as JSON; what has none rejects with a `TypeError`. */
  async invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    return this.#functions.invoke({ functionName, payload: JSON.stringify(event) ?? '' });
  }

  reload(): Promise<void> {
    return (this.#reloads = this.#reloads.then(() => this.#reload(true)));
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
    this.#abandoned.abort();
    await this.#reloads;
    const began = performance.now();
    const grace = this.#options.clock === 'fake' ? FAKE_CLOCK_GRACE_MS : GRACE_MS;
    await Promise.all([this.#deployed.close(grace), this.#functionUrls.close(grace), this.#edge.close(grace)]);
    // Asynchronous invocations have the rest of the same time. The admin port stays for them: they may call each other through it.
    await this.#lambda.close(Math.max(0, grace - (performance.now() - began)));
    await this.#shared?.close();
    await this.#adminListener?.close(0);
    await this.#cognito?.close();
    await this.#lasting.close();
    await Promise.all(this.#processes.map((process) => process.stop()));
    this.#privateSockets?.dispose();
  }

  /** `everything`: functions and APIs that did not change too. */
  async #reload(everything: boolean): Promise<void> {
    if (this.#closing !== undefined) return;
    const began = performance.now();
    const tookMs = (): number => performance.now() - began;
    const { signal } = this.#abandoned;
    const read = await readDefinition({ ...this.#definition, signal }).catch((error: unknown) => error as Error);
    // Nothing of it is wanted any more, the watching of its files least of all.
    if (signal.aborted) return;
    if (read instanceof Error) {
      this.#observer.warning?.(`The configuration cannot be read; the last good one keeps serving: ${read.message}`);
      return;
    }
    // What could not be read may not say what it would have read: files of the last good version count until there is another.
    this.#watcher?.watch(read.model === undefined ? [...new Set([...this.#files, ...read.files])] : read.files);
    if (read.model === undefined) {
      const nothing = { changed: [], urls: {}, functions: [], variables: [] };
      this.#observer.reloaded?.({ problems: read.problems, ...nothing, tookMs: tookMs() });
      return;
    }
    const before = this.#model;
    try {
      const variables = changedVariables(this.#wanted, read.model);
      this.#wanted = read.model;
      this.#files = read.files;
      this.#noteRuntimes(read.model);
      if (everything) this.#lambda.rebuild();
      this.#lambda.update(read.model.functions, everything || variables.length > 0);
      const compilesAll = everything || settingsDiffer(before, read.model);
      const changed = await this.#deployed.apply(read.model, compilesAll, GRACE_MS);
      // After the APIs, which publish their host names alone.
      await this.#functionUrls.apply(read.model, GRACE_MS);
      await this.#edge.apply(read.model, GRACE_MS);
      this.#publishServices(read.model);
      this.#model = read.model;
      this.faults.configure(read.model.faults);
      this.#shared?.update(describeNode(read.model, this.apis));
      this.#observer.reloaded?.({
        problems: read.problems,
        changed,
        urls: Object.fromEntries(this.apis.map(({ name, url }) => [name, url])),
        functions: everything ? Object.keys(read.model.functions) : changedFunctions(before, read.model),
        variables,
        tookMs: tookMs(),
      });
    } catch (error) {
      this.#observer.warning?.(`The new configuration could not be applied: ${(error as Error).message}`);
    }
    const changedLate = readAtStartOnly(before, read.model);
    if (changedLate.length > 0) {
      this.#observer.warning?.(
        `${changedLate.join(', ')}: read at start only. Stop gw-emulate and start it again to apply the change.`,
      );
    }
  }

  /** An API goes by its name, and by its key in the configuration. */
  #named<Filter extends { readonly api?: string }>(filter: Filter): Filter {
    const name = filter.api === undefined ? undefined : this.#deployed.get(filter.api)?.api.name;
    return name === undefined ? filter : { ...filter, api: name };
  }

  /** After the APIs, which publish their host names alone. */
  #publishServices(model: Model): void {
    this.#cognito?.publish();
    publishEndpoints(model.endpoints, this.#localHosts);
    const path = this.#adminListener?.socketPath;
    if (path !== undefined) this.#localHosts.set(lambdaHostName(model.region), { path });
  }

  #unknown(api: string): never {
    throw fail('API_UNKNOWN', api, this.apis.map((each) => each.name).join(', '));
  }

  #noteRuntimes(model: Model): void {
    for (const note of this.#runtimeNotes.about(model.functions)) this.#observer.warning?.(note);
  }
}
