import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { app } from '../served.ts';
import { acting } from './http-events.ts';

describe('CORS (6)', () => {
  const origin = 'https://app.example.com';
  const preflight = (
    from: string,
    more: RawRequest['headers'] = [['Access-Control-Request-Method', 'PUT']],
  ): RawRequest => ({
    method: 'OPTIONS',
    target: '/dev/items/7',
    headers: [['Origin', from], ...more],
  });

  test.each([origin, 'http://anything:8080'])('a preflight from %s', async (from) => {
    const response = await app.send('staged', preflight(from));
    expect([response.status, response.text]).toEqual([204, '']);
    expect(response.values('access-control-allow-origin')).toEqual([from]);
    expect(response.values('access-control-allow-methods')).toEqual(['GET,POST']);
    expect(response.values('access-control-allow-headers')).toEqual(['authorization,x-do']);
    expect(response.values('access-control-max-age')).toEqual(['600']);
    expect(response.values('access-control-allow-credentials')).toEqual(['true']);
    expect(response.values('vary')).toEqual(['origin']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('a preflight from elsewhere has no CORS headers (unproven)', async () => {
    const response = await app.send('staged', preflight('https://evil.example.com'));
    expect(response.status).toBe(204);
    expect(response.names().filter((name) => /^access-control/i.test(name))).toEqual([]);
  });

  test('OPTIONS without Access-Control-Request-Method is not a preflight', async () => {
    expect((await app.send('staged', preflight(origin, []))).status).toBe(404);
  });

  test('an ANY route takes the preflight, and gets the headers', async () => {
    const response = await app.send('staged', {
      method: 'OPTIONS',
      target: '/dev/any',
      headers: [
        ['Origin', origin],
        ['Access-Control-Request-Method', 'GET'],
        [
          'x-do',
          '{"statusCode":202,"headers":{"access-control-allow-origin":"*","access-control-allow-methods":"PUT"}}',
        ],
      ],
    });
    expect(response.status).toBe(202);
    expect(response.values('access-control-allow-origin')).toEqual([origin]);
    expect(response.values('access-control-allow-methods')).not.toContain('PUT');
  });

  test.each([
    ['an allowed origin', origin, [origin], ['x-a,x-b'], ['true']],
    ['another origin', 'https://evil.example.com', [], [], []],
    ['no origin', undefined, [], [], []],
  ])('a request with %s', async (_, from, allowed, exposed, credentials) => {
    const todo =
      '{"statusCode":200,"headers":{"access-control-allow-origin":"https://backend","access-control-max-age":"1"}}';
    const headers: [string, string][] = [['x-do', todo]];
    if (from !== undefined) headers.push(['Origin', from]);
    const response = await app.send('staged', { target: '/dev/act', headers });
    expect(response.status).toBe(200);
    expect(response.values('access-control-allow-origin')).toEqual(allowed);
    expect(response.values('access-control-expose-headers')).toEqual(exposed);
    expect(response.values('access-control-allow-credentials')).toEqual(credentials);
    expect(response.values('access-control-max-age')).toEqual([]);
  });

  test('errors carry the headers too', async () => {
    const response = await app.send('staged', { target: '/dev/nowhere', headers: [['Origin', origin]] });
    expect([response.status, response.values('access-control-allow-origin')]).toEqual([404, [origin]]);
  });

  test('cors: true allows any origin', async () => {
    const response = await app.send('open', { target: '/', headers: [['Origin', 'https://x.example']] });
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
  });

  test('without CORS the headers of the function pass', async () => {
    const response = await acting(
      '/act',
      '{"statusCode":200,"headers":{"access-control-allow-origin":"https://mine"}}',
      [['Origin', origin]],
    );
    expect(response.values('access-control-allow-origin')).toEqual(['https://mine']);
  });
});
