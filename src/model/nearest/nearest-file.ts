import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { nearest } from './nearest.ts';

/**
 * The file beside a missing one whose name is nearest to it, absolute; of a missing folder, the file in the folder that is nearest to that.
 * `undefined` when nothing is near. `nameOf`: the part of a file's name that is compared.
 */
export function nearestFile(missing: string, nameOf: (file: string) => string = (file) => file): string | undefined {
  const found = nearestIn(dirname(missing), basename(missing), nameOf);
  if (found !== undefined) return found;
  const folder = nearestIn(dirname(dirname(missing)), basename(dirname(missing)), (name) => name);
  return folder === undefined ? undefined : nearestIn(folder, basename(missing), nameOf);
}

function nearestIn(folder: string, wanted: string, nameOf: (file: string) => string): string | undefined {
  const names = namesIn(folder);
  const near = nearest(wanted, names.map(nameOf));
  const name = names.find((one) => nameOf(one) === near);
  return name === undefined ? undefined : join(folder, name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
