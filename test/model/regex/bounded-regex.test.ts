import { expect, test } from 'vitest';
import { javaMatches } from '../../../src/mapping/java-regex.ts';
import { mostPaths } from '../../../src/model/regex/backtracking.ts';
import { boundedTest, boundedUse, RegexStoppedError } from '../../../src/model/regex/bounded-regex.ts';

test.each([
  [/abc/, 1],
  [/^[-\w.]+$/, 101],
  [/^(?:a|b)c?$/, 4],
  [/^(?<year>\d{4})-(?<month>\d{1,2})$/, 2],
  [/^[[]{2}[\]a]*$/, 101],
  [new RegExp('^[[a-z]--[aeiou]]*$', 'v'), 101],
  [new RegExp('^\\u{61}*\\p{L}$', 'v'), 101],
])('the worst that %s can do on 100 characters grows no faster than they do', (regex, most) => {
  expect(mostPaths(regex, 100)).toBeLessThanOrEqual(regex.source.startsWith('^') ? most : most * 101);
});

test.each([
  /^(a+)+$/,
  /(?:a|a)*b/,
  /^(?:a?){2,}$/,
  /^(?:(?:a{1,}){1,})$/,
  new RegExp('[[](a+)+[]]'),
  new RegExp('^(?:\\u{1,})+$'),
])('for %s no bound is claimed', (regex) => {
  expect(mostPaths(regex, 100)).toBe(Infinity);
});

test('an anchor of one alternative, or of every line, is no anchor of the whole', () => {
  expect(mostPaths(/^a|.*b/, 100)).toBe(102 * 101);
  expect(mostPaths(/^a*/m, 100)).toBe(101 * 101);
});

test.each(['(a+)+b', '(?:a|aa)+b', '(.*)*b', 'a*a*a*a*a*a*a*a*b', '(?>a|a)+(a|a)+b'])(
  'the pattern %s is stopped on a text that it would try for years, and the message says which it is',
  (pattern) => {
    const begun = performance.now();
    expect(() => javaMatches(pattern)('a'.repeat(400))).toThrow(RegexStoppedError);
    expect(() => javaMatches(pattern)('a'.repeat(400))).toThrow(JSON.stringify(pattern));
    // Two tries of 0.1 s each; the rest is room for a busy machine.
    expect(performance.now() - begun).toBeLessThan(10_000);
  },
);

test('a pattern that could take long but does not gives its answer', () => {
  const matches = boundedTest(/^(?:[a-z]+\.)+com$/, '');
  expect([matches('www.example.com'), matches('www.example.org')]).toEqual([true, false]);
});

test('what a bounded use throws itself passes through', () => {
  const use = (): never => {
    throw new TypeError('mine');
  };
  expect(() => boundedUse(/(a+)+/, '', 'a', use)).toThrow(new TypeError('mine'));
});
