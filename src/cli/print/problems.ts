import type { Problem } from '../../model/position.ts';
import type { Io } from '../io.ts';
import type { Style } from './colours.ts';

const STYLES: Record<Problem['severity'], Style> = { error: 'red', warning: 'yellow', info: 'cyan' };

/** One problem as `file:line:column: message`, its code frame and what to do below it. */
export function problemText(problem: Problem, io: Pick<Io, 'paint'>): string {
  const { position, message, severity, frame, hint } = problem;
  const place = position === undefined ? '' : `${position.file}:${position.line}:${position.column}: `;
  const mark = severity === 'error' ? '' : `${io.paint(STYLES[severity], severity)} `;
  const lines = [`${io.paint('bold', place)}${mark}${message}`];
  if (frame !== undefined) lines.push(frame);
  if (hint !== undefined) lines.push(`  ${io.paint('cyan', hint)}`);
  return lines.join('\n');
}

/** All problems, and how many there are. */
export function printProblems(problems: readonly Problem[], io: Io): void {
  for (const problem of problems) io.stderr(`${problemText(problem, io)}\n\n`);
  const count = (severity: Problem['severity']): number => problems.filter((each) => each.severity === severity).length;
  const [faults, warnings] = [count('error'), count('warning')];
  const parts = [plural(faults, 'error'), plural(warnings, 'warning')].filter((part) => !part.startsWith('0'));
  if (parts.length > 0) io.stderr(`${io.paint(faults > 0 ? 'red' : 'yellow', parts.join(', '))}\n`);
}

function plural(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? '' : 's'}`;
}
