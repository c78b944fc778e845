import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that stands in a folder whose code a container should have made, and did not. It holds a line that says why. */
export const NOT_BUNDLED = '.gw-emulate-not-bundled';

/** Why a folder of code was not made; `undefined` where it was. */
export function whyNotBundled(folder: string): string | undefined {
  try {
    return readFileSync(join(folder, NOT_BUNDLED), 'utf8').trim().slice(0, 300);
  } catch {
    return undefined;
  }
}
