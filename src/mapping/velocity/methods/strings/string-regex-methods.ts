import { boundedUse } from '../../../../model/regex/bounded-regex.ts';
import { JavaRegexError, javaMatches, javaRegex, javaReplacement } from '../../../java-regex.ts';
import type { JavaValue } from '../../../values.ts';
import { JavaList } from '../../../values.ts';
import { checkTextLength } from '../growth.ts';
import { JavaException } from '../java-exception.ts';
import type { Method } from '../signatures.ts';
import { isInt, text, texts } from '../signatures.ts';

/** The methods of String that take a regular expression, in Java's dialect (dependencies: "Regular expressions are Java's"). */
export const stringRegexMethods: readonly (readonly [string, Method<string>])[] = [
  ['matches', text((self, pattern) => withJavaErrors(() => javaMatches(pattern)(self)))],
  ['replaceAll', texts((self, pattern, replacement) => withJavaErrors(() => replace(self, pattern, replacement, 'g')))],
  [
    'replaceFirst',
    texts((self, pattern, replacement) => withJavaErrors(() => replace(self, pattern, replacement, ''))),
  ],
  ['split', (self, args) => withJavaErrors(() => splitWith(self, args))],
];

function withJavaErrors<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    if (error instanceof JavaRegexError) throw new JavaException('PatternSyntaxException', error.message);
    throw error;
  }
}

function replace(self: string, pattern: string, replacement: string, flags: string): string {
  const replaceMatch = javaReplacement(replacement);
  const regex = javaRegex(pattern, flags);
  return boundedUse(regex, pattern, self, () => {
    let length = self.length;
    return self.replace(regex, (match, ...rest) => {
      const replaced = replaceMatch(match, ...rest);
      length += replaced.length - match.length;
      checkTextLength(length);
      return replaced;
    });
  });
}

function splitWith(self: string, [pattern, limit = 0n, ...rest]: readonly JavaValue[]): JavaList | undefined {
  if (typeof pattern !== 'string' || !isInt(limit) || rest.length > 0) return undefined;
  const separator = javaRegex(pattern, 'g');
  return new JavaList(boundedUse(separator, pattern, self, () => split(self, separator, Number(limit))));
}

/** Java's rules: at most `limit` parts if positive; empty parts at the end dropped if zero; no empty part before a match of nothing at the start. */
function split(self: string, separator: RegExp, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  let matched = false;
  for (const match of self.matchAll(separator)) {
    if (limit > 0 && parts.length >= limit - 1) break;
    if (match.index === 0 && match[0] === '') continue;
    if (match[0] === '' && match.index === self.length) continue;
    matched = true;
    parts.push(self.slice(start, match.index));
    start = match.index + match[0].length;
  }
  if (!matched) return [self];
  parts.push(self.slice(start));
  if (limit === 0) while (parts.at(-1) === '') parts.pop();
  return parts;
}
