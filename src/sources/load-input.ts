import { parseEnv } from 'node:util';
import { relative, resolve } from 'node:path';
import { fail } from '../model/base/errors.ts';
import { presentOptions } from '../model/base/present-options.ts';
import type { Model } from '../model/definition/model.ts';
import { build } from './aws-resources/build/build.ts';
import { modelOf } from './aws-resources/build/model.ts';
import { buildEndpoints } from './config/build/settings/endpoints.ts';
import type { Describable } from './describe/describable.ts';
import type { InputOptions } from './describe/options.ts';
import type { FoundDefinition } from './find-definition.ts';
import type { InputContext, LoadedDefinition } from './input.ts';
import type { KeptValues } from './kept/kept-values.ts';
import { withLocalSettings } from './local-settings.ts';
import { readInput } from './read-input.ts';
import { checkEnvFile } from './env-file/check-env-file.ts';
import { whyUnreadable } from './problems/unreadable.ts';
import { Problems } from './problems/problems.ts';
import type { TextChecks } from './problems/text-checks.ts';
import { readRegularFile } from '../model/base/regular-file.ts';

export interface LoadInputOptions {
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly checks: TextChecks;
  readonly input: InputOptions;
  readonly port?: number;
  readonly adminPort?: number;
  readonly edgePort?: number;
  readonly envFile?: string;
  readonly only?: readonly string[];
  /** `values:` of a configuration, and the folder that paths among them are relative to. */
  readonly values?: Readonly<Record<string, string>>;
  readonly valuesFolder?: string;
  /** Of a configuration that is laid over the input. */
  readonly region?: string;
  readonly accountId?: string;
  readonly signal?: AbortSignal;
  /** What earlier starts read. */
  readonly kept?: KeptValues;
}

/** A definition with what `describe` says of it. */
export interface LoadedInput extends LoadedDefinition {
  readonly describable: Describable | undefined;
}

/** Reads an input that goes through AWS resources, with everything it refers to, and makes the model of it. */
export async function loadInput(found: FoundDefinition, options: LoadInputOptions): Promise<LoadedInput> {
  const { cwd } = options;
  const problems = new Problems();
  const files = new Set<string>();
  const context: InputContext = {
    options: options.input,
    cwd,
    environment: options.environment,
    readFile: readRegularFile,
    values: options.values ?? {},
    problems,
    files,
    ...presentOptions({
      valuesFolder: options.valuesFolder,
      region: options.region,
      accountId: options.accountId,
      signal: options.signal,
      kept: options.kept,
    }),
  };
  const read = await readInput(found, context);
  if (read === undefined) throw fail('SOURCE_NOT_SUPPORTED', found.file, found.kind);
  const { kind, resources, local = { apis: {}, env: {} } } = read;
  if (resources === undefined) {
    return { model: undefined, describable: undefined, problems: problems.list, files: [...files] };
  }
  const { checks } = options;
  const built = build(resources, { cwd, problems, checks, readFile: context.readFile, files });
  const env = readEnvironment(options, context);
  const model: Model = {
    ...modelOf(built, {
      port: options.port ?? local.port ?? 3000,
      adminPort: options.adminPort ?? local.adminPort ?? 4567,
      ...(options.only && { only: options.only }),
    }),
    ...(options.edgePort !== undefined && { edge: { port: options.edgePort } }),
    credentials: [],
    processes: [],
    endpoints: buildEndpoints({}, { ...env, ...options.environment }),
    vpcLinks: {},
    env,
    files: [...files],
  };
  const isGood = !problems.hasErrors;
  return {
    model: isGood ? withLocalSettings(model, local) : undefined,
    partial: isGood ? undefined : model,
    describable: isGood ? { source: kind, ...built } : undefined,
    problems: problems.list,
    files: [...files],
  };
}

function readEnvironment(
  { envFile, cwd }: LoadInputOptions,
  { problems, files }: InputContext,
): Record<string, string> {
  if (envFile === undefined) return {};
  const file = resolve(cwd, envFile);
  files.add(file);
  try {
    const text = readRegularFile(file);
    checkEnvFile(text, relative(cwd, file), problems);
    return { ...(parseEnv(text) as Record<string, string>) };
  } catch (error) {
    problems.error(`--env-file cannot be read: ${whyUnreadable(error, relative(cwd, file))}`);
    return {};
  }
}
