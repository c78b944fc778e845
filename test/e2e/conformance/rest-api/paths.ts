import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { eventOf, expectGatewayResponse } from './rest-events.ts';

// docs/aws/rest-api-observed.md#slashes-and-encoding
describe('paths as recorded', () => {
  test.each([
    ['/dev/proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev/proxy-value'],
    ['/dev/proxy-value/', '/proxy-value/', { proxy: 'proxy-value' }, '/dev/proxy-value/'],
    [
      '/dev/proxy-value//double-slash',
      '/proxy-value//double-slash',
      { proxy: 'proxy-value//double-slash' },
      '/dev/proxy-value//double-slash',
    ],
    ['//dev/proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev/proxy-value'],
    ['/dev//proxy-value', '/proxy-value', { proxy: 'proxy-value' }, '/dev//proxy-value'],
    ['/dev//hardcoded', '/hardcoded', null, '/dev//hardcoded'],
    ['/dev/hardcoded/', '/hardcoded/', null, '/dev/hardcoded/'],
    ['/dev/proxy-value/?urlparam=test', '/proxy-value/', { proxy: 'proxy-value' }, '/dev/proxy-value/'],
    [
      '/dev/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      '/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
      { proxy: 'p/test%2Balias@gmail.com/plus/test+alias@gmail.com' },
      '/dev/p/test%2Balias@gmail.com/plus/test+alias@gmail.com',
    ],
    ['/dev/items/a%2Fb', '/items/a%2Fb', { id: 'a%2Fb' }, '/dev/items/a%2Fb'],
    ['/dev', '/', null, '/dev'],
    ['/dev/', '/', null, '/dev/'],
  ])('%s', async (target, path, pathParameters, contextPath) => {
    const event = await eventOf({ target });
    expect([event.path, event.pathParameters, event.requestContext.path]).toEqual([path, pathParameters, contextPath]);
  });

  test.each([
    ['', null, null],
    ['?a=1&a=2', { a: '2' }, { a: ['1', '2'] }],
    [
      '?t=2023-06-12T18:05:10.123456+00:00',
      { t: '2023-06-12T18:05:10.123456 00:00' },
      { t: ['2023-06-12T18:05:10.123456 00:00'] },
    ],
    ['?a=%2B%20%26&b=', { a: '+ &', b: '' }, { a: ['+ &'], b: [''] }],
    ['?mail=a@b.c&url=http://x/', { mail: 'a@b.c', url: 'http://x/' }, { mail: ['a@b.c'], url: ['http://x/'] }],
  ])('query %j', async (query, single, multi) => {
    const event = await eventOf({ target: `/dev/hardcoded${query}` });
    expect([event.queryStringParameters, event.multiValueQueryStringParameters]).toEqual([single, multi]);
  });
});

// docs/aws/rest-api-observed.md#chosen-method, docs/aws/rest-api-observed.md#unknown-api-or-stage
describe('routing', () => {
  test.each([
    ['GET', '/dev/hardcoded', '/hardcoded'],
    ['POST', '/dev/hardcoded', '/{proxy+}'],
    ['OPTIONS', '/dev/only-post', '/{proxy+}'],
    ['POST', '/dev/only-post', '/only-post'],
    ['GET', '/dev/items/1', '/items/{id}'],
    ['GET', '/dev/items/1/more', '/{proxy+}'],
    ['GET', '/dev/items', '/{proxy+}'],
    ['DELETE', '/dev/x', '/{proxy+}'],
  ])('%s %s is %s', async (method, target, resource) => {
    const event = await eventOf({ method, target });
    expect([event.resource, event.requestContext.resourcePath, event.requestContext.httpMethod]).toEqual([
      resource,
      resource,
      method,
    ]);
  });

  test('X-HTTP-Method-Override chooses the method', async () => {
    const event = await eventOf({
      method: 'GET',
      target: '/dev/only-post',
      headers: [['X-HTTP-Method-Override', 'POST']],
    });
    expect(event.resource).toBe('/only-post');
  });

  test.each([
    ['POST', '/dev/'],
    ['DELETE', '/dev'],
  ])('%s %s: no such method', async (method, target) => {
    const response = await app.send('rest', { method, target });
    expectGatewayResponse(response, 403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
    expect(response.text).toBe('{"message":"Missing Authentication Token"}');
  });

  test.each(['/', '/other', '/other/x', '/devil/x'])('%s: no such stage', async (target) => {
    expectGatewayResponse(await app.send('rest', { target }), 403, 'Forbidden', 'ForbiddenException');
  });

  test('behind a custom domain there is no stage in the path', async () => {
    const event = await eventOf({ target: '/x/y' }, 'custom');
    expect([event.path, event.requestContext.path, event.requestContext.stage]).toEqual(['/x/y', '/x/y', 'live']);
    expect((await eventOf({ target: '/live/y' }, 'custom')).path).toBe('/live/y');
  });
});
