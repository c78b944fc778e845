import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';

describe('MOCK (10)', () => {
  test('a template answers with parameters, context and stage variables', async () => {
    const response = await app.send('described', { target: '/v1/mock?name=Jo' });
    expect(response.json()).toEqual({ name: 'Jo', color: 'blue', stage: 'v1', path: '/v1/mock', method: 'GET' });
    expect(response.values('x-amzn-trace-id')).toEqual([]);
  });

  test('$input.params() has the path', async () => {
    expect((await app.send('described', { target: '/v1/mock/42' })).text).toBe('{"id": 42}');
  });

  test.each([
    ['200', 202, '{"matched":"2xx"}'],
    ['299', 202, '{"matched":"2xx"}'],
    ['404', 404, '<b>gone</b>'],
    ['500', 200, '{"matched":"default"}'],
  ])('status %s selects', async (code, status, body) => {
    const response = await app.send('described', { target: `/v1/status/${code}` });
    expect([response.status, response.text]).toEqual([status, body]);
    expect(response.values('content-type')).toEqual(['application/json']);
  });

  test('overrides of the request template reach the client', async () => {
    const response = await app.send('described', { target: '/v1/override' });
    expect([response.status, response.values('foo'), response.text]).toEqual([444, ['bar'], '']);
  });

  test('CORS by hand', async () => {
    const response = await app.send('described', { method: 'OPTIONS', target: '/v1/mock' });
    expect(response.status).toBe(200);
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
    expect(response.values('access-control-allow-methods')).toEqual(['GET,OPTIONS']);
  });
});
