import { resolve } from 'node:path';
import { fail } from '../model/errors.ts';
import type { Model } from '../model/model.ts';
import type { Problem } from '../model/position.ts';
import { definitionKindOf, findDefinition, lookedFor } from '../sources/find-definition.ts';
import type { FoundDefinition } from '../sources/find-definition.ts';

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
    return { kind: definitionKindOf(file), file, why: 'named with --config' };
  }
  const found = findDefinition(options.cwd);
  if (found === undefined) throw fail('CONFIG_NOT_FOUND', lookedFor);
  return found;
}
