import { join } from 'node:path';
import { authorizerCompiler } from '../authorizers/index.ts';
import type { LocalIssuer } from '../authorizers/index.ts';
import { NodeHttpBackend } from '../integrations/node-http-backend.ts';
import { SignedAwsBackend } from '../integrations/signed-aws-backend.ts';
import type { Drills } from '../drills/index.ts';
import type { LocalHosts } from '../lambda/index.ts';
import type { LambdaInvoker } from '../model/lambda/invocation.ts';
import { javaMatches } from '../mapping/java-regex.ts';
import type { Api } from '../model/definition/api.ts';
import type { AccessLog } from '../model/definition/stage.ts';
import { systemClock } from '../model/base/clock.ts';
import type { Clock } from '../model/base/clock.ts';
import { randomIds } from '../model/base/ids.ts';
import type { LocalTables } from '../model/definition/local-tables.ts';
import type { Model } from '../model/definition/model.ts';
import { AccessLogFiles } from '../observability/access-log.ts';
import { Journal, type JournalBounds } from '../observability/journal.ts';
import type { SharedCache, SharedState } from '../shared-state/contract.ts';
import type { KeyLedger, RateLimiter } from '../traffic/contract.ts';
import { keyLedger, type KeysOfStage } from '../traffic/key-ledger.ts';
import { sharedKeyLedger, sharedLimitsOfAccount, sharedLimitsOfApi } from '../traffic/shared-limits.ts';
import { TokenBuckets } from '../traffic/token-buckets.ts';
import { UsageLog, UsageMemory, type UsageStore } from '../traffic/usage-log.ts';
import { Connections } from '../websocket-api/index.ts';
import { calledServices } from './apis/called-services.ts';
import type { EmulatorObserver } from './observer.ts';
import { ownQuotas, sharedQuotas, type UsedQuotas } from './quotas/used-quotas.ts';
import { fingerprint } from './shared/fingerprint.ts';
import { repeatableRandom } from './apis/repeatable-random.ts';
import { stateFolder } from '../model/base/state-folder.ts';
import { MockedBackends } from './testing/mocked-backends.ts';

export interface LastingServicesOptions {
  readonly lambda: LambdaInvoker;
  readonly localHosts: LocalHosts;
  readonly localIssuer: LocalIssuer | undefined;
  readonly environment: NodeJS.ProcessEnv;
  /** Names the local service that should listen at `host:port`. */
  readonly whoListens?: (address: string) => string | undefined;
  /** What throttles, quotas, integrations, authorizers and connections are timed by. */
  readonly clock: Clock;
  /** Keep used quota in the project's `.gw-emulate/usage.jsonl`; in memory otherwise. */
  readonly keepUsage?: boolean;
  readonly observer: EmulatorObserver;
  readonly journal?: Partial<JournalBounds>;
  readonly drills?: Drills;
  /** What other emulators have a say in: throttles, quotas, connections, caches. */
  readonly shared?: SharedState | undefined;
}

/** What outlives a deployment: it stays while APIs are compiled anew and swapped. */
export class LastingServices {
  readonly journal: Journal;
  readonly connections = new Connections();
  readonly backends: MockedBackends;
  readonly #http: NodeHttpBackend;
  readonly #buckets: TokenBuckets;
  readonly #accessLogs: AccessLogFiles;
  readonly #options: LastingServicesOptions;
  #usage: UsageStore | undefined;

  constructor(options: LastingServicesOptions) {
    this.#options = options;
    const { observer, localHosts, clock, whoListens } = options;
    this.journal = new Journal(options.journal);
    this.#buckets = new TokenBuckets(clock);
    this.#http = new NodeHttpBackend((hostname) => localHosts.get(hostname), clock, whoListens);
    this.backends = new MockedBackends(this.#http, clock);
    this.#accessLogs = new AccessLogFiles(
      (line, api) => observer.accessLog?.(line, api),
      (destination, error) => observer.warning?.(`The access log ${destination} cannot be written: ${error.message}`),
      (line, api) => observer.accessLogFile?.(line, api),
    );
    if (observer.exchange !== undefined) this.journal.subscribe((exchange) => observer.exchange?.(exchange));
  }

