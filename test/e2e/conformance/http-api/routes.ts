import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { eventOf } from './http-events.ts';

// docs/aws/http-api.md#choosing-the-route, docs/aws/http-api.md#slashes-and-encoding
describe('routes', () => {
  test.each([
    ['GET', '/', 'GET /', undefined],
    ['GET', '/items', 'GET /items', undefined],
    ['GET', '/items?x=1', 'GET /items', undefined],
    ['GET', '//items', 'GET /items', undefined],
    ['GET', '/items/7', 'GET /items/{id}', { id: '7' }],
    ['GET', '/items/a%2Fb', 'GET /items/{id}', { id: 'a/b' }],
    ['GET', '/items/a+b', 'GET /items/{id}', { id: 'a+b' }],
    ['GET', '/items/caf%C3%A9%20%40', 'GET /items/{id}', { id: 'café @' }],
    ['GET', '/pets/dog/1', 'GET /pets/dog/1', undefined],
    ['GET', '/pets/dog/2', 'GET /pets/dog/{id}', { id: '2' }],
    ['GET', '/pets/cat/1', 'GET /pets/{proxy+}', { proxy: 'cat/1' }],
    ['GET', '/pets/', 'GET /pets/{proxy+}', { proxy: '' }],
    ['GET', '/pets/cat/', 'GET /pets/{proxy+}', { proxy: 'cat/' }],
  ] as const)('%s %s is %s', async (method, target, routeKey, pathParameters) => {
    const event = await eventOf('plain', { method, target });
    expect([event.routeKey, event.pathParameters]).toEqual([routeKey, pathParameters]);
    expect(event.requestContext.routeKey).toBe(routeKey);
  });

  test.each([
    ['a path that no route has', 'GET', '/nowhere'],
    ['a method that no route has', 'POST', '/items'],
    ['HEAD where only GET is (unproven)', 'HEAD', '/items'],
    ['a trailing slash', 'GET', '/items/'],
    ['the parent of a greedy route', 'GET', '/pets'],
    ['other letter case (unproven)', 'GET', '/Items'],
    ['OPTIONS without CORS', 'OPTIONS', '/items'],
  ])('%s is Not Found', async (_, method, target) => {
    const response = await app.send('plain', { method, target });
    expect(response.status).toBe(404);
    if (method !== 'HEAD') expect(response.text).toBe('{"message":"Not Found"}');
    expect(response.values('content-type')).toEqual(['application/json']);
    expect(response.values('content-length')).toEqual(['23']);
    expect(response.values('apigw-requestid')[0]).toMatch(/^[A-Za-z0-9_-]{15}=$/);
  });

  test.each([
    ['/dev/items/7', 200],
    ['/dev/items/7?dev=1', 200],
    ['/items/7', 404],
    ['/dev', 404],
    ['/dev/', 404],
    ['/devitems/7', 404],
    ['/prod/items/7', 404],
  ])('of a named stage: %s answers %i', async (target, status) => {
    expect((await app.send('staged', { target })).status).toBe(status);
  });

  test.each([
    ['/shop/x', '/prod/x', 'x'],
    ['/shop/v2/x/y', '/prod/x/y', 'x/y'],
    ['/shop/v3', '/prod/v3', 'v3'],
  ])('behind a mapping: %s has the raw path %s', async (target, rawPath, proxy) => {
    const event = await eventOf('mapped', { target });
    expect([event.rawPath, event.pathParameters]).toEqual([rawPath, { proxy }]);
    expect(event.requestContext).toMatchObject({ domainName: 'api.example.com', domainPrefix: 'api', stage: 'prod' });
  });

  test.each(['/other', '/prod/x', '/shopping'])('outside every mapping: %s is Forbidden (unproven)', async (target) => {
    const response = await app.send('mapped', { target });
    expect([response.status, response.text]).toEqual([403, '{"message":"Forbidden"}']);
  });
});
