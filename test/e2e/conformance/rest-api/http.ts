import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { type Backend, sent } from './rest-events.ts';

// docs/aws/rest-api-observed.md#request-headers, docs/aws/rest-api-observed.md#backend-headers, docs/aws/rest-api-observed.md#http
describe('HTTP_PROXY', () => {
  test("the client's request reaches the backend", async () => {
    const response = await app.send('rest', {
      method: 'PUT',
      target: '/dev/proxy/a/b?x=1&y=a+b',
      headers: [
        ['X-Custom', 'v'],
        ['Accept', 'application/xml'],
        ['Authorization', 'Bearer x'],
        ['User-Agent', 'qa'],
        ['Content-Type', 'text/plain'],
        ['Content-Encoding', 'identity'],
        ['Via', 'v'],
      ],
      body: 'hello',
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.body]).toEqual(['PUT', 'hello']);
    expect(new URL(backend.url, 'http://x').pathname).toBe('/upstream/a/b');
    expect(new URL(backend.url, 'http://x').searchParams.get('y')).toBe('a b');
    expect(sent(backend, 'x-custom')).toEqual(['v']);
    expect(sent(backend, 'accept')).toEqual(['application/xml']);
    expect(sent(backend, 'authorization')).toEqual(['Bearer x']);
    expect(sent(backend, 'user-agent')).toEqual(['qa']);
    expect(sent(backend, 'x-amzn-apigateway-api-id')).toHaveLength(1);
    expect(sent(backend, 'x-amzn-trace-id')).toHaveLength(1);
    expect(sent(backend, 'content-encoding')).toEqual([]);
    expect(sent(backend, 'via')).toEqual([]);
    expect(response.values('x-backend')).toEqual(['yes']);
    expect(response.values('x-amzn-trace-id')).toEqual([]);
  });

  test("the backend's headers and status pass, some under another name", async () => {
    const reply = JSON.stringify([
      ['Server', 'mine'],
      ['x-amzn-RequestId', 'theirs'],
      ['WWW-Authenticate', 'Basic'],
      ['Set-Cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
    const response = await app.send('rest', {
      target: '/dev/proxy/x',
      headers: [
        ['x-reply-headers', reply],
        ['x-status', '418'],
      ],
    });
    expect(response.status).toBe(418);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-Server', 'mine']);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-x-amzn-RequestId', 'theirs']);
    expect(response.headers).toContainEqual(['x-amzn-Remapped-WWW-Authenticate', 'Basic']);
    expect(response.values('x-amzn-Remapped-Date')).toHaveLength(1);
    expect(response.values('set-cookie')).toEqual(['a=1', 'b=2']);
  });
});

describe('HTTP (5, 9)', () => {
  test('only what is mapped reaches the backend', async () => {
    const response = await app.send('described', {
      target: '/v1/http?q=1&other=2',
      headers: [
        ['x-custom', 'v'],
        ['Accept', 'application/xml'],
        ['Authorization', 'Bearer x'],
      ],
    });
    const backend = response.json() as Backend;
    expect([backend.method, backend.url]).toEqual(['POST', '/backend?fixed=1&mapped=1']);
    expect(sent(backend, 'accept')).toEqual(['application/json']);
    expect(sent(backend, 'user-agent')[0]).toMatch(/^AmazonAPIGateway_[a-z0-9]{10}$/);
    expect(sent(backend, 'authorization')).toEqual([]);
    expect(sent(backend, 'x-mapped')).toEqual(['v']);
    expect(sent(backend, 'x-stage')).toEqual(['v1']);
    expect(sent(backend, 'x-color')).toEqual(['blue']);
    expect(response.values('x-backend')).toEqual([]);
    expect(response.values('x-amzn-trace-id')).toHaveLength(1);
  });
});
