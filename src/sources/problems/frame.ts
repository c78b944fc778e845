import { withoutCredentials } from '../../model/secrets/hidden-credentials.ts';

/** Source lines shown above and below the one with the caret. */
const AROUND = 2;
/** Columns of source shown at most; longer lines are cut to a window that holds the caret. */
const WIDTH = 120;

/**
 * The lines around a place of a text, or of its lines, with a caret under its column, if it is known, ready to print; the empty string when the text has no such line. `line` and
 * `column` start at 1, `width` is in columns of source. Tabs and control characters are shown as one space each, so that the caret stands where it should and a file
 * cannot write to the terminal. Credentials in URLs are not shown.
 */
export function frame(
  text: string | readonly string[],
  line: number,
  column: number | undefined,
  width = WIDTH,
): string {
  const lines = typeof text === 'string' ? sourceLines(text) : text;
  if (line < 1 || line > lines.length) return '';
  const first = Math.max(1, line - AROUND);
  const last = lastWorthShowing(lines, Math.min(lines.length, line + AROUND), line);
  const gutter = String(last).length;
  const start = Math.max(0, (column ?? 1) - width + 10);
  const shown: string[] = [];
  for (let number = first; number <= last; number += 1) {
    const mark = number === line ? '>' : ' ';
    const source = printable(withoutCredentials(lines[number - 1] ?? '').slice(start, start + width));
    shown.push(`${mark} ${String(number).padStart(gutter)} | ${source}`.trimEnd());
    if (number === line && column !== undefined)
      shown.push(`  ${' '.repeat(gutter)} | ${' '.repeat(column - 1 - start)}^`);
  }
  return shown.join('\n');
}

/** A text as frames are cut from it. */
export function sourceLines(text: string): string[] {
  return text.split(/\r\n|[\n\r]/);
}

/** Blank lines at the end of a frame say nothing. */
function lastWorthShowing(lines: readonly string[], last: number, line: number): number {
  let end = last;
  while (end > line && (lines[end - 1] ?? '').trim() === '') end -= 1;
  return end;
}

function printable(source: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what has to go
  return source.replace(/[\u0000-\u001f\u007f-\u009f]/g, ' ');
}
