import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import type { Clock } from '../model/base/clock.ts';
import { statsOf } from '../model/base/stats-of.ts';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { FunctionBuild } from '../model/lambda/invocation.ts';
import type { BuildListener } from './bundle/build-listener.ts';
import { BuildQueue } from './bundle/build-queue.ts';
import type { FunctionCodeState } from './bundle/built-function.ts';
import { Bundler } from './bundle/bundler.ts';
import { PackageFolders } from './bundle/package-folders.ts';
import { WatchedFolders } from '../model/base/watched-folders.ts';
import type { ChangedPaths } from '../model/base/watched-folders.ts';

/** Editors save in several steps, a millisecond or two apart; this long after the last one the build starts. */
const SOURCES_QUIET_MS = 12;
/** Package managers, compilers and packers take longer. */
const PACKAGES_QUIET_MS = 100;
/** At most so many unrequested builds are reported together. */
const TOLD_TOGETHER = 100;

const SOURCE = /\.(?:[cm]?[jt]sx?|json|txt|html|sql|graphql|gql|md|csv|xml|pem|vtl|ya?ml)$/;
const PACKAGE_FILE = /\.(?:[cm]?js|json|node|ya?ml)$|^\.yarn-integrity$/;

export interface BuildSettings {
  readonly root: string;
  readonly workingFolder: string;
  readonly clock: Clock;
  /** A monotonic stopwatch in milliseconds. */
  readonly tick: () => number;
  readonly watch: boolean;
  /** Also build what has not been requested yet, so that its problems are reported. */
  readonly ahead: boolean;
}

/** Builds functions when they are needed, and keeps them up to date. */
export class Builds {
  readonly #settings: BuildSettings;
  readonly #listener: BuildListener;
  readonly #bundler: Bundler;
  readonly #queue: BuildQueue;
  readonly #sources: WatchedFolders;
  readonly #packages: WatchedFolders;
  readonly #packageFolders = new PackageFolders();
  /** Files that are not sources. */
  #files: ReadonlySet<string> = new Set();
  /** Functions that events have come for before they were built. */
  readonly #asked = new Set<string>();
  #untold: FunctionBuild[] = [];
  /** The bundler's, when it was looked at last what is to be watched. */
  #watchedVersion = -1;
  #watching: boolean;
  #closed = false;
  /** Why the last change could not be applied. */
  #trouble: string | undefined;

