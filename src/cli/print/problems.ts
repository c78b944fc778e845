import type { Problem } from '../../model/base/position.ts';
import { formatProblem } from '../../sources/problems/format.ts';
import type { Io } from '../io.ts';

/** All problems on stderr, each with its place, frame and hint, and how many there are. */
export function printProblems(problems: readonly Problem[], io: Io): void {
  for (const problem of problems) io.stderr(`${formatProblem(problem, io.colours)}\n\n`);
  const count = (severity: Problem['severity']): number => problems.filter((each) => each.severity === severity).length;
  const [faults, warnings] = [count('error'), count('warning')];
  const parts = [plural(faults, 'error'), plural(warnings, 'warning')].filter((part) => !part.startsWith('0'));
  if (parts.length > 0) io.stderr(`${io.paint(faults > 0 ? 'red' : 'yellow', parts.join(', '))}\n`);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
