import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type DefinitionOptions, readDefinition } from '../../../emulator/definition/definition.ts';
import { routeTypes } from '../../../route-types/route-types.ts';
import { whyUnreadable } from '../../../sources/problems/unreadable.ts';
import type { Io } from '../../io.ts';
import { printFailure } from '../../print/failure.ts';
import { printProblems } from '../../print/problems.ts';

/** `gw-emulate types`: TypeScript types of every route, on standard output or in a file. 1 where the definition is wrong. */
export async function runTypes(options: DefinitionOptions & { readonly output?: string }, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(options);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const types = routeTypes(model);
  if (options.output === undefined) {
    io.data(types);
    return 0;
  }
  try {
    writeFileSync(resolve(io.cwd, options.output), types);
  } catch (error) {
    printFailure(io, `The types cannot be written: ${whyUnreadable(error, options.output)}.`);
    return 1;
  }
  return 0;
}
