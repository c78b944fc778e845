import { availableParallelism, totalmem } from 'node:os';
import { sep } from 'node:path';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { FunctionBuild } from '../model/lambda/invocation.ts';
import { Builds } from './builds.ts';
import type { BundleChange } from './bundle/bundler.ts';
import { TemporaryFolders } from './environment/temporary-folders.ts';
import { removeStaleFolders } from './environment/stale-folders.ts';
import { EnvironmentHost } from './host/environment-host.ts';
import type { Debuggee } from './host/environment-host.ts';
import { Deployments } from './layers/deployments.ts';
import { endMarked, guardMarked } from './host/process/orphan-guard.ts';
import { INIT_LIMIT_MS } from './limits.ts';
import { loadOnce } from './load-once.ts';
import type { LoadFailure } from '../model/lambda/load-failure.ts';
import type { FunctionPool } from './pool/function-pool.ts';
import type { EnvironmentFacts } from './pool/environment-facts.ts';
import type { EnvironmentCounts } from './pool/pool-services.ts';
import { Pools } from './pool/pools.ts';
import type { WarmLimits } from './pool/warm-budget.ts';
import type { LambdaSettings } from './settings.ts';
import { temporaryHome } from '../model/base/temporary-home.ts';

const DEFAULT_MAX_ENVIRONMENTS = 50;
/** Some 200 MB: a hundred small functions that were called once stay below 350 MB in all processes. Fewer where that is a tenth of the memory. */
const MOST_WARM = 20;
const LEAST_WARM = 4;
const BYTES_FOR_EACH = 100 * 1024 * 1024;
/** A thousand functions with a client of the AWS SDK each, 17 MB in an environment, stay below 350 MB in all processes. */
const WARM_MB = 160;
const DEFAULT_WARM: WarmLimits = {
  most: Math.max(LEAST_WARM, Math.min(MOST_WARM, Math.floor(totalmem() / BYTES_FOR_EACH))),
  mostMb: WARM_MB,
};
/**
 * Loading a function is work for a processor. AWS brings one with every environment; here fifty that load at once would take each other's
 * time until their init phase is over its limit.
 */
const MIN_LOADING = 4;
const DEFAULT_IDLE_MS = 10 * 60 * 1000;

/** The functions of a configuration: their builds, kept up to date, and their pools. */
export class Functions {
  readonly #settings: LambdaSettings;
  readonly #builds: Builds;
  readonly #deployments: Deployments;
  /** What stands in the variables of everything that a function starts, unless it says otherwise. */
  #mark: string | undefined;
  readonly #temporary = new TemporaryFolders((home) => guardMarked((this.#mark = `TMPDIR=${home}${sep}`)));
  readonly #host: EnvironmentHost;
  readonly #pools: Pools;
  readonly #unsubscribe: () => void;
  #cancelSweep: (() => void) | undefined;
  /** With their packages in place. */
  #functions: Readonly<Record<string, LambdaFunction>> = {};
  #closed = false;

  constructor(settings: LambdaSettings) {
    this.#settings = settings;
    const tick = settings.tick ?? (() => performance.now());
    const { root, workingFolder, clock, watch, buildAhead = false } = settings;
    this.#builds = new Builds(
      { root, workingFolder, clock, tick, watch, ahead: buildAhead },
      {
        built: (change) => this.#take(change),
        told: (builds) => settings.onBuild(this.#deployments.complete(builds)),
        isInUse: (name) => (this.#pools.get(name)?.codeInUse().length ?? 0) > 0,
        isIncomplete: (name) => this.#deployments.isIncomplete(name),
        filesChanged: () => this.#deploy(),
        warn: (message) => settings.onWarning?.(message),
      },
    );
    this.#deployments = new Deployments(root, settings.shell);
    this.#host = new EnvironmentHost(settings, this.#temporary);
    this.#pools = new Pools(
      {
        clock: settings.clock,
        serviceClock: settings.serviceClock ?? settings.clock,
        tick,
        start: this.#host.start,
        rebuilding: (name) => this.#builds.rebuilding(name),
        temporary: this.#temporary,
        onLog: settings.onLog,
        onReport: settings.onReport ?? (() => undefined),
        platformLines: settings.platformLines ?? false,
        maxEnvironments: settings.maxEnvironments ?? DEFAULT_MAX_ENVIRONMENTS,
        maxLoading: settings.maxLoading ?? Math.max(MIN_LOADING, 2 * availableParallelism()),
        timeouts: settings.inspectPort === undefined,
        initLimitMs: settings.initLimitMs ?? INIT_LIMIT_MS,
      },
      settings.maxWarm === undefined ? DEFAULT_WARM : { most: settings.maxWarm },
    );
    this.#unsubscribe = settings.localHosts.subscribe((hosts) => this.#pools.broadcast({ kind: 'hosts', hosts }));
  }

