import { expect, test } from 'vitest';
import { parseUrl } from '../../src/model/http/parse-url.ts';

test('gives the URL, and nothing for a text that is not one', () => {
  expect(parseUrl('http://a.example/b?c')?.pathname).toBe('/b');
  expect(['', 'a', '/b', 'http://', 'http://a b/'].map(parseUrl)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('takes host names beyond ASCII however often it is asked (URL.canParse does not, once it is hot)', () => {
  let taken = 0;
  for (let n = 0; n < 100_000; n += 1)
    if (parseUrl('http://bücher.example/')?.host === 'xn--bcher-kva.example') taken += 1;
  expect(taken).toBe(100_000);
});
