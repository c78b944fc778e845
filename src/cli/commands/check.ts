import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import type { Problem } from '../../model/base/position.ts';
import type { Io } from '../io.ts';
import { commandLambda } from '../command-lambda.ts';
import { printProblems } from '../print/problems.ts';

/**
 * `gw-emulate check`: reads and validates everything, builds every function, prints each problem as `file:line:column: message`. Resolves
 * with 1 when there is an error.
 */
export async function runCheck(options: DefinitionOptions, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(options);
  const found: Problem[] = [...problems];
  if (model !== undefined) {
    const lambda = commandLambda(model, io);
    await lambda.start();
    await lambda.buildAll();
    found.push(...lambda.builds().flatMap((build) => build.problems));
    await lambda.close();
  }
  printProblems(found, io);
  if (found.some((problem) => problem.severity === 'error')) return 1;
  const apis = model?.apis.length ?? 0;
  const functions = Object.keys(model?.functions ?? {}).length;
  io.stdout(
    `${io.paint('green', '✓')} ${apis} API${apis === 1 ? '' : 's'} and ${functions} function${functions === 1 ? '' : 's'} are fine\n`,
  );
  return 0;
}
