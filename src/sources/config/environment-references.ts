import type { Path } from '../problems/paths.ts';
import type { Problems } from '../problems/problems.ts';
import type { SourceDocument } from '../problems/source-document.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** `${env:NAME}`, `${env:NAME, default}`, and `$${`, which stands for `${`. */
const REFERENCE = /\$\$\{|\$\{env:([^},]*)(?:,([^}]*))?\}/g;
/** Texts with a language of their own, in which `$${` is not ours. */
const FOREIGN = new Set(['inline', 'requestTemplates', 'responseTemplates']);
/** What the serverless framework, CloudFormation and Terraform would replace. */
const OTHER_TOOLS =
  /\$\{(?:(?:self|opt|sls|file|ssm|s3|cf|param|aws|git|output|terraform)[:(.][^}]*|AWS::\w+|(?:var|local|data)\.[\w.]+)\}/;

/**
 * The document with the environment's values in its texts. A variable that is not set and has no default is an error; what looks like another
 * tool's variable is a warning, since it stays as it is. A text that is a reference and nothing else may stand for a number or a flag.
 */
export function withEnvironment(
  document: SourceDocument,
  environment: Environment,
  problems: Problems,
): SourceDocument {
  // Most documents have none: a large one is not copied to find that out.
  if (!hasReference(document.value)) return document;
  const reading: Reading = { document, environment, problems };
  const value = replaced(document.value, [], reading);
  if (value === document.value) return document;
  return {
    file: document.file,
    value,
    ...(document.isBroken === undefined ? {} : { isBroken: document.isBroken }),
    positionOf: (path, side) => document.positionOf(path, side),
    sourceOf: (path) => document.sourceOf(path),
    positionWithin: (path, line, column) => document.positionWithin(path, line, column),
  };
}

/** Whether a text as written is one reference: its value may be of any scalar type. */
export function isEnvironmentReference(source: string | undefined): boolean {
  return source !== undefined && /^["']?\$\{env:[^}]*\}["']?$/.test(source.trim());
}

interface Reading {
  readonly document: SourceDocument;
  readonly environment: Environment;
  readonly problems: Problems;
}

function hasReference(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('${');
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasReference);
  for (const key in value) if (hasReference((value as Record<string, unknown>)[key])) return true;
  return false;
}

/** The same object where nothing in it changes. */
function replaced(value: unknown, path: Path, reading: Reading): unknown {
  if (typeof value === 'string') return value.includes('${') ? filled(value, path, reading) : value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(
    ([key, item]) => [key, replaced(item, [...path, Array.isArray(value) ? Number(key) : key], reading)] as const,
  );
  const source: Readonly<Record<string, unknown>> = { ...value };
  if (entries.every(([key, item]) => source[key] === item)) return value;
  return Array.isArray(value) ? entries.map(([, item]) => item) : Object.fromEntries(entries);
}

function filled(text: string, path: Path, { document, environment, problems }: Reading): string {
  const isForeign = path.some((part) => FOREIGN.has(String(part)));
  const position = document.positionOf(path, 'value');
  const other = isForeign ? undefined : OTHER_TOOLS.exec(text)?.[0];
  if (other !== undefined) {
    problems.warning(
      `"${other}" looks like a variable of another tool; it stays as it is`,
      position,
      'Environment variables are written ${env:NAME}. Write $${ where ${ is meant.',
    );
  }
  return text.replace(REFERENCE, (written, name: string | undefined, fallback: string | undefined, at: number) => {
    if (name === undefined) return isForeign && !text.startsWith('$${env:', at) ? written : '${';
    const wanted = name.trim();
    const value = environment[wanted];
    if (value !== undefined) return value;
    if (fallback !== undefined) return fallback.trim().replace(/^(["'])(.*)\1$/s, '$2');
    problems.error(
      `the environment variable "${wanted}" is not set`,
      position,
      `Set it, or give a default: \${env:${wanted}, value}`,
    );
    // Something that reads as text, so that its place is not complained of twice.
    return wanted;
  });
}
