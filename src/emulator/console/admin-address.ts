import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseUrl } from '../../model/http/parse-url.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

/** Leaves the admin port's URL in the project's folder, where the commands that ask a running emulator find it. */
export function announceAdmin(root: string, url: string): void {
  try {
    mkdirSync(join(root, '.gw-emulate'), { recursive: true });
    writeFileSync(fileIn(root), `${url}\n`);
  } catch {
    // A folder that cannot be written to: the commands then try the configured port.
  }
}

/** Takes the URL back, unless another emulator of the project has left its own. */
export function withdrawAdmin(root: string, url: string): void {
  if (announcedAdmin(root) === url) rmSync(fileIn(root), { force: true });
}

/** The URL that an emulator of this project announced last. */
export function announcedAdmin(root: string): string | undefined {
  try {
    const url = readRegularFile(fileIn(root)).trim();
    return parseUrl(url) && url;
  } catch {
    return undefined;
  }
}

function fileIn(root: string): string {
  return join(root, '.gw-emulate', 'admin-address');
}
