import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { CdkConfig } from './cdk-config.ts';

/** Folders that hold no source of an app. */
const SKIPPED = new Set(['node_modules', 'cdk.out', 'coverage', '__pycache__', 'venv', 'target', 'obj']);
const SOURCE = /\.(?:[cm]?[jt]sx?|json|py|java|kt|go|cs|fs|ya?ml|graphql|html|vtl|sh|sql)$/i;

/** Watching more files than this costs more than it gives. */
const MOST_FILES = 5000;

/**
 * The files whose change means to synthesise again: those that `watch` of `cdk.json` names, else every source file of the project. An app
 * can read any file, and it is not known which.
 */
export function sourceFiles({ folder, watch }: CdkConfig): string[] {
  const found: string[] = [];
  const visit = (current: string): void => {
    for (const entry of readdirSync(current, { withFileTypes: true })) {
      if (found.length >= MOST_FILES) return;
      const path = join(current, entry.name);
      const name = relative(folder, path).split(sep).join('/');
      if (entry.name.startsWith('.') || SKIPPED.has(entry.name) || isExcluded(name, watch.exclude)) continue;
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile() && isIncluded(name, watch.include)) found.push(path);
    }
  };
  visit(folder);
  return found;
}

const isIncluded = (name: string, include: readonly string[]): boolean =>
  include.length === 0 || include.includes('**') ? SOURCE.test(name) : include.some((glob) => matches(name, glob));

function isExcluded(name: string, exclude: readonly string[]): boolean {
  return exclude.some((glob) => matches(name, glob));
}

/** The globs that `cdk.json` has: `*` within a name, `**` across folders, a bare name for the whole folder. */
function matches(name: string, glob: string): boolean {
  const pattern = glob
    .replace(/^\.\//, '')
    .replace(/\/$/, '')
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll(/\*\*\/|\*\*|\*|\?/g, (wildcard) => WILDCARDS[wildcard] ?? wildcard);
  return new RegExp(`^${pattern}(?:/.*)?$`).test(name);
}

const WILDCARDS: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*', '?': '[^/]' };
