import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { acting } from './http-events.ts';

describe('failures (12)', () => {
  test.each([
    ['a function that has no such export', 'plain', '/missing', 500, 'Internal Server Error'],
    ['a function without concurrency', 'plain', '/limited', 503, 'Service Unavailable'],
    ['a backend without a listener', 'plain', '/dead', 503, 'Service Unavailable'],
    ['a route whose throttle is 0', 'open', '/busy', 429, 'Too Many Requests'],
  ])('%s', async (_, api, target, status, message) => {
    const response = await app.send(api, { target });
    expect([response.status, response.text]).toEqual([status, JSON.stringify({ message })]);
    expect(response.values('content-type')).toEqual(['application/json']);
    expect(response.values('apigw-requestid')).toHaveLength(1);
  });

  test('an integration that takes too long', async () => {
    const response = await app.send('plain', { target: '/slow', headers: [['x-do', 'hang']] });
    expect([response.status, response.text]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  test('a function that takes longer than its own timeout', async () => {
    const response = await acting('/act', 'hang');
    expect([response.status, response.text]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});
