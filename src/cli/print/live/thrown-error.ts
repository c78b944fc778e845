import type { ErrorFacts, ThrownError } from '../../../model/lambda/thrown-error.ts';
import { frame } from '../../../sources/problems/frame.ts';
import type { Io } from '../../io.ts';
import { visibleText } from '../visible-text.ts';
import { type StackFrame, ownFrames, shownPath } from './own-frames.ts';
import { readRegularFile } from '../../../model/base/regular-file.ts';

/** Frames named below the first. */
const MAX_FRAMES = 5;
/** Lines of a message: a library's may hold a whole document. */
const MAX_MESSAGE_LINES = 12;

/** Columns before a frame's source: indentation, mark, line number, bar. */
const MARGIN = 14;
/** Narrower, a frame says nothing. */
const MIN_FRAME = 30;

type Screen = Pick<Io, 'paint' | 'cwd' | 'columns'>;

/** When it failed, unless the invocation did. */
const WHEN: Readonly<Record<string, string>> = {
  'Uncaught Exception': 'not caught by the handler',
  'Unhandled Promise Rejection': 'a promise that nothing awaits was rejected',
};

/**
 * An error of a handler: name and message, the developer's own line with a code frame, own frames, causes and the errors of an
 * `AggregateError`. Lines without indentation and without line ends.
 */
export function thrownErrorLines({ what, error, atImport }: ThrownError, io: Screen): string[] {
  const when = atImport === true ? 'at import' : WHEN[what];
  const [head = '', ...rest] = errorLines(error, io, '');
  return [when === undefined ? head : `${head} ${io.paint('dim', `(${when})`)}`, ...rest];
}

/** `around`: the place of the error that this one caused; the same line is not shown twice. */
function errorLines(error: ErrorFacts, io: Screen, role: string, around?: StackFrame): string[] {
  const lines = headLines(error, io, role);
  const [first, ...others] = ownFrames(error.frames);
  const isShown = first !== undefined && first.file === around?.file && first.line === around.line;
  if (first !== undefined && !isShown)
    lines.push(...placeLines(first, io), ...others.slice(0, MAX_FRAMES).map(callerLine(io)));
  if (others.length > MAX_FRAMES && !isShown)
    lines.push(io.paint('dim', `  … ${others.length - MAX_FRAMES} more frames`));
  const errors = error.errors ?? [];
  errors.forEach((each, index) => {
    lines.push(...indented(errorLines(each, io, `${index + 1} of ${errors.length}: `)));
  });
  if (error.cause !== undefined) lines.push(...errorLines(error.cause, io, 'caused by ', first));
  return lines;
}

function headLines({ name, message, code }: ErrorFacts, { paint }: Pick<Io, 'paint'>, role: string): string[] {
  const [first = '', ...rest] = visibleText(message).split(/\r?\n/);
  const coded = code === undefined || message.includes(code) ? '' : paint('dim', ` [${code}]`);
  const title = /^(?:string|number|boolean|object|function|undefined|null|symbol|bigint)$/.test(name)
    ? `thrown ${name}`
    : name;
  const kept = rest.slice(0, MAX_MESSAGE_LINES - 1).map((line) => `  ${line}`);
  if (rest.length > kept.length) kept.push(paint('dim', `  … ${rest.length - kept.length} more lines`));
  return [
    `${paint('dim', role)}${paint('red', paint('bold', title))}${first === '' ? '' : `: ${first}`}${coded}`,
    ...kept,
  ];
}

function placeLines(place: StackFrame, io: Screen): string[] {
  const lines = [`  ${placeText(place, io)}`];
  const shown = frame(textOf(place.file), place.line, place.column, Math.max(MIN_FRAME, (io.columns ?? 120) - MARGIN));
  for (const line of shown === '' ? [] : shown.split('\n')) {
    const isMarked = line.startsWith('>') || /^ +\| +\^$/.test(line);
    lines.push(`  ${io.paint(isMarked ? 'red' : 'dim', line)}`);
  }
  return lines;
}

function callerLine(io: Screen): (place: StackFrame) => string {
  return (place) => `  ${io.paint('dim', 'from ')}${placeText(place, io)}`;
}

function placeText({ file, line, column, within }: StackFrame, { paint, cwd }: Screen): string {
  const place = paint('cyan', `${shownPath(file, cwd)}:${line}${column === undefined ? '' : `:${column}`}`);
  return within === '' ? place : `${place} ${paint('dim', `in ${within}`)}`;
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}

/** The file may be gone, or be part of a layer. */
function textOf(file: string): string {
  try {
    return readRegularFile(file);
  } catch {
    return '';
  }
}
