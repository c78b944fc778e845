import type { LocalIssuer, TokenRequest } from '../../authorizers/index.ts';
import type { LambdaService } from '../../lambda/index.ts';
import { systemClock } from '../../model/base/clock.ts';
import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { ExchangeRecord } from '../../observability/record/exchange-record.ts';
import type { DeployedApis } from '../apis/deployed-apis.ts';
import type { FunctionUrls } from '../apis/function-urls.ts';
import { pathPrefix } from '../apis/urls.ts';
import type { Console } from '../console/console.ts';
import type { LastingServices } from '../lasting-services.ts';
import type { UnderWay } from './clock/quiet.ts';
import { connectInMemory } from './connect.ts';
import type { ConnectRequest } from './handshake.ts';
import type { EmulatorFaults } from './faults.ts';
import { inject, type InjectedRequest, type InjectedResponse } from './inject.ts';
import type { BackendHandler } from './mocked-backends.ts';
import type { MockedFunctions, MockHandler } from './mocked-functions.ts';
import { type ResetPart, type ResetParts, partsToReset } from './reset.ts';
import type { WebSocketClient } from './web-socket-client.ts';
import { type ExchangeFilter, waitForExchange } from './wait-for-exchange.ts';

/** The running emulator, as tests get at it. */
export interface TestedParts {
  readonly deployed: DeployedApis;
  readonly functionUrls: FunctionUrls;
  readonly lasting: LastingServices;
  readonly lambda: LambdaService;
  readonly functions: MockedFunctions;
  readonly localIssuer: LocalIssuer;
  readonly console: Console;
  readonly faults: EmulatorFaults;
  /** The newest definition. */
  readonly model: () => Model;
}

/** Real milliseconds that running `$disconnect` handlers get; with a fake clock nothing else would end one that hangs. */
const DISCONNECT_GRACE_MS = 5000;

/** What tests do with an emulator. */
export class Testing {
  readonly #parts: TestedParts;
  readonly #reset: Readonly<Record<ResetPart, () => unknown>>;

  constructor(parts: TestedParts) {
    const { deployed, lasting, lambda, functions, console, faults, model } = parts;
    this.#parts = parts;
    this.#reset = {
      connections: () => closeConnections(deployed),
      functions: () => lambda.update(model().functions, true),
      throttles: () => lasting.refillThrottles(),
      caches: () => Promise.all(deployed.list().map((slot) => slot.flushCaches())),
      quotas: () => lasting.quotas(model).forget({}),
      faults: () => faults.clear(),
      mocks() {
        functions.forget();
        lasting.backends.forget();
      },
      journal() {
        lasting.journal.clear();
        console.clear();
      },
    };
  }

  async inject(name: string, request: InjectedRequest): Promise<InjectedResponse> {
    const { deployed, functionUrls } = this.#parts;
    const slot = deployed.get(name);
    if (slot !== undefined) return inject(pathPrefix(slot.api), slot.frontEnd, request);
    const frontEnd = functionUrls.frontEnd(name) ?? this.#unknownApi(name);
    return inject('', frontEnd, request);
  }

  async connect(name: string, request: ConnectRequest): Promise<WebSocketClient> {
    const { api, accept } = this.#parts.deployed.get(name) ?? this.#unknownApi(name);
    if (api.type !== 'websocket')
      throw fail('NO_WEBSOCKET_API', name, api.type === 'rest' ? 'a REST API' : 'an HTTP API');
    return connectInMemory(pathPrefix(api), accept, request);
  }

  exchanges(filter: { readonly api?: string }): ExchangeRecord[] {
    const { lasting, console } = this.#parts;
    return lasting.journal.listWhole(filter).map((exchange) => console.record(exchange));
  }

  async waitForExchange(filter: ExchangeFilter): Promise<ExchangeRecord> {
    const { lasting, console } = this.#parts;
    return console.record(await waitForExchange(lasting.journal, filter));
  }

  mock(functionName: string, handler: MockHandler<never>): () => void {
    const { functions } = this.#parts.model();
    if (!Object.hasOwn(functions, functionName)) {
      throw fail('FUNCTION_UNKNOWN', functionName, Object.keys(functions).join(', '));
    }
    return this.#parts.functions.mock(functionName, handler);
  }

  mockBackend(target: string, handler: BackendHandler): () => void {
    return this.#parts.lasting.backends.mock(target, handler);
  }

  token(request: TokenRequest): string {
    return this.#parts.localIssuer.mint(request);
  }

  async reset(parts?: ResetParts): Promise<void> {
    for (const part of partsToReset(parts)) await this.#reset[part]();
  }

  underWay(): UnderWay {
    const { lambda, functions, lasting } = this.#parts;
    const { starting, running } = lambda.activity();
    return { starting, running: running + functions.running + lasting.backends.running };
  }

  #unknownApi(name: string): never {
    const { deployed } = this.#parts;
    throw fail(
      'API_UNKNOWN',
      name,
      deployed
        .list()
        .map(({ api }) => api.name)
        .join(', '),
    );
  }
}

async function closeConnections(deployed: DeployedApis): Promise<void> {
  const closed = Promise.all(deployed.list().flatMap(({ webSocket }) => webSocket?.closeAll() ?? []));
  await new Promise<void>((resolve) => {
    const cancel = systemClock.after(DISCONNECT_GRACE_MS, resolve);
    void closed.finally(() => {
      cancel();
      resolve();
    });
  });
}
