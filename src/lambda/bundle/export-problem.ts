import { relative } from 'node:path';
import type { LambdaFunction } from '../../model/function.ts';
import type { Problem } from '../../model/position.ts';
import type { Entry } from './entry.ts';
import type { EntryOutput } from './input-graph.ts';

/** A handler's export that the ES module does not have. What a CommonJS module exports is known only when it runs. */
export function exportProblem(
  lambda: LambdaFunction,
  entry: Extract<Entry, { kind: 'file' }>,
  output: EntryOutput,
): Problem | undefined {
  const wanted = entry.name.exportPath[0] ?? '';
  if (output.format === 'cjs' || output.exports.includes(wanted)) return undefined;
  const file = relative(process.cwd(), entry.file);
  const found = output.exports.length === 0 ? 'it exports nothing' : `it exports ${output.exports.join(', ')}`;
  return {
    severity: 'error',
    message: `${lambda.name}: ${file} does not export "${wanted}" (handler "${lambda.handler}"); ${found}`,
    position: lambda.declaredAt ?? { file, line: 1, column: 1 },
    hint: `Export a function named "${wanted}", or name another export in the handler`,
  };
}