  /** Resolves when events can come: at once, or when a debugger can connect. */
  async start(): Promise<void> {
    void removeStaleFolders(temporaryHome());
    const prepared = this.#host.prepare(this.#settings.functions);
    this.update(this.#settings.functions);
    this.#sweepLater();
    await prepared;
  }

  /** These are the functions from now on. Those that changed get new environments; all of them when the variables that they share changed. */
  update(functions: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): void {
    if (!this.#closed) this.#deploy(functions, variablesChanged);
  }

  /** How many environments each function has, and how many of them are busy. */
  environments(): Record<string, EnvironmentCounts> {
    return this.#pools.counts();
  }

  /** The environments of a function, the oldest first. */
  environmentsOf(name: string): EnvironmentFacts[] {
    return this.#pools.get(name)?.environments() ?? [];
  }

  /** A function that is served; it need not be built. */
  definition(name: string): LambdaFunction | undefined {
    return Object.hasOwn(this.#functions, name) ? this.#functions[name] : undefined;
  }

  /** Resolves when a function is built as its files are now; `undefined` when there is nothing to wait for. */
  building(name: string): Promise<void> | undefined {
    return this.#builds.building(name);
  }

  /** Of a function that is built. */
  pool(name: string): FunctionPool | undefined {
    return this.#pools.get(name);
  }

  buildAll(): Promise<void> {
    return this.#builds.buildAll();
  }

  rebuild(): void {
    this.#builds.rebuild();
  }

  /** Loads a built function in an environment of its own; see `loadOnce`. One that does not build or is not run here is not loaded. */
  async load(name: string): Promise<LoadFailure | undefined> {
    const lambda = this.definition(name);
    const code = this.#deployments.codeOf(name) ?? this.#builds.codeOf(name);
    if (lambda === undefined || code?.kind !== 'ready') return undefined;
    const { clock, initLimitMs: limitMs = INIT_LIMIT_MS } = this.#settings;
    return loadOnce(lambda, code, { start: this.#host.start, temporary: this.#temporary, clock, limitMs });
  }

  builds(): FunctionBuild[] {
    return [...this.#deployments.complete(this.#builds.builds()), ...this.#deployments.builds()];
  }

  inspectorUrl(): string | undefined {
    return this.#host.inspectorUrl();
  }

  debuggers(): Debuggee[] {
    return this.#host.debuggers();
  }

  /** Lets invocations under way end for at most so many milliseconds; those that still run then fail. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    this.#builds.stopWatching();
    this.#cancelSweep?.();
    if (graceMs > 0) {
      await this.#builds.needsMet();
      await this.#pools.drain(graceMs);
    }
    this.#unsubscribe();
    // A thread that stands at a breakpoint does not end; its process does.
    if (this.#settings.inspectPort !== undefined) await this.#host.close();
    await this.#pools.close();
    await Promise.all([this.#host.close(), this.#builds.close()]);
    if (this.#mark !== undefined) endMarked(this.#mark);
    this.#temporary.dispose();
  }

  /** Puts packages in place and gives pools to what is not built from source; the rest gets one when it is built. */
  #deploy(functions?: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): void {
    const deployed = this.#deployments.prepare(functions);
    this.#functions = deployed.functions;
    this.#pools.removeOthers(deployed.functions);
    void this.#host.redefine(deployed.functions);
    this.#builds.define(deployed.functions, this.#deployments.files());
    for (const [name, lambda] of Object.entries(deployed.functions)) {
      const newCode = deployed.newCode.get(name);
      const code = newCode ?? this.#deployments.codeOf(name) ?? this.#builds.codeOf(name);
      if (code) this.#pools.define(lambda, code, { newCode: newCode !== undefined, anew: variablesChanged });
    }
    if (deployed.builds.length > 0) this.#settings.onBuild(deployed.builds);
  }

  #take(change: BundleChange): void {
    for (const [name, code] of change.code) {
      const lambda = this.#functions[name];
      if (lambda) this.#pools.define(lambda, code, { newCode: true, anew: false });
    }
    this.#builds.prune(() => this.#pools.codeInUse());
  }

  /** One sweep for all environments, instead of a timer for each. */
  #sweepLater(): void {
    const idleMs = this.#settings.idleMs ?? DEFAULT_IDLE_MS;
    this.#cancelSweep = this.#settings.clock.after(idleMs / 2, () => {
      const before = this.#settings.clock.now() - idleMs;
      this.#pools.retire(before);
      this.#sweepLater();
    });
  }
}
