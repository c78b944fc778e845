import { expect, test } from 'vitest';
import { requestedHost } from '../../src/model/http/requested-host.ts';

test.each([
  ['api.example.com', 'api.example.com'],
  ['API.Example.com:3000', 'api.example.com'],
  ['api.example.com:', 'api.example.com'],
  ['[::1]', '[::1]'],
  ['[::1]:3000', '[::1]'],
  ['', ''],
])('the Host header %j names %j', (sent, host) => {
  expect(requestedHost([['Host', sent]])).toBe(host);
});

test('a request without a Host header names none', () => {
  expect(requestedHost([])).toBeUndefined();
});