  constructor(settings: BuildSettings, listener: BuildListener) {
    const { root, workingFolder, clock, tick } = settings;
    this.#settings = settings;
    this.#watching = settings.watch;
    this.#listener = listener;
    this.#bundler = new Bundler(root, workingFolder, tick);
    this.#queue = new BuildQueue(
      (name) => this.#build(name),
      () => this.#settled(),
    );
    this.#sources = new WatchedFolders(clock, {
      quietMs: SOURCES_QUIET_MS,
      concerns: (folder, name) => SOURCE.test(name) || mayBeFolder(folder, name),
      onChange: (changed) => void this.#guarded(() => this.#changed(changed)),
    });
    this.#packages = new WatchedFolders(clock, {
      quietMs: PACKAGES_QUIET_MS,
      concerns: (folder, name) => PACKAGE_FILE.test(name) || this.#files.has(join(folder, name)),
      onChange: (changed) => void this.#guarded(() => this.#packagesChanged(changed)),
    });
  }

  /** These are the functions from now on; each is built when it is needed. `files`: other files whose changes are reported. */
  define(functions: Readonly<Record<string, LambdaFunction>>, files: ReadonlySet<string>): void {
    this.#files = files;
    const change = this.#bundler.define(functions);
    // Changes since then were not watched.
    const stale = this.#settings.watch ? [] : this.#bundler.notice(undefined).stale;
    this.#listener.built(change);
    this.#tell(change.builds);
    this.#refresh(stale);
    if (this.#settings.ahead) this.#queue.wish(this.#bundler.unbuilt());
    this.#watch();
  }

  /** Resolves when a function is built as its files are now; `undefined` when it is. */
  building(functionName: string): Promise<void> | undefined {
    if (this.#bundler.isFresh(functionName)) return undefined;
    this.#asked.add(functionName);
    return this.#queue.need(functionName);
  }

  /**
   * Resolves when a function whose files have changed since its code was made is built again; `undefined` when they have not. Asked when the code
   * cannot be loaded: where it is the user's own files, an editor that writes one of them is seen before its change is noticed.
   */
  rebuilding(functionName: string): Promise<void> | undefined {
    if (this.#bundler.changedInputs(functionName).size === 0) return this.building(functionName);
    return new Promise((resolve) => {
      this.#settings.clock.after(SOURCES_QUIET_MS, () => {
        const changed = this.#bundler.changedInputs(functionName);
        if (changed.size > 0 && !this.#closed) void this.#guarded(() => this.#changed(changed));
        resolve(this.building(functionName));
      });
    });
  }

  /** Builds everything that is not built. */
  async buildAll(): Promise<void> {
    await Promise.all(this.#bundler.unbuilt().map((name) => this.#queue.need(name)));
  }

  /** As if every file had changed. */
  rebuild(): void {
    this.#changed(undefined);
  }

  builds(): FunctionBuild[] {
    return this.#bundler.builds();
  }

  codeOf(functionName: string): FunctionCodeState | undefined {
    return this.#bundler.codeOf(functionName);
  }

  /** Deletes builds that nothing runs any more. */
  prune(inUse: () => ReadonlySet<string>): void {
    this.#bundler.prune(inUse);
  }

  /** Notices no more changes. */
  stopWatching(): void {
    this.#watching = false;
    this.#sources.close();
    this.#packages.close();
  }

  /** Resolves when no event waits for a build. */
  needsMet(): Promise<void> {
    return this.#queue.needsMet();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.stopWatching();
    await this.#queue.close();
    await this.#bundler.dispose();
  }

  /** Never rejects: failures are reported, and callers continue with what was built. */
  async #build(functionName: string): Promise<void> {
    await this.#guarded(async () => {
      const isFirst = this.#bundler.codeOf(functionName) === undefined;
      const change = await this.#bundler.build([functionName]);
      if (this.#closed) return;
      this.#listener.built(change);
      // That a function could be built is no news the first time.
      const isNews = (build: FunctionBuild): boolean =>
        !isFirst || build.problems.length > 0 || this.#listener.isIncomplete(functionName);
      this.#untold.push(...change.builds.filter(isNews));
      if (!isFirst || this.#asked.has(functionName) || this.#untold.length >= TOLD_TOGETHER) this.#settled();
    });
  }

  #settled(): void {
    this.#tell(this.#untold.splice(0));
    this.#watchMore();
  }

  #changed(changed: ChangedPaths): void {
    const { stale, change, isKnown } = this.#bundler.notice(changed);
    this.#listener.built(change);
    this.#tell(change.builds);
    this.#refresh(stale);
    if (isKnown) this.#watchMore();
    else this.#watch();
  }

  /** Of a large project it takes longer to look what is to be watched than to build a function: only where it may be something else. */
  #watchMore(): void {
    const areWhole = this.#sources.isWhole && this.#packages.isWhole;
    if (!areWhole || this.#watchedVersion !== this.#bundler.reachVersion) this.#watch();
  }

  /** What is in use is built again at once, what is not when it is needed; its problems are wanted all the same. */
  #refresh(stale: readonly string[]): void {
    const inUse = stale.filter((name) => this.#listener.isInUse(name));
    this.#queue.wish(inUse, true);
    if (this.#settings.ahead) this.#queue.wish(stale);
  }

  #packagesChanged(changed: ChangedPaths): void {
    if (changed === undefined || [...changed].some((path) => this.#files.has(path))) this.#listener.filesChanged();
    this.#changed(changed);
  }

  #tell(builds: readonly FunctionBuild[]): void {
    if (builds.length > 0 && !this.#closed) this.#listener.told(builds);
  }

  /** A system that has no watches left to give (Linux has a limit) does not keep functions from running. */
  #watch(): void {
    if (!this.#watching) return;
    try {
      const { watchable, packages, reachVersion } = this.#bundler;
      this.#watchedVersion = reachVersion;
      const own = [...watchable].filter((folder) => !folder.includes(`${sep}node_modules${sep}`));
      this.#sources.watch(new Set(own.map(nearestExisting)));
      const files = [...this.#files].map((file) => dirname(file)).filter((folder) => existsSync(folder));
      this.#packages.watch(new Set([...files, ...this.#packageFolders.of(this.#settings.root, packages)]));
    } catch (error) {
      this.#listener.warn(`Changes of some files will not be noticed: ${(error as Error).message}`);
    }
  }

  async #guarded(work: () => void | Promise<void>): Promise<void> {
    try {
      await work();
      this.#trouble = undefined;
    } catch (error) {
      const { message } = error as Error;
      // Each request tries again: once is enough to read.
      if (message !== this.#trouble)
        this.#listener.warn(`A change of files could not be applied: ${message}. What was built last keeps serving`);
      this.#trouble = message;
    }
  }
}

/** A folder may have appeared with the missing handler in it. What is gone can only be judged by its name. */
function mayBeFolder(folder: string, name: string): boolean {
  if (!name.includes('.')) return true;
  return !name.startsWith('.') && statsOf(join(folder, name))?.isDirectory() === true;
}

function nearestExisting(folder: string): string {
  const parent = dirname(folder);
  return existsSync(folder) || parent === folder ? folder : nearestExisting(parent);
}
