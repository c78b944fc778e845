import { expect, test } from 'vitest';
import { formDecode, percentDecode } from '../../src/model/http/percent-decoding.ts';

test.each([
  ['a%20b', 'a b'],
  ['%C3%A9', 'é'],
  ['a+b', 'a+b'],
  // What is broken stays as it was sent; what stands beside it is decoded all the same.
  ['%zz', '%zz'],
  ['100%', '100%'],
  ['%41%zz', 'A%zz'],
  ['%41/%C3', 'A/%C3'],
])('%s reads as %s', (text, decoded) => {
  expect(percentDecode(text)).toBe(decoded);
});

test('a plus is a blank in a query string', () => {
  expect(formDecode('a+b%2B')).toBe('a b+');
});
