import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import type { Backend } from './http-events.ts';

// docs/aws/http-api.md#http-proxy-headers
describe('HTTP proxy', () => {
  const sent = (backend: Backend, name: string): string[] =>
    backend.headers.filter(([given]) => given.toLowerCase() === name).map(([, value]) => value);

  test('method, body, query and headers reach the backend', async () => {
    const response = await app.send('plain', {
      method: 'PATCH',
      target: '/proxy/a/b%20c?x=1&x=2',
      headers: [
        ['X-Custom', 'v'],
        ['Content-Type', 'text/plain'],
        ['Host', 'my.host'],
        ['Connection', 'close'],
      ],
      body: 'hello',
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.url, backend.body]).toEqual(['PATCH', '/upstream/a/b%20c?x=1&x=2', 'hello']);
    expect(sent(backend, 'x-custom')).toEqual(['v']);
    expect(sent(backend, 'host')[0]).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(sent(backend, 'via')).toEqual(['HTTP/1.1 AmazonAPIGateway']);
    expect(sent(backend, 'forwarded')[0]).toMatch(/for=127\.0\.0\.1;host=my\.host;proto=https/);
    expect(sent(backend, 'x-forwarded-for')).toEqual([]);
    expect(sent(backend, 'x-amzn-trace-id')).toHaveLength(1);
    expect(response.values('x-backend')).toEqual(['yes']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('a fixed URL gets the query after its own', async () => {
    const backend = (await app.send('plain', { target: '/fixed?b=2' })).json() as Backend;
    expect(backend.url).toBe('/fixed?a=1&b=2');
  });

  test.each([201, 301, 404, 500, 503])("the backend's status %i passes", async (status) => {
    const response = await app.send('plain', { target: '/fixed', headers: [['x-status', String(status)]] });
    expect(response.status).toBe(status);
  });

  test('stage variables stand in the URL', async () => {
    const backend = (await app.send('staged', { target: '/dev/up' })).json() as Backend;
    expect(backend.url).toBe('/up');
  });

  // docs/aws/http-api.md#parameter-mapping
  test('parameters are mapped both ways', async () => {
    const response = await app.send('plain', {
      target: '/mapped/42?q=old&secret=s&keep=1',
      headers: [
        ['x-multi', 'a'],
        ['x-gone', 'g'],
        ['x-q', 'new'],
      ],
    });
    const backend = response.json() as Backend;
    const url = new URL(backend.url, 'http://x');
    expect(url.pathname).toBe('/rewritten/42');
    expect(Object.fromEntries(url.searchParams)).toEqual({ q: 'new', keep: '1', added: 'fixed' });
    expect(sent(backend, 'x-multi')).toEqual(['a,a']);
    expect(sent(backend, 'x-id')).toEqual(['42']);
    expect(sent(backend, 'x-combined')).toEqual(['42 GET old']);
    expect(sent(backend, 'x-gone')).toEqual([]);
    expect(response.status).toBe(203);
    expect([response.values('x-added'), response.values('x-body'), response.values('x-backend')]).toEqual([
      ['yes'],
      ['GET'],
      [],
    ]);
  });

  test('another status is not mapped', async () => {
    const response = await app.send('plain', { target: '/mapped/1', headers: [['x-status', '404']] });
    expect([response.status, response.values('x-backend')]).toEqual([404, ['yes']]);
  });
});