  /** Before anything is served: handlers find the tables that a service brings along. */
  async fillTables(tables: LocalTables | undefined): Promise<void> {
    if (tables === undefined) return;
    const { environment, observer } = this.#options;
    const endpoints = { dynamodb: tables.endpoint };
    const aws = new SignedAwsBackend({ http: this.#http, clock: systemClock, endpoints, environment });
    const { fillTables } = await import('./tables/local-tables.ts');
    await fillTables(tables, aws, (message) => observer.warning?.(message));
  }

  /** Everything that the front end of one API may use, for one deployment of it. */
  servicesFor(api: Api, model: Model) {
    const { lambda, observer, localIssuer, environment, clock, drills, shared } = this.#options;
    const warn = (message: string): void => observer.warning?.(`${api.name}: ${message}`);
    const aws = new SignedAwsBackend({
      http: this.backends,
      // Signatures are for services outside, which have the system's time.
      clock: systemClock,
      endpoints: model.endpoints,
      environment: { ...environment, ...model.env },
      standIn: (service, where) => this.backends.standIn(service, where),
    });
    for (const service of calledServices(api)) {
      const problem = aws.missingEndpoint(service);
      if (problem !== undefined) warn(`${problem}. Until then its integrations fail.`);
    }
    const { region, accountId, credentials, vpcLinks } = model;
    const caches = shared && { sharedCache: cachesOf(shared, api, model.root) };
    const authorizers = authorizerCompiler(api, {
      ...caches,
      region,
      accountId,
      lambda,
      credentials,
      localIssuer,
      clock,
      warn,
      javaMatches,
      fetchJson: this.backends.fetchJson,
    });
    return {
      region,
      accountId,
      lambda,
      http: this.backends,
      aws,
      authorizers,
      mayInvalidateCache: authorizers.mayInvalidateCache,
      ...this.#limitsOf(api, model),
      connections: this.connections,
      ...(shared && { shared: shared.connections }),
      ...caches,
      clock,
      ids: randomIds,
      random: repeatableRandom(api.id),
      journal: this.journal,
      ...(drills === undefined ? {} : { drills }),
      accessLogs: { open: (settings: AccessLog) => this.#accessLogs.open(settings, api.name) },
      executionLog: (line: string) => observer.executionLog?.(api.name, line),
      vpcLinks,
      warn,
    };
  }

  /** Throttles, API keys and quotas: this emulator's own, or those of all that share its state. */
  #limitsOf(api: Api, model: Model): { rate: RateLimiter; accountRate: RateLimiter; keys: KeyLedger } {
    const { shared, clock } = this.#options;
    const keys: KeysOfStage = {
      api: api.name,
      apiId: api.id,
      stage: api.stage.name,
      apiKeys: api.type === 'http' ? [] : api.apiKeys,
      usagePlans: api.type === 'http' ? [] : api.usagePlans,
    };
    if (shared !== undefined) {
      return {
        rate: sharedLimitsOfApi(shared.limits, api.id, api.stage.name, model.accountThrottle),
        accountRate: sharedLimitsOfAccount(shared.limits),
        keys: sharedKeyLedger(shared.limits, keys, clock),
      };
    }
    return {
      rate: this.#buckets.forApi(api.id, api.stage.name, model.accountThrottle),
      accountRate: this.#buckets.forAccount(),
      keys: keyLedger({ ...keys, buckets: this.#buckets, usage: this.#usageOf(model.root), clock }),
    };
  }

  async close(): Promise<void> {
    this.#http.close();
    if (this.#usage instanceof UsageLog) this.#usage.close();
    await this.#accessLogs.close();
  }

  /** Every throttle lets its whole burst pass again. */
  async refillThrottles(): Promise<void> {
    this.#buckets.refill();
    await this.#options.shared?.limits.refill();
  }

  /** Used quotas, for those who ask beside the requests. */
  quotas(model: () => Model): UsedQuotas {
    const { shared } = this.#options;
    return shared === undefined ? ownQuotas(() => this.#usageOf(model().root)) : sharedQuotas(shared.limits, model);
  }

  /** Used quota of the project in that folder. */
  #usageOf(root: string): UsageStore {
    return (this.#usage ??= this.#openUsage(root));
  }

  #openUsage(root: string): UsageStore {
    const { keepUsage, observer } = this.#options;
    if (keepUsage !== true) return new UsageMemory();
    return new UsageLog(join(stateFolder(root), 'usage.jsonl'), (message) => observer.warning?.(message));
  }
}

/** Caches of one deployment: another definition of the API begins with empty ones, as it does without a shared state. */
function cachesOf(shared: SharedState, api: Api, root: string): (what: string) => SharedCache {
  const deployment = [api.id, api.stage.name, fingerprint(api, root)];
  return (what) => shared.cache([...deployment, what]);
}

export type FrontEndServices = ReturnType<LastingServices['servicesFor']>;
