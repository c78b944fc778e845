import Module, { createRequire } from 'node:module';
import { isAbsolute, resolve, sep } from 'node:path';
import { parseHandler } from '../../handler-string.ts';
import type { EnvironmentSetup } from '../protocol.ts';

/** The parts of Node's CommonJS loader that are replaced. */
interface Loader {
  _resolveFilename(request: string, parent: unknown, isMain: boolean, options?: ResolveOptions): string;
  readonly prototype: { load(this: LoadedModule, filename: string): void };
}
interface LoadedModule {
  filename: string | null;
  loaded: boolean;
  exports: unknown;
}
interface ResolveOptions {
  readonly paths?: readonly string[];
}

/** The file that requires the handler on AWS, as the require stacks in errors show it (docs/aws/lambda.md#handler-string). */
const RUNTIME = '/var/runtime/index.mjs';

/** Requires as Lambda's runtime does. */
export const requireAsRuntime: NodeJS.Require = createRequire(RUNTIME);

/**
 * A handler that is built stands below the output folder, and on Lambda where `LAMBDA_TASK_ROOT` and `_HANDLER` say. What instruments handlers
 * (OpenTelemetry's AwsLambdaInstrumentation, Sentry) patches the module that is required from there, so the built code is given that place:
 * requiring it by that path loads what was built. Where there is no file, each of them expects another of the names that it may have.
 */
export class DeployedModule {
  readonly #names: readonly string[];
  readonly #setup: EnvironmentSetup;
  /** Of an ES module, once it is imported. */
  #namespace: unknown;
  #isLoaded = false;
  #exports: unknown;

  private constructor(stem: string, setup: EnvironmentSetup) {
    this.#names = ['.js', '.mjs', '.cjs', ''].map((extension) => stem + extension);
    this.#setup = setup;
  }

  /** To be called before anything is loaded that looks for the handler. `undefined` where the user's own file is what runs. */
  static install(setup: EnvironmentSetup, taskRoot: string): DeployedModule | undefined {
    const stem = stemOf(setup.handler, taskRoot);
    // A handler of an installed package is there, whatever is built for those that it wraps.
    const isThere = (path: string): boolean => isBelow(setup.file, path) || path.includes(`${sep}node_modules${sep}`);
    if (stem === undefined || isThere(stem)) return undefined;
    const deployed = new DeployedModule(stem, setup);
    deployed.#takePlace();
    return deployed;
  }

  /** What the handler's module exports, after all who wait for it have seen it. */
  load(): unknown {
    for (const name of this.#names) this.#exports = requireAsRuntime(name);
    return this.#exports;
  }

  /** The same of an ES module, which is imported first. */
  loadImported(namespace: unknown): unknown {
    this.#namespace = namespace;
    return this.load();
  }

  #takePlace(): void {
    const loader = Module as unknown as Loader;
    const resolveNatively = loader._resolveFilename.bind(loader);
    const loadNatively: unknown = Reflect.get(loader.prototype, 'load');
    const names = new Set(this.#names);
    const isLoadable = (): boolean => this.#setup.format === 'cjs' || this.#namespace !== undefined;
    loader._resolveFilename = (request, parent, isMain, options) => {
      if (names.has(request) && isLoadable()) return request;
      try {
        return resolveNatively(request, parent, isMain, options);
      } catch (error) {
        const folders = isAbsolute(request) || !isLoadable() ? [] : (options?.paths ?? []);
        const found = folders.map((folder) => resolve(folder, request)).find((path) => names.has(path));
        if (found === undefined) throw error;
        return found;
      }
    };
    const exportsNow = (): unknown => this.#exportsNow();
    loader.prototype.load = function loadDeployed(filename) {
      if (!names.has(filename)) return Reflect.apply(loadNatively as Loader['prototype']['load'], this, [filename]);
      this.filename = filename;
      this.exports = exportsNow();
      this.loaded = true;
      return undefined;
    };
  }

  /** Under one name, what those who saw it under another have made of it. */
  #exportsNow(): unknown {
    if (!this.#isLoaded) this.#exports = patchable(this.#namespace ?? requireAsRuntime(this.#setup.file));
    this.#isLoaded = true;
    return this.#exports;
  }
}

/** Path of the handler's module without an extension. */
function stemOf(handler: string, taskRoot: string): string | undefined {
  try {
    const { folder, module } = parseHandler(handler);
    return resolve(taskRoot, folder, module);
  } catch {
    // Loading it says what is wrong with it.
    return undefined;
  }
}

function isBelow(file: string, stem: string): boolean {
  return file === stem || (file.startsWith(stem) && /^(?:[\\/]index)?\.\w+$/.test(file.slice(stem.length)));
}

/**
 * Exports whose members can be replaced, as those of code that tsc compiled: in ES modules, and in what esbuild makes of them, they cannot. They are
 * read once, as the runtime reads them.
 */
function patchable(exports: unknown): unknown {
  if (typeof exports !== 'object' || exports === null) return exports;
  const members = Object.entries(Object.getOwnPropertyDescriptors(exports));
  if (members.every(([, { configurable }]) => configurable === true)) return exports;
  const copy = Object.create(Object.getPrototypeOf(exports) as object | null) as object;
  for (const [name, descriptor] of members) {
    const { enumerable = false } = descriptor;
    const value = { value: Reflect.get(exports, name) as unknown, writable: true, enumerable, configurable: true };
    Object.defineProperty(copy, name, descriptor.configurable === true ? descriptor : value);
  }
  return copy;
}
