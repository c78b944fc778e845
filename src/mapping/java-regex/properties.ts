import type { PatternFlags } from './flags.ts';

/** POSIX classes, US-ASCII only. */
const posix: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7f',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '\\x21-\\x2f\\x3a-\\x40\\x5b-\\x60\\x7b-\\x7e',
  Graph: '\\x21-\\x7e',
  Print: '\\x20-\\x7e',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1f\\x7f',
  XDigit: '0-9a-fA-F',
  Space: ' \\t-\\r',
};

/** The same under `(?U)`, and under their `Is…` names. */
const unicode: Record<string, string> = {
  Lower: '\\p{Lowercase}',
  Upper: '\\p{Uppercase}',
  ASCII: '\\x00-\\x7f',
  Alpha: '\\p{Alphabetic}',
  Digit: '\\p{Nd}',
  Alnum: '\\p{Alphabetic}\\p{Nd}',
  Punct: '\\p{P}',
  Graph: '[^\\p{White_Space}\\p{Cc}\\p{Cs}\\p{Cn}]',
  Print: '[^\\p{Zl}\\p{Zp}\\p{Cc}\\p{Cs}\\p{Cn}]',
  Blank: '\\p{Zs}\\t',
  Cntrl: '\\p{Cc}',
  XDigit: '\\p{Nd}\\p{Hex_Digit}',
  Space: '\\p{White_Space}',
};

/** `Is…` names that JavaScript has under another name. */
const binary: Record<string, string> = {
  LETTER: '\\p{L}',
  TITLECASE: '\\p{Lt}',
  PUNCTUATION: '\\p{P}',
  CONTROL: '\\p{Cc}',
  DIGIT: '\\p{Nd}',
  ASSIGNED: '\\P{Cn}',
  ALPHABETIC: '\\p{Alphabetic}',
  IDEOGRAPHIC: '\\p{Ideographic}',
  LOWERCASE: '\\p{Lowercase}',
  UPPERCASE: '\\p{Uppercase}',
  WHITE_SPACE: '\\p{White_Space}',
  HEX_DIGIT: '\\p{Hex_Digit}',
  JOIN_CONTROL: '\\p{Join_Control}',
  NONCHARACTER_CODE_POINT: '\\p{Noncharacter_Code_Point}',
};

/** Methods of `java.lang.Character`. */
const character: Record<string, string> = {
  javaLowerCase: '\\p{Lowercase}',
  javaUpperCase: '\\p{Uppercase}',
  javaAlphabetic: '\\p{Alphabetic}',
  javaIdeographic: '\\p{Ideographic}',
  javaTitleCase: '\\p{Lt}',
  javaDigit: '\\p{Nd}',
  javaDefined: '\\P{Cn}',
  javaLetter: '\\p{L}',
  javaLetterOrDigit: '\\p{L}\\p{Nd}',
  javaSpaceChar: '\\p{Z}',
  javaWhitespace: '\\t-\\r\\x1c-\\x20\\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000',
  javaISOControl: '\\x00-\\x1f\\x7f-\\x9f',
};

/** Classes that have no name in JavaScript. */
const others: Record<string, string> = {
  L1: '\\x00-\\xff',
  LC: '\\p{Lu}\\p{Ll}\\p{Lt}',
  LD: '\\p{L}\\p{Nd}',
  all: '\\u{0}-\\u{10ffff}',
};

/** What stands in a class for `\p{name}`; `undefined` when Java or JavaScript does not know the name. */
export function propertyMembers(name: string, flags: PatternFlags): string | undefined {
  const caseless = flags.i ? caselessName(name) : name;
  const named = entry(character, caseless) ?? entry(others, caseless) ?? entry(flags.U ? unicode : posix, caseless);
  if (named !== undefined) return named;
  const [key = '', value] = caseless.split('=');
  if (value !== undefined) return keyedProperty(key.toLowerCase(), value);
  if (caseless.startsWith('Is')) return isProperty(caseless.slice(2));
  return known(`\\p{${caseless}}`, /^[A-Z][a-z]?$/.test(caseless));
}

/** Under `(?i)` a class of one case matches the letters of both. */
function caselessName(name: string): string {
  const upperOrLower: Record<string, string> = {
    Lower: 'Alpha',
    Upper: 'Alpha',
    Lu: 'LC',
    Ll: 'LC',
    Lt: 'LC',
    javaLowerCase: 'javaAlphabetic',
    javaUpperCase: 'javaAlphabetic',
  };
  return entry(upperOrLower, name) ?? name;
}

function isProperty(name: string): string | undefined {
  const named = entry(binary, name.toUpperCase()) ?? entry(others, name);
  if (named !== undefined) return named;
  return known(`\\p{${name}}`, /^[A-Z][a-z]?$/.test(name)) ?? known(`\\p{Script=${name}}`, true);
}

function keyedProperty(key: string, value: string): string | undefined {
  if (key === 'sc' || key === 'script') return known(`\\p{Script=${value}}`, true);
  if (key === 'gc' || key === 'general_category') return entry(others, value) ?? known(`\\p{${value}}`, true);
  return undefined;
}

/** The source, if JavaScript knows the property in it. */
function known(source: string, isPossible: boolean): string | undefined {
  if (!isPossible) return undefined;
  try {
    return new RegExp(source, 'v').source;
  } catch {
    return undefined;
  }
}

function entry(table: Record<string, string>, name: string): string | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
