import { styleText } from 'node:util';
import type { Problem } from '../../model/base/position.ts';

/**
 * A problem as the terminal shows it, without a final line end: `file:line:column: message`, the frame, the hint. Warnings say so
 * after the place. `colours` only changes how it looks.
 */
export function formatProblem(problem: Problem, colours = false): string {
  const style = (format: Parameters<typeof styleText>[0], text: string): string =>
    colours ? styleText(format, text, { validateStream: false }) : text;
  const lines = [`${place(problem, style)}${severity(problem, style)}${problem.message}`];
  if (problem.frame !== undefined) lines.push(...problem.frame.split('\n').map((line) => frameLine(line, style)));
  if (problem.hint !== undefined) lines.push(`  ${style('cyan', problem.hint)}`);
  return lines.join('\n');
}

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

function place({ position }: Problem, style: Style): string {
  if (!position) return '';
  return `${style('bold', `${position.file}:${position.line}:${position.column}`)}: `;
}

function severity(problem: Problem, style: Style): string {
  if (problem.severity === 'error') return '';
  return `${style(problem.severity === 'warning' ? 'yellow' : 'dim', problem.severity)}: `;
}

function frameLine(line: string, style: Style): string {
  const isMarked = line.startsWith('>') || /^ +\| +\^$/.test(line);
  return `  ${style(isMarked ? 'red' : 'dim', line)}`;
}
