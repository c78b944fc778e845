import type { PatternFlags } from './flags.ts';
import { propertyMembers } from './properties.ts';

/** What stands in a class for `\d`, `\s`, `\w`, `\h`, `\v` and their opposites; `undefined` for any other letter. */
export function predefinedMembers(letter: string, flags: PatternFlags): string | undefined {
  const members = positiveMembers(letter.toLowerCase(), flags);
  if (members === undefined) return undefined;
  return letter === letter.toLowerCase() ? members : `[^${members}]`;
}

/** `\R`: any line break, `\r\n` as one. */
export const lineBreak = '(?:\\r\\n|[\\n-\\r\\u0085\\u2028\\u2029])';

/** `\b`: up to Java 18 what counts as part of a word is Unicode's letters and digits, while `\w` is ASCII. */
const word = '[\\p{L}\\p{Nd}_]';
export const wordBoundary = `(?:(?<=${word})(?!${word})|(?<!${word})(?=${word}))`;
export const noWordBoundary = `(?:(?<=${word})(?=${word})|(?<!${word})(?!${word}))`;

function positiveMembers(letter: string, flags: PatternFlags): string | undefined {
  switch (letter) {
    case 'd':
      return propertyMembers('Digit', flags);
    case 's':
      return propertyMembers('Space', flags);
    case 'w':
      return flags.U ? '\\p{Alphabetic}\\p{M}\\p{Nd}\\p{Pc}\\p{Join_Control}' : 'a-zA-Z_0-9';
    case 'h':
      return ' \\t\\u00a0\\u1680\\u180e\\u2000-\\u200a\\u202f\\u205f\\u3000';
    case 'v':
      return '\\n-\\r\\u0085\\u2028\\u2029';
    default:
      return undefined;
  }
}
