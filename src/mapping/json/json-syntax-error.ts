/** A text that should have been JSON and is not: where it goes wrong, what stands there, what was wanted. */
export class JsonSyntaxError extends Error {
  /** `line` and `column` count from 1; the column counts UTF-16 units, as editors do. */
  constructor(
    readonly problem: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(`The JSON is wrong at line ${line}, column ${column}: ${problem}.`);
    this.name = 'JsonSyntaxError';
  }
}

/** The error for `text` at `position`: `wanted` completes "wanted …", as in `a value` or `"," or "}"`. */
export function unexpectedJson(text: string, position: number, wanted: string): JsonSyntaxError {
  return jsonSyntaxError(text, position, `found ${describeCharacter(text, position)}, wanted ${wanted}`);
}

/** The error for `text` at `position`, with the whole problem in words. */
export function jsonSyntaxError(text: string, position: number, problem: string): JsonSyntaxError {
  const before = text.slice(0, position);
  const lastBreak = before.lastIndexOf('\n');
  const line = before.split('\n').length;
  return new JsonSyntaxError(problem, line, position - lastBreak);
}

function describeCharacter(text: string, position: number): string {
  const code = text.codePointAt(position);
  if (code === undefined) return 'the end of the text';
  if (code < 0x20) return `a control character (U+${code.toString(16).toUpperCase().padStart(4, '0')})`;
  return JSON.stringify(String.fromCodePoint(code));
}
