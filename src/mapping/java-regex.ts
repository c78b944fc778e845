import { boundedTest } from '../model/regex/bounded-regex.ts';
import { JavaRegexError } from './java-regex/java-regex-error.ts';
import { translatePattern } from './java-regex/translator.ts';

export { JavaRegexError } from './java-regex/java-regex-error.ts';
export { javaReplacement } from './java-regex/replacement.ts';

/** Patterns come from API definitions and templates, so there are few; the limit is for templates that build patterns from data. */
const CACHE_SIZE = 500;

const translated = new Map<string, RegExp>();

/**
 * The JavaScript regular expression that finds what Java's `Pattern.compile(pattern)` finds: selection patterns of REST APIs
 * (docs/aws/rest-api.md#choosing-the-integration-response) and the string methods of templates are written in Java's dialect.
 *
 * Translated: possessive quantifiers and atomic groups, `\A \z \Z`, `\Q..\E`, `\h \R`, POSIX, `java…` and Unicode properties, class unions
 * and intersections, inline flags for the rest of a group or for a group of their own, Java's line terminators and ASCII-only `(?i)`.
 * Group 1 of the pattern is the named group `_1` of the result (and so on): the translation may need groups of its own.
 *
 * Not the same as in Java: a back reference to a group that took no part matches the empty string instead of failing; a group inside a
 * repeated group forgets what an earlier round captured; inside a look-behind, possessive and atomic parts may backtrack.
 * Refused: `\G`, `\X`, `\N{…}` and Unicode blocks (`\p{InGreek}`), which JavaScript cannot express.
 *
 * @param flags JavaScript flags to add: `g` or `y`. The result is cached: reset `lastIndex` before `exec` with those.
 * @throws {JavaRegexError} where Java would throw `PatternSyntaxException`, and for what is refused.
 */
export function javaRegex(pattern: string, flags = ''): RegExp {
  return cached(`${flags}/${pattern}`, () => compile(pattern, translatePattern(pattern), flags));
}

/**
 * `String.matches`: whether the whole text, not a part of it, matches. Throws a `RegexStoppedError` where that takes too long.
 *
 * @throws {JavaRegexError} as {@link javaRegex}.
 */
export function javaMatches(pattern: string): (text: string) => boolean {
  const regex = cached(`matches/${pattern}`, () => compile(pattern, `^(?:${translatePattern(pattern)})$`, ''));
  return boundedTest(regex, pattern);
}

function compile(pattern: string, source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `v${flags}`);
  } catch (cause) {
    throw new JavaRegexError(pattern, undefined, 'it has no counterpart in JavaScript', { cause });
  }
}

function cached(key: string, make: () => RegExp): RegExp {
  const known = translated.get(key);
  if (known !== undefined) return known;
  const made = make();
  const [oldest] = translated.keys();
  if (translated.size >= CACHE_SIZE && oldest !== undefined) translated.delete(oldest);
  translated.set(key, made);
  return made;
}
