import { readFileSync, statSync } from 'node:fs';

/** Far above any definition, plans of Terraform included, and below JavaScript's longest text. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The text of a file that a definition names. Only a regular one of a reasonable size: a pipe, a device or a socket could keep the reader waiting,
 * or feed it, for ever. Throws what reading throws, and says why for the rest.
 */
export function readRegularFile(file: string): string {
  const stats = statSync(file);
  // What is wrong with a folder, reading says itself.
  if (!stats.isFile() && !stats.isDirectory()) throw new Error(`${file} is not a regular file`);
  if (stats.size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES / 1024 / 1024} MB`);
  return readFileSync(file, 'utf8');
}
