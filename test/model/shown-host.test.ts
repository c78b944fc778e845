import { expect, test } from 'vitest';
import { shownHost } from '../../src/model/http/shown-host.ts';

test.each([
  ['api.example.com', '127.0.0.1:3000', 'api.example.com'],
  ['*.example.com', 'shop.example.com', 'shop.example.com'],
  ['*.example.com', 'Shop.Example.com:443', 'shop.example.com'],
  ['*.example.com', 'a.b.example.com', 'abcdefghij.example.com'],
  ['*.example.com', 'example.com', 'abcdefghij.example.com'],
  ['*.example.com', '127.0.0.1:3000', 'abcdefghij.example.com'],
  ['*.example.com', undefined, 'abcdefghij.example.com'],
])('behind %s a request to %s shows %s', (domainName, host, shown) => {
  expect(shownHost(domainName, 'abcdefghij', host)).toBe(shown);
});
