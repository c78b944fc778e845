/** What is said under an answer of the gateway itself when a route was nearly meant. */
import { expect, test } from 'vitest';
import { nearRoute } from '../../../src/model/http/near-route.ts';

const KEYS = ['GET /orders', 'POST /orders', 'GET /items/'];
const near = (method: string, path: string, isPreflight = false): string =>
  nearRoute({ method, path, isPreflight }, (verb, at) => KEYS.includes(`${verb} ${at}`));

test.each([
  ['DELETE', '/orders', '. The path exists with GET and POST'],
  ['DELETE', '/items/', '. The path exists with GET'],
  ['GET', '/orders/', '. GET /orders exists: the slash at the end is too much'],
  ['GET', '/items', '. GET /items/ exists: the slash at the end is missing'],
  ['GET', '/', ''],
  ['GET', '/nowhere', ''],
  ['OPTIONS', '/orders', '. The path exists with GET and POST'],
])('%s %s', (method, path, said) => {
  expect(near(method, path)).toBe(said);
});

test('a preflight request without CORS says what is missing', () => {
  expect(near('OPTIONS', '/orders', true)).toContain('set "cors" on the API');
});
