// Expected values: fixtures/java-regex, recorded from java.util.regex of OpenJDK 17; docs/aws/rest-api.md#choosing-the-integration-response
// for selection patterns.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javaMatches, javaRegex, JavaRegexError, javaReplacement } from '../../src/mapping/java-regex.ts';

interface Recording {
  pattern: string;
  error?: string;
  results?: [text: string, matches: boolean, replaced: string][];
}

const recordings = JSON.parse(
  readFileSync(new URL('../../fixtures/java-regex/java17.json', import.meta.url), 'utf8'),
) as Recording[];

/** JavaScript cannot express these two. */
const refused = new Set(['\\G', '\\X']);

describe('what Java does', () => {
  test.each(recordings.filter((recording) => recording.results !== undefined && !refused.has(recording.pattern)))(
    '$pattern matches and replaces as in Java',
    ({ pattern, results = [] }) => {
      const actual = results.map(([text]) => [text, javaMatches(pattern)(text), replaceAll(text, pattern, '<$0>')]);
      expect(actual).toEqual(results);
    },
  );

  test.each(recordings.filter((recording) => recording.error !== undefined))(
    '$pattern is refused as in Java: $error',
    ({ pattern }) => {
      expect(() => javaRegex(pattern)).toThrow(JavaRegexError);
    },
  );

  test.each([...refused])('%s, which JavaScript cannot express, is refused', (pattern) => {
    expect(() => javaRegex(pattern)).toThrow('unknown or not supported');
  });
});

describe('selection patterns', () => {
  test.each([
    ['.*four hundred.*', 'a four hundred error', true],
    ['four hundred', 'a four hundred error', false],
    ['.+', '', false],
    ['.*', '', true],
    ['.+', 'two\nlines', false],
    ['[\\s\\S]*\\[404\\][\\s\\S]*', 'two\nlines [404]', true],
    ['2\\d{2}', '200', true],
    ['2\\d{2}', '2000', false],
    ['a|ab', 'ab', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(javaMatches(pattern)(text)).toBe(expected);
  });
});

describe('replacements', () => {
  test.each([
    ['foo123', '([a-z]+)(\\d+)', '$2-$1', '123-foo'],
    ['foo123', '(?<word>[a-z]+)(\\d+)', '${word}:$2', 'foo:123'],
    ['ab', '(a)(b)', '$12', 'a2'],
    ['ab', '(a++)(b)', '[$1|$2]', '[a|b]'],
    ['ab', '(a)|(b)', '<$1$2>', '<a><b>'],
    ["it\\'s", "\\\\'", "'", "it's"],
    ['5', '\\d', '\\$$0\\\\', '$5\\'],
    ['a&b', '&', '$0$0', 'a&&b'],
  ])('%j with %j replaced by %j is %j', (text, pattern, replacement, expected) => {
    expect(replaceAll(text, pattern, replacement)).toBe(expected);
  });

  test.each([
    ['$', '"$" is not followed by a group'],
    ['$x', '"$" is not followed by a group'],
    ['a\\', 'nothing follows the backslash'],
  ])('the replacement %j is refused', (replacement, problem) => {
    expect(() => javaReplacement(replacement)).toThrow(problem);
  });

  test('a group that the pattern does not have is refused', () => {
    expect(() => replaceAll('a', 'a', '$1')).toThrow('there is no group 1');
    expect(() => replaceAll('a', '(a)', '${b}')).toThrow('there is no group named "b"');
  });
});

test('an error names the pattern, the place and the problem', () => {
  expect(() => javaRegex('ab(c')).toThrow(
    'The regular expression "ab(c" is wrong near index 4: a group "(" is not closed.',
  );
});

test('the translation of a pattern is made once', () => {
  expect(javaRegex('a++b')).toBe(javaRegex('a++b'));
});

test('a simple pattern means in Java what it means in JavaScript', () => {
  const atom = fc.constantFrom('a', 'b', 'c', '.', '[ab]', '[^a]', '(a)', '(?:ab)', '(?=b)', '\\d', '\\w');
  const quantified = fc
    .tuple(atom, fc.constantFrom('', '', '*', '+', '?', '{2}', '*?', '{1,2}'))
    .map((parts) => parts.join(''));
  const pattern = fc.array(fc.array(quantified, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 });
  const text = fc.array(fc.constantFrom('a', 'b', 'c', '1'), { maxLength: 8 });
  fc.assert(
    fc.property(pattern, text, (alternatives, characters) => {
      const source = alternatives.map((parts) => parts.join('')).join('|');
      const subject = characters.join('');
      expect(subject.replace(javaRegex(source, 'g'), '<$&>')).toBe(subject.replace(new RegExp(source, 'g'), '<$&>'));
      expect(javaMatches(source)(subject)).toBe(new RegExp(`^(?:${source})$`).test(subject));
    }),
    { numRuns: 2000 },
  );
});

test('a repeated reference to a group that does not exist matches nothing, or no times', () => {
  expect(javaMatches('a\\1?')('a')).toBe(true);
  expect(javaMatches('a\\1')('a')).toBe(false);
});

test('any text either translates or is refused with an error that says why', () => {
  const pieces = fc.constantFrom(
    ...'()[]{}*+?|^$.\\&-,:=!<>#aAzZ019 \n'.split(''),
    '(?',
    '\\p{',
    '\\Q',
    '&&',
    '{2}',
    '\\x',
    '\u{1F600}',
    'é',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      try {
        javaRegex(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(JavaRegexError);
        expect((error as JavaRegexError).index).toBeDefined();
      }
    }),
    { numRuns: 5000 },
  );
});

function replaceAll(text: string, pattern: string, replacement: string): string {
  return text.replace(javaRegex(pattern, 'g'), javaReplacement(replacement));
}
