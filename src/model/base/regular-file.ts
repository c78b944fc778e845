import { chmodSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Far above any definition, plans of Terraform included, and below JavaScript's longest text. */
const MOST_BYTES = 256 * 1024 * 1024;

/**
 * The bytes of a file that a definition, or any other text, names. Only a regular one of a reasonable size: a pipe, a device or a socket could
 * keep the reader waiting, or feed it, for ever. Throws what reading throws, and says why for the rest.
 */
export function readRegularBytes(file: string): Buffer {
  const stats = statSync(file);
  // What is wrong with a folder, reading says itself.
  if (!stats.isFile() && !stats.isDirectory()) throw new Error(`${file} is not a regular file`);
  if (stats.size > MOST_BYTES) throw new Error(`${file} is larger than ${MOST_BYTES / 1024 / 1024} MB`);
  return readFileSync(file);
}

/** The text of such a file. */
export function readRegularFile(file: string): string {
  return readRegularBytes(file).toString('utf8');
}

/** The text of a file that is named on the command line: a regular one, or the pipe of a shell's `<(command)`. */
export function readNamedFile(file: string): string {
  const isOfShell = /^\/(?:dev|proc)\//.test(file) && statSync(file).isFIFO();
  return isOfShell ? readFileSync(file, 'utf8') : readRegularFile(file);
}

/**
 * The same for a file that is its owner's alone, such as a key. A copy, or an archive that was unpacked, may have lost the mode that it was made
 * with: it is set again.
 */
export function readPrivateFile(file: string): string {
  const text = readRegularFile(file);
  try {
    if ((statSync(file).mode & 0o077) !== 0) chmodSync(file, 0o600);
  } catch {
    // Another user's file, or a disk that cannot be written to. It could be read, and that is what was wanted.
  }
  return text;
}

/** Writes a file whole or not at all: what a full disk took of it would be taken for the file. `flag`: as of `writeFileSync`. */
export function writeWhole(file: string, contents: string | Uint8Array, flag: 'w' | 'wx' = 'w'): void {
  try {
    writeFileSync(file, contents, { flag });
  } catch (error) {
    // Nothing of ours is there where it could not be opened.
    if ((error as NodeJS.ErrnoException).syscall === 'write') rmSync(file, { force: true });
    throw error;
  }
}
