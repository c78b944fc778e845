import type { LambdaService } from '../../lambda/index.ts';
import type { Position, Problem } from '../../model/base/position.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { LoadFailure } from '../../model/lambda/load-failure.ts';
import type { ErrorFacts } from '../../model/lambda/thrown-error.ts';
import { frame } from '../../sources/problems/frame.ts';
import { ownFrames, shownPath } from '../print/live/own-frames.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

/** Functions that load at a time: each may take a processor. */
const AT_ONCE = 4;

/**
 * What goes wrong when functions are loaded, each mistake once with all functions that have it. Functions that did not build are not loaded.
 * `cwd`: folder that file names in messages are relative to.
 */
export async function loadProblems(
  functions: readonly LambdaFunction[],
  lambda: Pick<LambdaService, 'load'>,
  cwd: string,
): Promise<Problem[]> {
  const found = new Map<string, { readonly problem: Problem; readonly names: string[] }>();
  const waiting = [...functions];
  const loadNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const failure = await lambda.load(next.name);
      if (failure === undefined) continue;
      const problem = problemOf(failure, next, cwd);
      const key = JSON.stringify([problem.message, problem.position]);
      const known = found.get(key);
      if (known === undefined) found.set(key, { problem, names: [next.name] });
      else known.names.push(next.name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, loadNext));
  const inOrder = functions.map(({ name }) => name);
  return [...found.values()].map(({ problem, names }) => ({
    ...problem,
    message: `${functionsNamed(inOrder.filter((name) => names.includes(name)))} cannot be loaded: ${problem.message}`,
  }));
}

/** The message is what goes wrong, without the functions that it goes wrong for. */
function problemOf({ reason, thrown }: LoadFailure, { declaredAt }: LambdaFunction, cwd: string): Problem {
  const [at] = ownFrames(thrown?.error.frames ?? []);
  if (at === undefined || thrown === undefined) {
    return { severity: 'error', message: reason, ...(declaredAt && { position: declaredAt }), ...hintFor(reason) };
  }
  const position: Position = { file: shownPath(at.file, cwd), line: at.line, column: at.column ?? 1 };
  const shown = frame(textOf(at.file), at.line, at.column);
  const message = saidOf(thrown.error);
  return { severity: 'error', message, position, ...(shown !== '' && { frame: shown }), ...hintFor(message) };
}

function saidOf({ name, message, cause }: ErrorFacts): string {
  const said = message === '' ? name : `${name}: ${message.replace(/\r?\n[\s\S]*$/, '')}`;
  return cause === undefined ? said : `${said} (caused by ${saidOf(cause)})`;
}

function hintFor(reason: string): Pick<Problem, 'hint'> {
  if (/did not finish/.test(reason)) {
    return {
      hint: 'Something at the top of a module waits: a top-level await, a loop. Local services of processes: do not run during check.',
    };
  }
  return /ECONNREFUSED/.test(reason) ? { hint: 'Local services of processes: do not run during check.' } : {};
}

function functionsNamed(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? `the function ${last}` : `the functions ${quoted.join(', ')} and ${last}`;
}

/** It may be gone, or a bundle's. */
function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch {
    return '';
  }
}
