import { expect, test } from 'vitest';
import { hasControlCharacter, isHeaderName } from '../../../src/model/http/headers/header-syntax.ts';

test.each(['a', 'X-Amz_1.~', "!#$%&'*+^`|"])('%s is the name of a header, however often it is asked', (name) => {
  expect([isHeaderName(name), isHeaderName(name)]).toEqual([true, true]);
});

test.each(['', 'a b', 'a:', 'é', 'a\n', '(a)'])('%j is not', (name) => {
  expect([isHeaderName(name), isHeaderName(name)]).toEqual([false, false]);
});

test('of the control characters only the tab may stand in a value', () => {
  const all = Array.from({ length: 0x180 }, (_, code) => code);
  const refused = all.filter((code) => hasControlCharacter(`x${String.fromCharCode(code)}y`));
  expect(refused).toEqual([...all.slice(0, 9), ...all.slice(10, 32), 127]);
  expect(hasControlCharacter('')).toBe(false);
});

test('names of a hostile function do not fill the memory', () => {
  for (let index = 0; index < 10_000; index += 1) isHeaderName(`x-${index}`);
  expect([isHeaderName('x-9999'), isHeaderName('x 9999')]).toEqual([true, false]);
});
