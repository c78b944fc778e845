import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stateFolder } from '../../model/base/state-folder.ts';
import type { Model } from '../../model/definition/model.ts';
import { parseUrl } from '../../model/http/parse-url.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';
import { localAuthorizers } from './local-issuers.ts';

/**
 * Leaves the admin port's URL in the project's folder, where an API takes tokens of the local issuer: the port may be another than the
 * configured one, and `gw-emulate token` runs in a process of its own but has to name the issuer that verifiers can ask.
 */
export function announceIssuer(model: Model, adminUrl: string): void {
  if (localAuthorizers(model).length === 0) return;
  try {
    const folder = stateFolder(model.root);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, FILE), `${adminUrl}\n`);
  } catch {
    // A folder that cannot be written to: tokens then name the configured port, and are good all the same.
  }
}

const FILE = 'issuer-address';

/** The URL that an emulator of this project announced last. */
export function announcedIssuer(root: string): string | undefined {
  try {
    const url = readRegularFile(fileIn(root)).trim();
    return parseUrl(url) && url;
  } catch {
    return undefined;
  }
}

function fileIn(root: string): string {
  return join(root, '.gw-emulate', FILE);
}
