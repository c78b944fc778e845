import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const folder = ['../shared/event-samples', '../../shared/event-samples']
  .map((candidate) => join(root, candidate))
  .find((candidate) => existsSync(candidate));

/** Why sample tests do not run, or `undefined` when they do. The samples are not part of the repository. */
export const samplesMissing = folder === undefined ? 'shared/event-samples is not beside this checkout' : undefined;

export function sample(name: string): unknown {
  if (folder === undefined) throw new Error(samplesMissing);
  return JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
}
