import { resolve } from 'node:path';
import type { Model } from '../../../model/definition/model.ts';
import type { Problem } from '../../../model/base/position.ts';
import { typesDrift } from '../../../route-types/drift.ts';
import { routeTypes } from '../../../route-types/route-types.ts';
import { readRegularFile } from '../../../model/base/regular-file.ts';

/** What is wrong with the file that `gw-emulate types` has written: that it is missing, or not what the definition gives now. */
export function typesProblem(file: string, cwd: string, model: Model): Problem | undefined {
  return typesDrift(file, textOf(resolve(cwd, file)), routeTypes(model));
}

/** The text of a file, `undefined` where there is none. */
function textOf(file: string): string | undefined {
  try {
    return readRegularFile(file);
  } catch {
    return undefined;
  }
}
