import type { Cursor } from './cursor.ts';
import type { Parameter, ParsedPath } from './path-tokens.ts';

/**
 * Reads what stands between the parentheses of a function, the closing one included. A parameter that begins with `$` or `@` is a path,
 * one that begins with `{`, a digit, `-` or `"` is JSON; Jayway ignores all others.
 */
export function readFunctionParameters(cursor: Cursor, parsePath: (text: string) => ParsedPath): Parameter[] {
  const parameters: Parameter[] = [];
  for (;;) {
    const start = cursor.position;
    const end = parameterEnd(cursor, start);
    const parameter = readParameter(cursor.text.slice(start, end), parsePath);
    if (parameter !== undefined) parameters.push(parameter);
    cursor.position = end + 1;
    if (cursor.text.charAt(end) === ')') return parameters;
  }
}

function readParameter(text: string, parsePath: (text: string) => ParsedPath): Parameter | undefined {
  const parameter = text.trim();
  if (/^[$@]/.test(parameter)) return { path: parsePath(parameter) };
  return /^[{0-9"-]/.test(parameter) ? { json: parameter } : undefined;
}

/** The index of the comma or of the parenthesis that ends the parameter which begins at `start`. */
function parameterEnd(cursor: Cursor, start: number): number {
  let depth = 0;
  for (let index = start; index <= cursor.end; index++) {
    const here = cursor.text.charAt(index);
    if (here === '"') {
      index = cursor.unescapedAfter(index, '"');
      if (index === -1) break;
    } else if ('([{'.includes(here)) depth++;
    else if (depth === 0 && (here === ',' || here === ')')) return index;
    else if (')]}'.includes(here) && --depth < 0) throw cursor.error(`found "${here}" without its opening bracket`);
  }
  throw cursor.error('the parameters of a function are not closed');
}
