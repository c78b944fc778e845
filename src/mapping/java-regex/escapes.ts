import type { PatternFlags } from './flags.ts';
import type { PatternReader } from './pattern-reader.ts';
import { predefinedMembers } from './predefined-classes.ts';
import { propertyMembers } from './properties.ts';

const controls: Record<string, number> = { t: 0x09, n: 0x0a, r: 0x0d, f: 0x0c, a: 0x07, e: 0x1b };

/**
 * An escape that stands for one character; the reader is behind the backslash.
 * `undefined`, with nothing read, for an escape of another kind: a class, an anchor, a back reference.
 */
export function readCharacterEscape(reader: PatternReader): number | undefined {
  const letter = reader.peek();
  const control = controls[letter];
  if (control !== undefined) {
    reader.next();
    return control;
  }
  if (letter === '0') return readOctal(reader);
  if (letter === 'x') return readHexadecimal(reader);
  if (letter === 'u') return readUnicode(reader);
  if (letter === 'c') return readControl(reader);
  if (letter === '' || /[a-zA-Z0-9]/.test(letter)) return undefined;
  return reader.next().codePointAt(0);
}

/** An escape that stands for a class (`\d`, `\P{Lu}`), as members of a class; `undefined`, with nothing read, for another kind. */
export function readClassEscape(reader: PatternReader, flags: PatternFlags): string | undefined {
  const letter = reader.peek();
  if (letter === 'p' || letter === 'P') return readProperty(reader, flags);
  const members = predefinedMembers(letter, flags);
  if (members !== undefined) reader.next();
  return members;
}

function readProperty(reader: PatternReader, flags: PatternFlags): string {
  const match = reader.match(/([pP])(?:\{([^}]*)\}|([^]))/y);
  if (match === undefined) throw reader.error('\\p wants the name of a property, such as \\p{Alpha}');
  const [, letter, long, short] = match;
  const name = long ?? short ?? '';
  const members = propertyMembers(name, flags);
  if (members === undefined) throw reader.error(`the property ${JSON.stringify(name)} is unknown or not supported`);
  return letter === 'p' ? members : `[^${members}]`;
}

function readOctal(reader: PatternReader): number {
  const match = reader.match(/0([0-3]?[0-7]{1,2})/y);
  if (match?.[1] === undefined) throw reader.error('\\0 wants one to three octal digits');
  return Number.parseInt(match[1], 8);
}

function readHexadecimal(reader: PatternReader): number {
  const match = reader.match(/x(?:([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,6})\})/y);
  const codePoint = Number.parseInt(match?.[1] ?? match?.[2] ?? '', 16);
  if (!(codePoint <= 0x10ffff)) throw reader.error('\\x wants two hexadecimal digits, or a code point in braces');
  return codePoint;
}

/** `\uD83D\uDE00` is one character, as in Java. */
function readUnicode(reader: PatternReader): number {
  const match = reader.match(/u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})/y);
  if (match === undefined) throw reader.error('\\u wants four hexadecimal digits');
  const units = [match[1], match[2], match[3]].filter((digits) => digits !== undefined);
  return String.fromCharCode(...units.map((digits) => Number.parseInt(digits, 16))).codePointAt(0) ?? 0;
}

function readControl(reader: PatternReader): number {
  reader.next();
  return (reader.next().codePointAt(0) ?? 0) ^ 64;
}
