import Module from 'node:module';
import { pathToFileURL } from 'node:url';
import { FunctionFailure } from '../../function-failure.ts';
import { parseHandler } from '../../handler-string.ts';
import { requireAsRuntime } from '../modules/deployed-module.ts';
import type { DeployedModule } from '../modules/deployed-module.ts';
import type { EnvironmentSetup } from '../protocol.ts';
import type { Generation } from './generation.ts';
import { withShiftedMap } from './shifted-map.ts';

type Compile = (this: unknown, code: string, file: string, ...more: unknown[]) => unknown;

export type Handler = (...parameters: unknown[]) => unknown;

/**
 * Loads the module and finds the export; failures are named as AWS's runtime names them (docs/aws/lambda.md#handler-string). `deployed`: the place
 * that built code is given.
 */
export async function loadHandler(
  setup: EnvironmentSetup,
  generation: Generation,
  deployed: DeployedModule | undefined,
): Promise<Handler> {
  const { exportPath } = parseHandler(setup.handler);
  const loaded = await load(setup, deployed);
  const handler = generation === 3 ? walk(loaded, exportPath) : walkOrDefault(loaded, exportPath);
  if (!handler) throw new FunctionFailure('Runtime.HandlerNotFound', `${setup.handler} is undefined or not exported`);
  if (typeof handler !== 'function') {
    throw new FunctionFailure('Runtime.HandlerNotFound', `${setup.handler} is not a function`);
  }
  return handler as Handler;
}

async function load(setup: EnvironmentSetup, deployed: DeployedModule | undefined): Promise<unknown> {
  if (setup.debugged === true) compileAsScripts();
  try {
    // What instruments modules as they are required (OpenTelemetry, Sentry) sees the handler's only so.
    if (setup.format === 'cjs') return deployed ? deployed.load() : (requireAsRuntime(setup.file) as unknown);
    const imported: unknown = await import(pathToFileURL(setup.file).href);
    return deployed ? deployed.loadImported(imported) : imported;
  } catch (error) {
    if (error instanceof SyntaxError) throw wrapped('Runtime.UserCodeSyntaxError', error);
    if (error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND') {
      throw wrapped('Runtime.ImportModuleError', error);
    }
    throw error;
  }
}

/**
 * Debuggers bind the breakpoints of a source when its script begins. V8 stops there for scripts and ES modules, not for the functions that
 * Node otherwise compiles CommonJS modules to; it goes back to scripts once the wrapper text has been set.
 */
function compileAsScripts(): void {
  const loader = Module as unknown as { wrapper: readonly string[]; prototype: { _compile: Compile } };
  loader.wrapper = [...loader.wrapper];
  // The wrapper stands on the module's first line, which source maps know nothing of.
  const { _compile: compile } = loader.prototype;
  const columns = loader.wrapper[0]?.length ?? 0;
  loader.prototype._compile = function compileMapped(code, file, ...more) {
    return Reflect.apply(compile, this, [withShiftedMap(code, file, columns), file, ...more]);
  };
}

function wrapped(type: string, error: Error): FunctionFailure {
  const failure = new FunctionFailure(type, String(error), { cause: error });
  // The cause is for this stack only: AWS's log line of the error has no such member.
  failure.stack = `${type}: ${error.stack ?? String(error)}`;
  delete failure.cause;
  return failure;
}

function walk(loaded: unknown, exportPath: readonly string[]): unknown {
  let nested = loaded;
  for (const key of exportPath) nested = nested ? (nested as Record<string, unknown>)[key] : nested;
  return nested;
}

/** The newer runtime looks in the default export too, and only through objects. */
function walkOrDefault(loaded: unknown, exportPath: readonly string[]): unknown {
  const found = walk(loaded, exportPath);
  if (found || typeof loaded !== 'object' || loaded === null || !('default' in loaded)) return found;
  return walk(loaded.default, exportPath);
}
