import { availableParallelism } from 'node:os';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { FunctionBuild } from '../model/lambda/invocation.ts';
import { Bundler } from './bundle/bundler.ts';
import type { BundleChange } from './bundle/bundler.ts';
import { Watcher } from './bundle/watcher.ts';
import { Inspector } from './environment/inspector.ts';
import { launcher, runsInThread } from './environment/launcher.ts';
import { SpareThread } from './environment/spare-thread.ts';
import { TemporaryFolders } from './environment/temporary-folders.ts';
import { Deployments } from './layers/deployments.ts';
import { FileWatcher } from './layers/file-watcher.ts';
import { INIT_LIMIT_MS } from './limits.ts';
import type { FunctionPool } from './pool/function-pool.ts';
import type { EnvironmentCounts } from './pool/pool-services.ts';
import { Pools } from './pool/pools.ts';
import type { LambdaSettings } from './settings.ts';
import type { ChangedPaths } from './watched-folders.ts';

const DEFAULT_MAX_ENVIRONMENTS = 50;
/**
 * Loading a function is work for a processor. AWS brings one with every environment; here fifty that load at once would take each other's
 * time until their init phase is over its limit.
 */
const MIN_LOADING = 4;
const DEFAULT_IDLE_MS = 10 * 60 * 1000;

/** The functions of a configuration: their builds, kept up to date, and their pools. */
export class Functions {
  readonly #settings: LambdaSettings;
  readonly #bundler: Bundler;
  readonly #watcher: Watcher;
  readonly #deployments: Deployments;
  readonly #packages: FileWatcher;
  readonly #inspector: Inspector | undefined;
  readonly #spare: SpareThread | undefined;
  readonly #temporary = new TemporaryFolders();
  readonly #pools: Pools;
  readonly #unsubscribe: () => void;
  #cancelSweep: (() => void) | undefined;
  /** Builds follow each other: a change that comes during one starts the next. */
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(settings: LambdaSettings) {
    this.#settings = settings;
    const tick = settings.tick ?? (() => performance.now());
    this.#bundler = new Bundler(settings.root, settings.workingFolder, tick);
    this.#watcher = new Watcher(settings.clock, (changed) => void this.#takeOver(() => this.#rebuild(changed)));
    this.#deployments = new Deployments(settings.root, settings.shell);
    this.#packages = new FileWatcher(settings.clock, () => void this.#takeOver(() => this.#deploy()));
    this.#inspector = settings.inspectPort === undefined ? undefined : new Inspector(settings.inspectPort);
    this.#spare = settings.spareThread === true ? new SpareThread(settings.clock) : undefined;
    this.#pools = new Pools({
      clock: settings.clock,
      tick,
      start: launcher(settings, this.#spare),
      temporary: this.#temporary,
      onLog: settings.onLog,
      onReport: settings.onReport ?? (() => undefined),
      platformLines: settings.platformLines ?? false,
      maxEnvironments: settings.maxEnvironments ?? DEFAULT_MAX_ENVIRONMENTS,
      maxLoading: settings.maxLoading ?? Math.max(MIN_LOADING, 2 * availableParallelism()),
      timeouts: settings.inspectPort === undefined,
      initLimitMs: settings.initLimitMs ?? INIT_LIMIT_MS,
    });
    this.#unsubscribe = settings.localHosts.subscribe((hosts) => this.#pools.broadcast({ kind: 'hosts', hosts }));
  }

  async start(): Promise<void> {
    this.#inspector?.open();
    const first = Object.values(this.#settings.functions).find(runsInThread);
    if (first) this.#spare?.prepare(first.memory);
    await this.update(this.#settings.functions);
    // Whoever started this may have given up meanwhile; a sweep would then keep the process alive.
    if (!this.#closed) this.#sweepLater();
  }

  update(functions: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): Promise<void> {
    return this.#enqueue(() => this.#deploy(functions, variablesChanged));
  }

  /** How many environments each function has, and how many of them are busy. */
  environments(): Record<string, EnvironmentCounts> {
    return this.#pools.counts();
  }

  pool(name: string): FunctionPool | undefined {
    return this.#pools.get(name);
  }

  builds(): FunctionBuild[] {
    return [...this.#deployments.complete(this.#bundler.builds()), ...this.#deployments.builds()];
  }

  inspectorUrl(): string | undefined {
    return this.#inspector?.url();
  }

  /** Lets invocations under way end for at most so many milliseconds; those that still run then fail. */
  async close(graceMs: number): Promise<void> {
    this.#closed = true;
    this.#watcher.close();
    this.#packages.close();
    this.#cancelSweep?.();
    await this.#work;
    if (graceMs > 0) await this.#pools.drain(graceMs);
    this.#unsubscribe();
    await this.#pools.close();
    await this.#spare?.close();
    await this.#bundler.dispose();
    this.#temporary.dispose();
    this.#inspector?.close();
  }

  #enqueue(work: () => Promise<void>): Promise<void> {
    const result = this.#work.then(() => (this.#closed ? undefined : work()));
    this.#work = result.catch(() => undefined);
    return result;
  }

  /** Files changed. Nobody waits for this: what goes wrong is told. */
  async #takeOver(work: () => Promise<void>): Promise<void> {
    try {
      await this.#enqueue(work);
    } catch (error) {
      this.#settings.onWarning?.(`A change of files could not be taken over: ${(error as Error).message}`);
    }
  }

  /** Puts packages in place, builds what is built from source, and gives pools to all. */
  async #deploy(functions?: Readonly<Record<string, LambdaFunction>>, variablesChanged = false): Promise<void> {
    const deployed = this.#deployments.prepare(functions);
    const change = await this.#bundler.build(deployed.functions);
    this.#pools.removeOthers(deployed.functions);
    for (const [name, lambda] of Object.entries(deployed.functions)) {
      const newCode = change.code.get(name) ?? deployed.newCode.get(name);
      const code = newCode ?? this.#bundler.codeOf(name) ?? this.#deployments.codeOf(name);
      if (code) this.#pools.define(lambda, code, { newCode: newCode !== undefined, anew: variablesChanged });
    }
    this.#settled({ ...change, builds: [...change.builds, ...deployed.builds] });
  }

  async #rebuild(changed: ChangedPaths): Promise<void> {
    const change = await this.#bundler.rebuild(changed);
    for (const [name, code] of change.code) {
      const pool = this.#pools.get(name);
      pool?.replace(pool.lambda, code);
    }
    this.#settled(change);
  }

  #settled(change: BundleChange): void {
    this.#bundler.prune(this.#pools.codeInUse());
    if (this.#closed) return;
    if (this.#settings.watch) this.#watch();
    if (change.builds.length > 0) this.#settings.onBuild(this.#deployments.complete(change.builds));
  }

  /** A system that has no watches left to give (Linux has a limit) does not keep functions from running. */
  #watch(): void {
    try {
      this.#watcher.watch(this.#bundler.watchable);
      this.#packages.watch(this.#deployments.files());
    } catch (error) {
      this.#settings.onWarning?.(`Changes of some files will not be noticed: ${(error as Error).message}`);
    }
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
