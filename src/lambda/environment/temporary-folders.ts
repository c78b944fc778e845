import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryHome } from '../../model/base/temporary-home.ts';

/** What stands at the place of `/tmp`: a folder for each environment, gone with it (docs/aws/lambda.md#life-cycle). */
export class TemporaryFolders {
  /** Made with the first folder that is asked for. */
  #home: string | undefined;
  #count = 0;
  readonly #made: (home: string) => void;

  /** `made` hears of the folder of all of them once it is there. */
  constructor(made: (home: string) => void = () => undefined) {
    this.#made = made;
  }

  /** The folder of all of them, readable by this user only. `stale-folders.ts` knows it by its name. */
  home(): string {
    if (this.#home === undefined) {
      this.#home = mkdtempSync(join(temporaryHome(), `gw-emulate-${process.pid}-`));
      this.#made(this.#home);
    }
    return this.#home;
  }

  /** A new, empty folder. */
  create(): string {
    this.#count += 1;
    const folder = join(this.home(), String(this.#count));
    // A handler may have removed the folder of all of them.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return folder;
  }

  /** Never rejects: what a program still writes there is removed with the others at the end. */
  async remove(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Removes all that are left. */
  dispose(): void {
    if (this.#home !== undefined) rmSync(this.#home, { recursive: true, force: true, maxRetries: 2 });
    this.#home = undefined;
  }
}
