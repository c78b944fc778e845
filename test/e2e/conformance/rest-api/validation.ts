import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { app } from '../served.ts';

// docs/aws/rest-api-observed.md#validation, docs/aws/rest-api-observed.md#customising
describe('validation and gateway responses', () => {
  const json: [string, string] = ['Content-Type', 'application/json'];

  test.each([
    ['/v1/validated/1', '{}', [json], '[x-header-param, qs1]'],
    ['/v1/validated/1?qs1=1', '{"name":"x"}', [json], '[x-header-param]'],
    ['/v1/validated/1?qs1=', '{"name":"x"}', [json, ['x-header-param', 'v']], '[qs1]'],
  ] as [string, string, [string, string][], string][])(
    '%s misses parameters',
    async (target, body, headers, missing) => {
      const response = await app.send('described', { method: 'POST', target, headers, body });
      expect([response.status, response.text]).toEqual([
        400,
        `{"message": "Missing required request parameters: ${missing}"}`,
      ]);
    },
  );

  test.each([
    ['{}', '[object has missing required properties (["name"])]'],
    ['{"name":1}', '[instance type (integer) does not match any allowed primitive type (allowed: ["string"])]'],
    ['', '[object has missing required properties (["name"])]'],
  ])('body %j does not fit the model', async (body, why) => {
    const headers: RawRequest['headers'] = [json, ['x-header-param', 'v']];
    const response = await app.send('described', { method: 'POST', target: '/v1/validated/1?qs1=1', headers, body });
    expect(response.status).toBe(422);
    expect(response.values('x-why')).toEqual(['body']);
    expect(response.text).toBe(`{"why":"${why}","type":"BAD_REQUEST_BODY"}`);
  });

  test.each(['{"name":"x"}', '{"name":"x","age":3,"more":null}'])('body %j fits', async (body) => {
    const headers: RawRequest['headers'] = [json, ['x-header-param', 'v']];
    expect(
      (await app.send('described', { method: 'POST', target: '/v1/validated/1?qs1=1', headers, body })).status,
    ).toBe(200);
  });

  test('DEFAULT_5XX gives status and headers to every 5xx', async () => {
    const response = await app.send('described', { target: '/v1/no-status' });
    expect(response.status).toBe(599);
    expect(response.values('access-control-allow-origin')).toEqual(['*']);
    expect(response.json()).toEqual({ message: 'Internal server error' });
  });
});
