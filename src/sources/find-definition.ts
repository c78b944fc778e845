import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** One kind of input, in the order in which a folder is searched. */
const CANDIDATES = [
  { kind: 'config', files: ['emulator.config.yaml', 'emulator.config.yml', 'emulator.config.json'] },
  { kind: 'sam', files: ['template.yaml', 'template.yml', 'template.json'] },
  { kind: 'serverless', files: ['serverless.yml', 'serverless.yaml', 'serverless.json'] },
  { kind: 'cdk', files: ['cdk.out'] },
  { kind: 'openapi', files: ['openapi.yaml', 'openapi.yml', 'openapi.json'] },
] as const;

export type DefinitionKind = (typeof CANDIDATES)[number]['kind'];

export interface FoundDefinition {
  readonly kind: DefinitionKind;
  /** Absolute path. */
  readonly file: string;
  /** Why this one, in words for the start. */
  readonly why: string;
}

/** Every name that is looked for, for the message when there is none. */
export const lookedFor = CANDIDATES.flatMap(({ files }) => files.slice(0, 1)).join(', ');

/** The first definition that a folder holds, or `undefined`. */
export function findDefinition(folder: string): FoundDefinition | undefined {
  for (const { kind, files } of CANDIDATES) {
    for (const name of files) {
      const file = join(folder, name);
      if (existsSync(file)) return { kind, file, why: `${name} in this folder` };
    }
  }
  return undefined;
}

/** What a file named with --config is taken for: by its name where that is one of the known ones, else our own configuration. */
export function definitionKindOf(file: string): DefinitionKind {
  const name = file.split(/[\\/]/).pop() ?? file;
  return CANDIDATES.find(({ files }) => (files as readonly string[]).includes(name))?.kind ?? 'config';
}
