import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { app } from '../served.ts';
import { type RestEvent, expectGatewayResponse } from './rest-events.ts';

// docs/aws/rest-api-observed.md#error-catalogue
describe('failures', () => {
  test('an integration that takes too long', async () => {
    const response = await app.send('rest', { target: '/dev/slow', headers: [['x-do', 'hang']] });
    expectGatewayResponse(response, 504, 'Endpoint request timed out', 'InternalServerErrorException');
  });

  test('a function that has no such export', async () => {
    expectGatewayResponse(
      await app.send('rest', { target: '/dev/missing' }),
      502,
      'Internal server error',
      'InternalServerErrorException',
    );
  });

  test('an integration method that is not POST', async () => {
    expectGatewayResponse(
      await app.send('rest', { target: '/dev/get-lambda' }),
      500,
      'Internal server error',
      'InternalServerErrorException',
    );
  });

  test('a backend without a listener', async () => {
    const response = await app.send('rest', { target: '/dev/dead' });
    expectGatewayResponse(response, 504, 'Network error communicating with endpoint', 'InternalServerErrorException');
    expect(response.values('content-length')).toEqual(['56']);
  });

  test('an illegal header mapping, even for a proxy function', async () => {
    expect((await app.send('described', { target: '/v1/illegal' })).status).toBe(599);
  });
});

describe('bodies of the request', () => {
  test.each(['plain', 'rest'])('%s: Expect: 100-continue is answered before the body is read', async (api) => {
    const target = api === 'rest' ? '/dev/only-post' : '/echo';
    const headers: RawRequest['headers'] = [
      ['Expect', '100-continue'],
      ['Content-Type', 'text/plain'],
    ];
    const response = await app.send(api, { method: 'POST', target, headers, body: 'hello' });
    expect([response.status, (response.json() as RestEvent).body]).toEqual([200, 'hello']);
  });

  test('a coding that API Gateway does not know is a 415', async () => {
    const response = await app.send('rest', {
      method: 'POST',
      target: '/dev/only-post',
      headers: [['Content-Encoding', 'x']],
      body: 'a',
    });
    expectGatewayResponse(response, 415, 'Unsupported Media Type', 'BadRequestException');
  });
});
