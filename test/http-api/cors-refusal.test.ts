/** Which part of CORS kept a browser from an answer, as the request's reason says it. The rules are the Fetch standard's. */
import { expect, test } from 'vitest';
import { corsRefusal } from '../../src/http-api/call/cors-refusal.ts';
import type { CorsConfiguration } from '../../src/model/definition/http-api.ts';
import { ask, route, world } from './harness.ts';

const CORS: CorsConfiguration = {
  allowOrigins: ['https://shop.example.com'],
  allowMethods: ['GET', 'PUT'],
  allowHeaders: ['Content-Type'],
  exposeHeaders: [],
  allowCredentials: false,
};
const preflight = (method: string, headers = '') => ({
  origin: 'https://shop.example.com',
  'access-control-request-method': method,
  'access-control-request-headers': headers,
});

test('the origin, method or header that is not allowed is named', () => {
  expect(corsRefusal(CORS, false, { origin: 'http://localhost:5173' })).toContain(
    'http://localhost:5173 is not in allowOrigins',
  );
  expect(corsRefusal(CORS, true, preflight('DELETE'))).toBe(
    'CORS: the method DELETE is not in allowMethods (GET, PUT)',
  );
  expect(corsRefusal(CORS, true, preflight('PUT', 'content-type, x-a, authorization'))).toBe(
    'CORS: not in allowHeaders (Content-Type): x-a, authorization',
  );
});

test('what CORS allows, and a request without origin, has no reason', () => {
  expect(corsRefusal(CORS, true, preflight('PUT', 'content-type'))).toBeUndefined();
  // Browsers send POST without being allowed to.
  expect(corsRefusal(CORS, true, preflight('POST'))).toBeUndefined();
  expect(
    corsRefusal({ ...CORS, allowMethods: ['*'], allowHeaders: ['*'] }, true, preflight('DELETE', 'x-a')),
  ).toBeUndefined();
  expect(corsRefusal(CORS, false, {})).toBeUndefined();
});

test('the reason reaches the exchange of a preflight and of an actual request', async () => {
  const made = world({ api: { cors: CORS, routes: [route('GET /a')] } });
  const origin: [string, string] = ['Origin', 'http://evil.example'];
  await made.handle(ask('OPTIONS', '/a', { headers: [origin, ['Access-Control-Request-Method', 'GET']] }));
  await made.handle(ask('GET', '/a', { headers: [origin] }));
  const said =
    'CORS: the origin http://evil.example is not in allowOrigins (https://shop.example.com); browsers hide the answer';
  expect(made.exchanges.map(({ reason }) => reason)).toEqual([said, said]);
});
