import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryHome } from '../../model/base/temporary-home.ts';

/** Longer paths have no room in the address of a socket (104 bytes on macOS). */
const LONGEST_PATH = 100;

/** Addresses of sockets that only this user's processes reach: files in a folder that nobody else can open, pipes on Windows. */
export class PrivateSockets {
  #folder: string | undefined;
  #count = 0;

  /** A new address. */
  next(): string {
    if (process.platform === 'win32') return String.raw`\\.\pipe\gw-emulate-${randomUUID()}`;
    this.#folder ??= makeFolder();
    this.#count += 1;
    return join(this.#folder, `${this.#count}.sock`);
  }

  /** Removes the folder. */
  dispose(): void {
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = undefined;
  }
}

/** Named so that one of an emulator that was killed is removed by the next start. */
function makeFolder(): string {
  const name = `gw-emulate-${process.pid}-`;
  const home = temporaryHome();
  // Six letters are added, and the socket's own name.
  return mkdtempSync(join(home.length + name.length + 20 <= LONGEST_PATH ? home : '/tmp', name));
}
