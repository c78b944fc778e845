import { expect, test } from 'vitest';
import { percentEncode } from '../../src/model/http/percent-encoding.ts';
import { formatQuery } from '../../src/model/http/query-string.ts';

test('texts are encoded as URLs have them, and half of a surrogate pair does not stop it', () => {
  expect(percentEncode('a b/é😀')).toBe('a%20b%2F%C3%A9%F0%9F%98%80');
  expect(percentEncode('a\ud800b\udc00')).toBe('a%3Fb%3F');
  // A parameter mapping may take any text out of a JSON body.
  expect(formatQuery([['\ud800', '\udfff']])).toBe('%3F=%3F');
});
