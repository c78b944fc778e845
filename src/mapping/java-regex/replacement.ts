import { JavaRegexError } from './java-regex-error.ts';

/** A piece of a replacement: text, or the number or the name of a group. */
type Piece = { readonly text: string } | { readonly digits: string } | { readonly name: string };

/** The last argument that `String.prototype.replace` passes when the expression has groups. */
type Groups = Record<string, string | undefined>;

/**
 * The replacement of `String.replaceAll` as a function for `text.replace(javaRegex(pattern, 'g'), …)`: `$1` and `${name}` are groups
 * (`$12` is group 1 and a `2` when there are fewer than twelve), a backslash takes the next character as it is.
 *
 * @throws {JavaRegexError} at once for a `$` without a group or a backslash at the end, and while replacing for a group that does not exist.
 */
export function javaReplacement(replacement: string): (match: string, ...rest: unknown[]) => string {
  if (!/[$\\]/.test(replacement)) return () => replacement;
  const pieces = parse(replacement);
  return (match, ...rest) => {
    const last = rest.at(-1);
    const groups = typeof last === 'object' && last !== null ? (last as Groups) : {};
    return pieces.map((piece) => expand(piece, match, groups, replacement)).join('');
  };
}

const piece = /\\(?<escaped>[^])|\$(?<digits>[0-9]+)|\$\{(?<name>[a-zA-Z][a-zA-Z0-9]*)\}|(?<text>[^\\$]+)/y;

function parse(replacement: string): Piece[] {
  const pieces: Piece[] = [];
  for (let position = 0; position < replacement.length;) {
    piece.lastIndex = position;
    const match = piece.exec(replacement);
    if (match === null) throw new JavaRegexError(replacement, position, problemAt(replacement, position));
    const { escaped, digits, name, text } = match.groups ?? {};
    if (digits !== undefined) pieces.push({ digits });
    else if (name !== undefined) pieces.push({ name });
    else pieces.push({ text: escaped ?? text ?? '' });
    position += match[0].length;
  }
  return pieces;
}

function problemAt(replacement: string, position: number): string {
  if (replacement[position] === '\\')
    return 'nothing follows the backslash of the replacement; write \\\\ for a backslash';
  return '"$" is not followed by a group such as $1 in the replacement; write \\$ for a dollar sign';
}

function expand(piece: Piece, match: string, groups: Groups, replacement: string): string {
  if ('text' in piece) return piece.text;
  if ('digits' in piece) return expandNumber(piece.digits, match, groups, replacement);
  if (!(piece.name in groups))
    throw new JavaRegexError(replacement, undefined, `there is no group named "${piece.name}"`);
  return groups[piece.name] ?? '';
}

/** The first digit always counts; each further one only as long as there is such a group. */
function expandNumber(digits: string, match: string, groups: Groups, replacement: string): string {
  let length = 1;
  while (length < digits.length && `_${Number(digits.slice(0, length + 1))}` in groups) length++;
  const number = Number(digits.slice(0, length));
  const rest = digits.slice(length);
  if (number === 0) return match + rest;
  if (!(`_${number}` in groups)) throw new JavaRegexError(replacement, undefined, `there is no group ${number}`);
  return (groups[`_${number}`] ?? '') + rest;
}
