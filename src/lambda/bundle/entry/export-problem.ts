import { relative } from 'node:path';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { Problem } from '../../../model/base/position.ts';
import type { CommonJsExports, CommonJsSources } from './commonjs-exports.ts';
import type { Entry } from './entry.ts';
import type { Compilation } from '../compile/compilation.ts';

/** A handler's export that its module does not have, as far as the source shows without running it. */
export function exportProblem(
  lambda: LambdaFunction,
  entry: Extract<Entry, { kind: 'file' }>,
  { exports, fingerprint }: Compilation,
  { commonJs, workingFolder }: { readonly commonJs: CommonJsSources; readonly workingFolder: string },
): Problem | undefined {
  const wanted = entry.name.exportPath[0] ?? '';
  const names = exports ?? namesWithout(wanted, entry.file, commonJs.exportsOf(entry.file, fingerprint));
  if (names === undefined || names.includes(wanted)) return undefined;
  const file = relative(workingFolder, entry.file);
  const found = names.length === 0 ? 'it exports nothing' : `it exports ${names.join(', ')}`;
  return {
    severity: 'error',
    message: `${lambda.name}: ${file} does not export "${wanted}" (handler "${lambda.handler}"); ${found}`,
    position: lambda.declaredAt ?? { file, line: 1, column: 1 },
    hint: `Export a function named "${wanted}", or name another export in the handler`,
  };
}

/** The names of a CommonJS module that certainly lacks the wanted one. An ES module's are known without its text. */
function namesWithout(
  wanted: string,
  file: string,
  exports: CommonJsExports | undefined,
): readonly string[] | undefined {
  return !/\.m[jt]s$/.test(file) && exports?.lacks(wanted) === true ? exports.names : undefined;
}
