import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeWhole } from '../../model/base/regular-file.ts';
import { packageFile } from '../../model/base/package-file.ts';

/** The command that runs Python code by the emulator's own runtime; the handler string is in `_HANDLER`. */
export function pythonCommand(): string {
  return `python3 '${packageFile(import.meta.url, 'dist', 'python', 'runtime.py').replaceAll("'", String.raw`'\''`)}'`;
}

/** Writes inline source to a folder of its own below `home`, where the handler's module is looked for; returns the folder. */
export function inlineFolder(home: string, name: string, source: string): string {
  const folder = join(home, `${name}-${createHash('sha256').update(source).digest('hex').slice(0, 12)}`);
  const file = join(folder, 'index.py');
  // The folder's name says what is in it; written again, it would look like new code.
  if (existsSync(file)) return folder;
  mkdirSync(folder, { recursive: true });
  writeWhole(file, source);
  return folder;
}
