import { readFileSync } from 'node:fs';
import { basename, relative, resolve } from 'node:path';
import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { Problem } from '../../model/base/position.ts';
import { definitionKindOf, findDefinition, lookedFor } from '../../sources/find-definition.ts';
import type { FoundDefinition } from '../../sources/find-definition.ts';
import type { EmulatorConfig } from '../../sources/config/index.ts';
import { textChecks } from './text-checks.ts';

/** What the user asked for on the command line or in code, beside the definition itself. */
export interface DefinitionOptions {
  /** A file, or the configuration as an object; absent searches the working folder. */
  readonly config?: string | object;
  readonly cwd: string;
  readonly environment: NodeJS.ProcessEnv;
  /** The first API's port; the next ones follow. 0 takes free ports for all. */
  readonly port?: number;
  readonly adminPort?: number;
  /** Names of the only APIs to serve. */
  readonly api?: readonly string[];
  readonly envFile?: string;
}

export interface ReadDefinition {
  /** `undefined` when there are errors. */
  readonly model: Model | undefined;
  readonly problems: readonly Problem[];
  /** Absolute paths of everything that was read; a change in one of them means reading again. */
  readonly files: readonly string[];
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
  const { loadConfig, modelFromObject } = await import('../../sources/config/index.ts');
  const configOptions = {
    environment: options.environment,
    cwd: options.cwd,
    checks: textChecks,
    ...(options.port === undefined ? {} : { port: options.port }),
    ...(options.adminPort === undefined ? {} : { adminPort: options.adminPort }),
    ...(options.envFile === undefined ? {} : { envFile: options.envFile }),
    ...(options.api === undefined ? {} : { only: options.api }),
  };
  const chosen = chooseDefinition(options);
  if (chosen === undefined) return modelFromObject(options.config as EmulatorConfig, options.cwd, configOptions);
  if (chosen.kind === 'config') return loadConfig(chosen.file, configOptions);
  if (chosen.kind === 'openapi')
    return modelFromObject(configAround(chosen.file, options.cwd), options.cwd, configOptions);
  throw fail('SOURCE_NOT_SUPPORTED', chosen.file, KIND_NAMES[chosen.kind]);
}

const KIND_NAMES = {
  sam: 'SAM and CloudFormation templates',
  serverless: 'serverless.yml',
  cdk: 'CDK output',
} as const;

/** An OpenAPI document on its own is one API, named after its file. */
function configAround(file: string, cwd: string): EmulatorConfig {
  const text = readFileSync(file, 'utf8');
  const type = /payloadFormatVersion|x-amazon-apigateway-(?:cors|importexport-version)/.test(text) ? 'http' : 'rest';
  const name = basename(file).replace(/\.[^.]*$/, '');
  const openapi = relative(cwd, file);
  return { apis: { [name]: type === 'http' ? { type, openapi } : { type, stage: 'dev', openapi } } };
}
