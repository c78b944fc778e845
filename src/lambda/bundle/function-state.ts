import type { LambdaFunction } from '../../model/definition/function.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import type { Problem } from '../../model/base/position.ts';
import type { FunctionCodeState } from './built-function.ts';
import { buildProblem } from './compile/build-problems.ts';
import type { Compilation } from './compile/compilation.ts';
import type { Output } from './compile/outputs.ts';
import { brokenCode } from './entry/broken-code.ts';
import type { CommonJsSources } from './entry/commonjs-exports.ts';
import type { Entry } from './entry/entry.ts';
import { exportProblem } from './entry/export-problem.ts';

/** What one function runs, and what is wrong with it. */
export interface FunctionState {
  readonly code: FunctionCodeState;
  /** What of it lies on disk. */
  readonly output: Output | undefined;
  /** Code that can still be run when the sources, which are the code, are broken. */
  readonly copy: Output | undefined;
  readonly problems: readonly Problem[];
  readonly serves: FunctionBuild['serves'];
}

/** Where problems are said to be, and what is known of CommonJS sources. */
export interface Judging {
  readonly root: string;
  readonly workingFolder: string;
  readonly commonJs: CommonJsSources;
}

/** The state of a function after its unit was compiled: new code, or the last good one. */
export function judge(
  lambda: LambdaFunction,
  entry: Extract<Entry, { kind: 'file' }>,
  compilation: Compilation,
  fingerprint: string,
  before: FunctionState | undefined,
  judging: Judging,
): FunctionState {
  const { root, workingFolder } = judging;
  const { code: output, copy, errors, warnings } = compilation;
  const problems = [
    ...errors.map((message) => buildProblem(message, root, workingFolder)),
    ...warnings.map((message) => buildProblem(message, root, workingFolder, 'warning')),
  ];
  if (output === undefined || (errors.length > 0 && isGood(before))) {
    return broken(before, { kind: 'failed', error: brokenCode(errors, root) }, problems);
  }
  const problem = errors.length > 0 ? undefined : exportProblem(lambda, entry, compilation, judging);
  const all = problem === undefined ? problems : [problem, ...problems];
  if (problem !== undefined && isGood(before)) return { ...lastGood(before), problems: all, serves: 'last good' };
  const { file, format } = output;
  const serves = errors.length > 0 || problem !== undefined ? 'nothing' : 'this';
  return { code: { kind: 'ready', file, format, fingerprint }, output, copy, problems: all, serves };
}

/** The state of a function that has nothing to run: its last good code, if it had any. */
export function broken(
  before: FunctionState | undefined,
  code: FunctionCodeState,
  problems: readonly Problem[],
): FunctionState {
  if (isGood(before)) return { ...lastGood(before), problems, serves: 'last good' };
  return { code, output: undefined, copy: undefined, problems, serves: 'nothing' };
}

function isGood(state: FunctionState | undefined): state is FunctionState {
  return state !== undefined && state.serves !== 'nothing';
}

/** Where the sources are the code, the copy that was made of them when they were good. */
function lastGood(state: FunctionState): FunctionState {
  const { code, copy } = state;
  if (copy === undefined || code.kind !== 'ready') return state;
  const { file, format } = copy;
  return {
    ...state,
    code: { kind: 'ready', file, format, fingerprint: `${code.fingerprint} (copy)` },
    output: copy,
    copy: undefined,
  };
}
