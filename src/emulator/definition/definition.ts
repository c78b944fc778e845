import { resolve } from 'node:path';
import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { Problem } from '../../model/base/position.ts';
import { readEngineAddress } from '../../model/definition/shared-state.ts';
import { definitionKindOf, findDefinition, lookedFor } from '../../sources/find-definition.ts';
import type { FoundDefinition } from '../../sources/find-definition.ts';
import { describableLaidOver } from '../../sources/describe/laid-over.ts';
import type { LoadedInput, LoadInputOptions } from '../../sources/load-input.ts';
import type { WantedBase } from '../../sources/config/laid-over/base.ts';
import type { KeptValues } from '../../sources/kept/kept-values.ts';
import { notRunProblems } from '../../sources/describe/not-run.ts';
import { describableOf } from '../../sources/describe/of-model.ts';
import type { Describable } from '../../sources/describe/describable.ts';
import type { InputOptions } from '../../sources/describe/options.ts';
import type { EmulatorConfig } from '../../sources/config/index.ts';
import { presentOptions } from '../../model/base/present-options.ts';
import { textChecks } from './text-checks.ts';

/** What the user asked for on the command line or in code, beside the definition itself. */
export interface DefinitionOptions {
  /** A file, or the configuration as an object; absent searches the working folder. */
  readonly config?: string | object;
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The first API's port; the next ones follow. 0 takes free ports for all. */
  readonly port?: number;
  readonly adminPort?: number;
  /** One port for all APIs, whether the definition has an `edge` or not; 0 takes a free one. */
  readonly edgePort?: number;
  /** Names of the only APIs to serve. */
  readonly api?: readonly string[];
  readonly envFile?: string;
  /** URL of the Valkey or Redis that holds the state shared with other emulators; above what the configuration says. */
  readonly shared?: string;
  /** What of an input is read: parameters, stage, region. */
  readonly input?: InputOptions;
  /** Ends the programs that a definition is read with (a synthesis, a plan) when nobody waits for it any more. */
  readonly signal?: AbortSignal;
  /** What earlier starts read: `gw-emulate start` has it. */
  readonly kept?: KeptValues;
}

export interface ReadDefinition {
  /** `undefined` when there are errors. */
  readonly model: Model | undefined;
  /** Where there are errors, what could be read all the same: its functions can be checked. */
  readonly partial?: Model | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of everything that was read; a change in one of them means reading again. */
  readonly files: readonly string[];
  /** What `describe` shows; `undefined` when there are errors. */
  readonly describable?: Describable | undefined;
}

/** Which file defines the APIs, and why. Throws `CONFIG_NOT_FOUND`. */
export function chooseDefinition(options: DefinitionOptions): FoundDefinition | undefined {
  if (typeof options.config === 'object') return undefined;
  if (options.config !== undefined) {
    const file = resolve(options.cwd, options.config);
    return { kind: definitionKindOf(file), file, why: `${options.config} named with --config` };
  }
  const found = findDefinition(options.cwd);
  if (found === undefined) throw fail('CONFIG_NOT_FOUND', lookedFor);
  return found;
}

/** Reads the definition with everything it refers to. What is wrong comes back as problems; throws only where nothing can be read at all. */
export async function readDefinition(options: DefinitionOptions): Promise<ReadDefinition> {
  const read = await readChosen(options);
  return options.shared === undefined ? read : withShared(read, options.shared);
}

/** `--shared` works with every kind of input; what else a configuration says of the shared state stays. */
function withShared(read: ReadDefinition, url: string): ReadDefinition {
  const engine = readEngineAddress(url);
  if ('wanted' in engine) throw fail('SHARED_URL_INVALID', engine.wanted);
  if (read.model === undefined) return read;
  const shared = { whenUnreachable: 'refuse' as const, ...read.model.shared, engine };
  return { ...read, model: { ...read.model, shared } };
}

async function readChosen(options: DefinitionOptions): Promise<ReadDefinition> {
  const chosen = chooseDefinition(options);
  if (chosen !== undefined && chosen.kind !== 'config') {
    return withNotRun(await readSource(chosen, options, options.api === undefined ? {} : { only: options.api }));
  }
  const { loadConfig, modelFromObject } = await import('../../sources/config/index.ts');
  const { environment, cwd, port, adminPort, edgePort, envFile, kept, api: only } = options;
  let base: Describable | undefined;
  const configOptions = {
    environment,
    cwd,
    checks: textChecks,
    ...presentOptions({ port, adminPort, edgePort, envFile, only, kept }),
    async readBase(wanted: WantedBase) {
      const read = await readBase(wanted, options);
      base = read.describable;
      return read;
    },
  };
  const read =
    chosen === undefined
      ? await modelFromObject(options.config as EmulatorConfig, cwd, configOptions)
      : await loadConfig(chosen.file, configOptions);
  return withNotRun({ ...read, describable: read.model && describableWith(base, read.model) });
}

/** What is not run is said once, whatever reads the definition. */
function withNotRun(read: ReadDefinition): ReadDefinition {
  const { describable, problems } = read;
  return describable === undefined ? read : { ...read, problems: [...problems, ...notRunProblems(describable)] };
}

function describableWith(base: Describable | undefined, model: Model): Describable {
  return base === undefined ? describableOf(model, 'config') : describableLaidOver(base, model);
}

/** The input of `source:`; flags of the command line stand above what the configuration says of it. */
function readBase(wanted: WantedBase, options: DefinitionOptions): Promise<LoadedInput> {
  const { file, kind = definitionKindOf(file), values, valuesFolder, region, accountId } = wanted;
  const { stage, params, parameters, stacks, stackName, app, context } = wanted;
  const flags = options.input ?? {};
  const input = {
    ...presentOptions({ stage, stacks, stackName, app }),
    ...flags,
    params: { ...params, ...flags.params },
    parameters: { ...parameters, ...flags.parameters },
    context: { ...context, ...flags.context },
  };
  const found = { kind, file, why: 'named as source' };
  const more = { values, valuesFolder, ...presentOptions({ region, accountId }) };
  return readSource(found, { ...options, input }, more);
}

async function readSource(
  found: FoundDefinition,
  options: DefinitionOptions,
  more: Partial<LoadInputOptions>,
): Promise<LoadedInput> {
  const { loadInput } = await import('../../sources/load-input.ts');
  const { cwd, environment, port, adminPort, edgePort, envFile, signal, kept, input = {} } = options;
  return loadInput(found, {
    cwd,
    environment,
    checks: textChecks,
    input,
    ...presentOptions({ port, adminPort, edgePort, envFile, signal, kept }),
    ...more,
  });
}
