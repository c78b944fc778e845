import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Position } from '../../../model/base/position.ts';
import { TextPositions } from '../../problems/text-positions.ts';
import type { InputContext } from '../../input.ts';
import { isMap } from '../words/values.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { parameterOverrides } from './parameter-overrides.ts';
import { readConfigFile } from './read-config-file.ts';

/** What the SAM CLI's configuration says of a deployment and of running locally. */
export interface SamConfig {
  readonly stackName?: string;
  readonly region?: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** Where the file names a parameter. */
  readonly parameterAt: (name: string) => Position | undefined;
  /** Absolute path of the file with variables of functions, `env_vars`. */
  readonly envVars?: string;
}

const NAMES = ['samconfig.toml', 'samconfig.yaml', 'samconfig.yml'];

/** Sections whose parameters mean something here. Later wins: what is said of running locally goes before a deployment's. */
const SECTIONS = ['global', 'sync', 'deploy', 'local_invoke', 'local_start_lambda', 'local_start_api'];

/**
 * Reads `samconfig.toml` (or `.yaml`) beside the template. `environment` is the table in it, which `sam` calls `--config-env`; a name that the
 * file does not have is a problem, but for `default`.
 */
export async function readSamConfig(
  folder: string,
  environment: string,
  context: InputContext,
): Promise<SamConfig | undefined> {
  const name = NAMES.find((one) => existsSync(join(folder, one)));
  // The first of the names is the usual one: the emulator reads it when it appears.
  context.files.add(join(folder, name ?? 'samconfig.toml'));
  if (name === undefined) return undefined;
  const file = join(folder, name);
  const value = await readConfigFile(file, context);
  if (value === undefined) return undefined;
  const chosen = value[environment];
  if (!isMap(chosen)) {
    if (environment !== 'default') sayUnknown(file, environment, Object.keys(value), context);
    return undefined;
  }
  return { ...configOf(chosen, folder), parameterAt: (parameter) => placeOf(parameter, file, context) };
}

function configOf(environment: TemplateMap, folder: string): Omit<SamConfig, 'parameterAt'> {
  const given: TemplateMap = {};
  for (const section of SECTIONS) {
    const table = environment[section];
    const parameters = isMap(table) ? table['parameters'] : undefined;
    if (isMap(parameters)) Object.assign(given, parameters);
  }
  const { stack_name: stackName, region, env_vars: envVars, parameter_overrides: overrides } = given;
  return {
    ...(isText(stackName) && { stackName }),
    ...(isText(region) && { region }),
    ...(isText(envVars) && { envVars: join(folder, envVars) }),
    parameters: parameterOverrides(overrides),
  };
}

/** The first place that gives the parameter, `Name=` or `ParameterKey=Name` or `Name:`; the parser of TOML keeps none. */
function placeOf(parameter: string, file: string, { cwd, readFile, problems }: InputContext): Position | undefined {
  const text = readFile(file);
  const name = parameter.replaceAll(/[^A-Za-z0-9]/g, '');
  const found = new RegExp(`(?<![A-Za-z0-9])${name}\\s*[=:]|ParameterKey=${name}(?![A-Za-z0-9])`).exec(text);
  if (found === null) return undefined;
  const shown = relative(cwd, file);
  problems.addSource({ file: shown, text });
  return { file: shown, ...new TextPositions(text).at(found.index) };
}

const isText = (value: TemplateValue | undefined): value is string => typeof value === 'string' && value !== '';

function sayUnknown(file: string, environment: string, known: readonly string[], context: InputContext): void {
  const names = known.filter((one) => one !== 'version');
  context.problems.error(
    `${relative(context.cwd, file)} has no environment "${environment}"`,
    { file: relative(context.cwd, file), line: 1, column: 1 },
    names.length === 0 ? undefined : `It has ${names.join(', ')}.`,
  );
}
