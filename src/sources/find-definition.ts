import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { statsOf } from '../model/base/stats-of.ts';
import { readRegularFile } from '../model/base/regular-file.ts';
import { hasJsonKey } from './json-key.ts';
import { hasTerraformFiles, isSourceFile } from './terraform/run/terraform-files.ts';

/** One kind of input, in the order in which a folder is searched. */
const CANDIDATES = [
  {
    kind: 'config',
    files: ['yaml', 'yml', 'json', 'ts', 'mts', 'js', 'mjs', 'cts', 'cjs'].map(
      (extension) => `emulator.config.${extension}`,
    ),
  },
  { kind: 'template', files: ['template.yaml', 'template.yml', 'template.json'] },
  {
    kind: 'serverless',
    files: [
      ...['yml', 'yaml', 'json', 'js', 'ts', 'cjs', 'mjs', 'cts', 'mts'].map((extension) => `serverless.${extension}`),
      ...['yml', 'yaml', 'ts', 'js'].map((extension) => `serverless-compose.${extension}`),
    ],
  },
  { kind: 'cdk', files: ['cdk.json', 'cdk.out'] },
  { kind: 'openapi', files: ['openapi.yaml', 'openapi.yml', 'openapi.json'] },
] as const;

/** `template`: CloudFormation or SAM. */
export type DefinitionKind = (typeof CANDIDATES)[number]['kind'] | 'terraform';

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
  return firstOf(CANDIDATES, folder);
}

/** The same without configurations: what a configuration in the folder can be laid over. */
export function findInput(folder: string): FoundDefinition | undefined {
  return firstOf(
    CANDIDATES.filter(({ kind }) => kind !== 'config'),
    folder,
  );
}

function firstOf(candidates: readonly (typeof CANDIDATES)[number][], folder: string): FoundDefinition | undefined {
  for (const { kind, files } of candidates) {
    for (const name of files) {
      const file = join(folder, name);
      if (existsSync(file)) return { kind, file, why: `${name} in this folder` };
    }
  }
  return undefined;
}

/** What a file or folder named with --config is: by its name where that is one of the known ones, else by what stands in it. */
export function definitionKindOf(file: string): DefinitionKind {
  const name = basename(file);
  const named = CANDIDATES.find(({ files }) => (files as readonly string[]).includes(name))?.kind;
  if (named !== undefined) return named;
  if (isSourceFile(name)) return 'terraform';
  const stats = statsOf(file);
  if (stats?.isDirectory() === true) return isTerraformFolder(file) ? 'terraform' : 'cdk';
  if (stats === undefined) return 'config';
  const isNamedServerless = /^serverless\b.*\.(?:ya?ml|json|[cm]?[jt]s)$/.test(name);
  if (isNamedServerless && /\.[cm]?[jt]s$/.test(name)) return 'serverless';
  // UTF-16, which PowerShell writes, reads as text with a zero after every letter.
  const text = textOf(file).replaceAll('\0', '');
  // A template may well be called serverless-todo-template.yaml.
  if (isNamedServerless && (!TEMPLATE.test(text) || SERVICE.test(text))) return 'serverless';
  return kindByContent(text);
}

/** Nothing of what cannot be read: the reader of configurations says why. */
function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch {
    return '';
  }
}

/** A cloud assembly of a project that has both is in a folder of its own. */
function isTerraformFolder(folder: string): boolean {
  return !existsSync(join(folder, 'manifest.json')) && hasTerraformFiles(folder);
}

/** What a text may hold. */
type Sign = Pick<RegExp, 'test'>;

const TEMPLATE = topKey('Resources|AWSTemplateFormatVersion');
const SERVICE = topKey('service|provider');

/** Keys that only one kind of file has at its top. */
const SIGNS: readonly (readonly [Sign, DefinitionKind])[] = [
  // Also what is not the JSON that is wanted: a saved plan (a zip), its log, a state as it is stored. The source says what to do.
  [
    /^PK(?![\s\w:])|^[\s\uFEFF]*\{(?:\s*"format_version"|"@level"[^\n]*"@module":"terraform)|"(?:planned_values|terraform_version)"\s*:/,
    'terraform',
  ],
  [TEMPLATE, 'template'],
  [topKey('openapi|swagger'), 'openapi'],
  [topKey('source|apis|processes|credentials'), 'config'],
  [SERVICE, 'serverless'],
  // The manifest of a cloud assembly, and a cdk.json of another name.
  [/^\s*\{[\s\S]*"(?:artifacts|app)"\s*:/, 'cdk'],
];

function kindByContent(text: string): DefinitionKind {
  return SIGNS.find(([pattern]) => pattern.test(text))?.[1] ?? 'config';
}

/** At the beginning of a line in YAML, anywhere in JSON. */
function topKey(names: string): Sign {
  const inYaml = new RegExp(`^\\uFEFF?(?:${names}|"(?:${names})"|'(?:${names})')\\s*:`, 'm');
  return { test: (text) => inYaml.test(text) || hasJsonKey(names, text) };
}
