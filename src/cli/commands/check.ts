import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import type { Api } from '../../model/definition/api.ts';
import type { Problem } from '../../model/base/position.ts';
import type { Io } from '../io.ts';
import { commandLambda } from '../command-lambda.ts';
import { distinctProblems } from '../print/distinct-problems.ts';
import { printProblems } from '../print/problems.ts';
import { typesProblem } from './types/types-problem.ts';

export interface CheckOptions extends DefinitionOptions {
  /** One JSON object for each problem on stdout, and one of type `checked` at the end. */
  readonly json?: boolean;
  /** A file that "gw-emulate types" has written: an error where it is not what the definition gives now. */
  readonly types?: string;
  /** Load every function too: its module runs. */
  readonly load?: boolean;
}

/**
 * `gw-emulate check`: reads and validates everything, builds every function (with `load`, loads it too), prints each problem once, as
 * `file:line:column: message`. Resolves with 1 when there is an error.
 */
export async function runCheck(options: CheckOptions, io: Io): Promise<number> {
  const { model, partial, problems } = await readDefinition(options);
  const found: Problem[] = [...problems];
  // Everything at once: what is wrong in the configuration does not hide what is wrong in the code.
  const checkable = model ?? partial;
  if (checkable !== undefined) {
    const lambda = commandLambda(checkable, io);
    await lambda.start();
    await lambda.buildAll();
    found.push(...lambda.builds().flatMap((build) => build.problems));
    if (options.load === true) {
      const { loadProblems } = await import('../loading/load-problems.ts');
      found.push(...(await loadProblems(Object.values(checkable.functions), lambda, options.cwd)));
    }
    await lambda.close();
  }
  if (model !== undefined) found.push(...model.apis.filter(isWithoutRoutes).map(noRoutes));
  if (model !== undefined && options.types !== undefined) {
    const drift = typesProblem(options.types, options.cwd, model);
    if (drift !== undefined) found.push(drift);
  }
  const distinct = distinctProblems(found);
  const failed = distinct.some((problem) => problem.severity === 'error');
  const apis = model?.apis.length ?? 0;
  const functions = Object.keys(model?.functions ?? {}).length;
  if (options.json === true) {
    for (const problem of distinct) io.stdout(`${JSON.stringify({ type: 'problem', ...problem })}\n`);
    io.stdout(`${JSON.stringify({ type: 'checked', ok: !failed, problems: distinct.length, apis, functions })}\n`);
    return failed ? 1 : 0;
  }
  printProblems(distinct, io);
  if (failed) return 1;
  io.stdout(
    `${io.paint('green', '✓')} ${apis} API${apis === 1 ? '' : 's'} and ${functions} function${functions === 1 ? '' : 's'} are fine\n`,
  );
  return 0;
}

function isWithoutRoutes(api: Api): boolean {
  return (api.type === 'rest' ? api.methods : api.routes).length === 0;
}

function noRoutes({ name, type, declaredAt }: Api): Problem {
  const answer = type === 'http' ? '404' : '403';
  return {
    severity: 'warning',
    message: `the API "${name}" has no routes: every request gets ${type === 'websocket' ? 'an error' : answer}`,
    ...(declaredAt === undefined ? {} : { position: declaredAt }),
    hint: 'Add routes, or remove the API.',
  };
}
