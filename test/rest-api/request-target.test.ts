// Stage and base path in the path: docs/aws/rest-api-observed.md#slashes-and-encoding, docs/aws/rest-api.md#base-path-mappings.
import { describe, expect, test } from 'vitest';
import { targetOnCustomDomain, targetOnStage } from '../../src/rest-api/routing/request-target.ts';
import { method, proxy, restApi } from './support/api.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

test.each([
  ['/stage/a', '/stage/a', '/a'],
  ['//stage/a', '/stage/a', '/a'],
  ['/stage//a', '/stage//a', '/a'],
  ['/stage/a//b/', '/stage/a//b/', '/a//b/'],
  ['/stage', '/stage', '/'],
  ['/stage/', '/stage/', '/'],
])('%s on the stage', (rawPath, fullPath, resourcePath) => {
  expect(targetOnStage(rawPath, 'stage')).toEqual({ fullPath, eventPath: resourcePath, resourcePath });
});

test.each(['/', '/stages/a', '/other/stage', '/Stage'])('%s is not on the stage', (rawPath) => {
  expect(targetOnStage(rawPath, 'stage')).toBeUndefined();
});

describe('base path mappings', () => {
  test.each([
    [['orders', ''], '/orders/7', '/7', 'orders'],
    [['orders', ''], '/ordersandmore', '/ordersandmore', '(none)'],
    [['orders', 'orders/v1/items'], '/orders', '/', 'orders'],
    [['orders', 'orders/v1/items'], '/orders/v1/items/123', '/123', 'orders/v1/items'],
    [['orders', 'orders/v2/items', ''], '/ordersandmore', '/andmore', 'orders'],
    [['', 'orders/v1'], '/customers', '/customers', '(none)'],
    [[''], '/', '/', '(none)'],
  ])('%j takes %s', (basePaths, rawPath, resourcePath, basePath) => {
    expect(targetOnCustomDomain(rawPath, { basePaths })).toMatchObject({ resourcePath, basePath, eventPath: rawPath });
  });

  test('no mapping fits', () => {
    expect(targetOnCustomDomain('/customers', { basePaths: ['orders'] })).toBeUndefined();
  });
});

test('behind a custom domain events carry its name, no stage in the path', async () => {
  const customDomain = { domainName: 'api.example.com', basePaths: [''] };
  const served = serve(restApi([method('GET /a', proxy('fn'))], { customDomain }), { functions: { fn: () => ({}) } });
  expect((await served.send('GET /a')).statusCode).toBe(200);
  expect(objectOf(served.invocations[0]?.event)).toMatchObject({
    path: '/a',
    requestContext: { path: '/a', stage: 'test', domainName: 'api.example.com', domainPrefix: 'api' },
  });
});

test('a request to the execute-api name is addressed by stage all the same', async () => {
  const customDomain = { domainName: '*.example.com', basePaths: ['orders'] };
  const api = restApi([method('GET /a', proxy('fn'))], { customDomain });
  const served = serve(api, { functions: { fn: () => ({}) } });
  const endpoint = `${api.id}.execute-api.eu-west-1.amazonaws.com`;
  const statusAt = async (host: string, path: string): Promise<number> =>
    (await served.send(`GET ${path}`, { headers: [['Host', host]] })).statusCode;
  expect(await statusAt(endpoint, '/test/a')).toBe(200);
  expect(await statusAt(endpoint, '/orders/a')).toBe(403);
  expect(await statusAt('shop.example.com', '/orders/a')).toBe(200);
  expect(await statusAt('127.0.0.1:3000', '/orders/a')).toBe(200);
  const shown = served.invocations.map(({ event }) => objectOf(objectOf(event).requestContext));
  expect(shown.map(({ domainName, domainPrefix }) => [domainName, domainPrefix])).toEqual([
    [endpoint, api.id],
    ['shop.example.com', 'shop'],
    [`${api.id}.example.com`, api.id],
  ]);
  const disabled = serve(restApi([method('GET /a', proxy('fn'))], { customDomain, disableExecuteApiEndpoint: true }), {
    functions: { fn: () => ({}) },
  });
  expect((await disabled.send('GET /test/a', { headers: [['Host', endpoint]] })).statusCode).toBe(403);
});

test.each([
  ['v1', 'Authorization'],
  ['shop/v1', 'authorization'],
])('mapped to the path %s the API sees the header %s (documented 1.4)', async (basePath, name) => {
  const customDomain = { domainName: 'api.example.com', basePaths: [basePath] };
  const served = serve(restApi([method('GET /a', proxy('fn'))], { customDomain }), { functions: { fn: () => ({}) } });
  await served.send(`GET /${basePath}/a`, { headers: [['Authorization', 'x']] });
  expect(objectOf(served.invocations[0]?.event)['headers']).toMatchObject({ [name]: 'x' });
});
