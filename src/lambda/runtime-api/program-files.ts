import { existsSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { statsOf } from '../../model/base/stats-of.ts';

/**
 * Files that a command most likely consists of: those that its words name, and those beside the handler's module whatever their extension
 * (`app.handler` -> `app.py`). A change in one of them is new code. Best effort: what a program loads itself is not known.
 */
export function programFiles(command: string, handler: string, root: string): string[] {
  const named = command
    .split(/\s+/)
    .map((word) => resolve(root, word.replace(/^['"]|['"]$/g, '')))
    .filter(isFile);
  const imported = /\bpython\d*\b/.test(command) ? pythonFiles(root) : [];
  return [...new Set([...named, ...modulesOf(handler, root), ...imported])];
}

/** More files belong to packages, which are not edited. */
const MOST_FILES = 400;

/** The modules of a Python project: a handler imports them, and they are loaded once. */
function pythonFiles(root: string): string[] {
  const files: string[] = [];
  const visit = (folder: string, depth: number): void => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (files.length >= MOST_FILES || /^(?:\.|__pycache__$|node_modules$|venv$)/.test(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory() && depth > 0) visit(path, depth - 1);
      else if (entry.isFile() && entry.name.endsWith('.py')) files.push(path);
    }
  };
  if (existsSync(root)) visit(root, 3);
  return files;
}

/** Changes when one of the files does. */
export function fingerprintOf(files: readonly string[]): string {
  return files
    .map((file) => {
      const stats = statsOf(file);
      return `${file}:${stats?.mtimeMs}:${stats?.size}`;
    })
    .join('\n');
}

function modulesOf(handler: string, root: string): string[] {
  const path = resolve(root, handler);
  const [name = ''] = basename(path).split('.');
  const folder = dirname(path);
  if (name === '' || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file === name || file.startsWith(`${name}.`))
    .map((file) => join(folder, file))
    .filter(isFile);
}

function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true;
}
