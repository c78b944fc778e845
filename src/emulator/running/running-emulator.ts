import type { TokenRequest } from '../../authorizers/index.ts';
import type { Debuggee } from '../../lambda/index.ts';
import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { ExchangeRecord } from '../../observability/record/exchange-record.ts';
import { urlOf } from '../apis/running-api.ts';
import type { Emulator, RunningApi, StartOptions } from '../contract.ts';
import type { DefinitionOptions, ReadDefinition } from '../definition/definition.ts';
import { type StartedProcess, startProcesses } from '../processes/local-processes.ts';
import type { ProcessState } from '../processes/process-states.ts';
import type { TestClock } from '../testing/clock/test-clock.ts';
import type { Faults } from '../testing/faults.ts';
import type { ConnectRequest } from '../testing/handshake.ts';
import type { InjectedRequest, InjectedResponse } from '../testing/inject.ts';
import type { BackendHandler } from '../testing/mocked-backends.ts';
import type { MockHandler } from '../testing/mocked-functions.ts';
import type { ResetParts } from '../testing/reset.ts';
import type { ExchangeFilter } from '../testing/wait-for-exchange.ts';
import type { WebSocketClient } from '../testing/web-socket-client.ts';
import { Deployment, GRACE_MS } from './deployment.ts';
import { noteRuntimes } from './note-runtimes.ts';
import { type EmulatorParts, emulatorParts, type OpenedParts } from './parts.ts';
import { Reloads } from './reloads.ts';

/** Where time stands still, what waits for it does not end. */
const FAKE_CLOCK_GRACE_MS = 500;

/** One emulator, from its definition to its close. */
export class RunningEmulator implements Emulator {
  readonly #options: StartOptions;
  readonly #definition: DefinitionOptions;
  readonly #parts: EmulatorParts;
  readonly #deployment: Deployment;
  readonly #reloads: Reloads;
  #processes: StartedProcess[] = [];
  #listening = false;
  #closing: Promise<void> | undefined;

  constructor(
    options: StartOptions,
    definition: DefinitionOptions,
    read: ReadDefinition & { readonly model: Model },
    opened: OpenedParts,
  ) {
    this.#options = options;
    this.#definition = definition;
    this.#parts = emulatorParts(options, definition, read, opened);
    this.#deployment = new Deployment(this.#parts);
    this.#reloads = new Reloads(this.#parts, this.#deployment, definition);
  }

  async start(): Promise<void> {
    const model = this.model;
    const { lambda, lasting, processStates } = this.#parts;
    noteRuntimes(this.#parts, model);
    // Local services take longest: they are under way before anything else begins, and get ready while everything else begins.
    this.#processes = await startProcesses(model.processes, this.#definition.environment, this.#processEvents());
    await Promise.all([lambda.start(), ...this.#processes.map((process) => process.ready())]);
    for (const { name } of this.#processes) processStates.running(name);
    await lasting.fillTables(model.tables);
    await this.#openAdmin();
    await this.#deployment.open(model);
    this.#listening = true;
    if (this.#options.watch !== false) this.#reloads.watch();
  }

  get model(): Model {
    return this.#parts.definitions.served;
  }

  get apis(): RunningApi[] {
    return this.#deployment.apis;
  }

  get functionUrls(): readonly { readonly name: string; readonly url: string }[] {
    return this.#parts.functionUrls.list();
  }

  get edge(): Emulator['edge'] {
    const { url, urls } = this.#parts.edge;
    return url === undefined ? undefined : { url, apis: urls };
  }

  get processes(): readonly ProcessState[] {
    return this.#parts.processStates.list();
  }

  get debuggers(): readonly Debuggee[] {
    return this.#parts.lambda.debuggers();
  }

  get admin(): string | undefined {
    return this.#parts.admin.url;
  }

  get clock(): TestClock {
    return this.#parts.clock;
  }

  get faults(): Faults {
    return this.#parts.faults;
  }

  url(name: string): string {
    const { deployed, host, tls } = this.#parts;
    return urlOf(deployed.get(name) ?? this.#unknown(name), host, tls !== undefined);
  }

  inject(name: string, request: InjectedRequest): Promise<InjectedResponse> {
    return this.#parts.testing.inject(name, request);
  }

  connect(name: string, request: ConnectRequest = {}): Promise<WebSocketClient> {
    return this.#parts.testing.connect(name, request);
  }

  waitForExchange<Event, Result>(filter: ExchangeFilter): Promise<ExchangeRecord<Event, Result>> {
    return this.#parts.testing.waitForExchange(this.#named(filter)) as Promise<ExchangeRecord<Event, Result>>;
  }

  mock<Event>(functionName: string, handler: MockHandler<Event>): () => void {
    return this.#parts.testing.mock(functionName, handler);
  }

  mockBackend(target: string, handler: BackendHandler): () => void {
    return this.#parts.testing.mockBackend(target, handler);
  }

  token(request: TokenRequest): string {
    return this.#parts.testing.token(request);
  }

  reset(parts?: ResetParts): Promise<void> {
    return this.#parts.testing.reset(parts);
  }

  exchanges<Event, Result>(filter: { readonly api?: string } = {}): Promise<ExchangeRecord<Event, Result>[]> {
    return Promise.resolve(this.#parts.testing.exchanges(this.#named(filter)) as ExchangeRecord<Event, Result>[]);
  }

  /** The event crosses as JSON; what has none rejects with a `TypeError`. */
  async invoke(functionName: string, event: unknown): Promise<InvocationResult> {
    return this.#parts.functions.invoke({ functionName, payload: JSON.stringify(event) ?? '' });
  }

  reload(): Promise<void> {
    return this.#reloads.reload(true);
  }

  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#listening = false;
    const { admin, lambda, lasting, privateSockets, shared } = this.#parts;
    await this.#reloads.close();
    const began = performance.now();
    const grace = this.#options.clock === 'fake' ? FAKE_CLOCK_GRACE_MS : GRACE_MS;
    await this.#deployment.closeDoors(grace);
    // Asynchronous invocations have the rest of the same time. The admin port stays for them: they may call each other through it.
    await lambda.close(Math.max(0, grace - (performance.now() - began)));
    await shared?.close();
    await admin.close();
    await this.#deployment.close();
    await lasting.close();
    await Promise.all(this.#processes.map((process) => process.stop()));
    privateSockets?.dispose();
  }

  async #openAdmin(): Promise<void> {
    const { admin, console, definitions, functions, localIssuer, observer } = this.#parts;
    const [apis, processes] = [() => this.apis, () => this.processes];
    await admin.open({
      lambda: functions,
      model: () => definitions.wanted,
      localIssuer,
      console: () => console.services({ ...this.#parts, model: () => definitions.served, apis, processes }),
      healthy: () => this.#listening,
      onDefect: (error) => observer.defect?.(error),
    });
  }

  #processEvents() {
    const { observer, processStates } = this.#parts;
    return {
      output: (name: string, line: string) => observer.processOutput?.(name, line),
      ended: (name: string, how: string) => {
        processStates.ended(name, how);
        observer.warning?.(`The local service "${name}" is gone: ${how}.`);
      },
    };
  }

  /** An API goes by its name, and by its key in the configuration. */
  #named<Filter extends { readonly api?: string }>(filter: Filter): Filter {
    const name = filter.api === undefined ? undefined : this.#parts.deployed.get(filter.api)?.api.name;
    return name === undefined ? filter : { ...filter, api: name };
  }

  #unknown(api: string): never {
    throw fail('API_UNKNOWN', api, this.apis.map((each) => each.name).join(', '));
  }
}
