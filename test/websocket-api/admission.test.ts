// API keys and required parameters of $connect: docs/aws/websocket-api.md#life-cycle, docs/aws/websocket-api.md#what-protects-what,
// docs/aws/websocket-api.md#request-side.
import { describe, expect, test } from 'vitest';
import type { KeyVerdict } from '../../src/traffic/contract.ts';
import { EmulatedApi, handshakeHeaders } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const handler = proxyTo('handler');
const handlers = { handler: () => ({ statusCode: 200 }) };

describe('an API key on $connect', () => {
  const keyed = { $connect: { integration: handler, apiKeyRequired: true }, $default: { integration: handler } };

  function keyedApi(check: (key: string | undefined) => KeyVerdict, over = {}, services = {}): EmulatedApi {
    return new EmulatedApi(sampleApi(keyed, over), handlers, { keys: { check }, ...services });
  }

  test.each<{ verdict: 'unknown' | 'throttled' | 'quota-exceeded'; status: number; message: string }>([
    { verdict: 'unknown', status: 403, message: 'Forbidden' },
    { verdict: 'throttled', status: 429, message: 'Too Many Requests' },
    { verdict: 'quota-exceeded', status: 429, message: 'Limit Exceeded' },
  ])('that is $verdict: $status (unproven)', async ({ verdict, status, message }) => {
    expect(await keyedApi(() => ({ verdict })).refusal()).toEqual({ status, body: { message } });
  });

  test('comes from the x-api-key header and is in the identity of every event', async () => {
    const api = keyedApi((key) => ({ verdict: 'allowed', keyId: 'k1', keyValue: key ?? 'none' }));
    const client = await api.open({ headers: [...handshakeHeaders, ['X-API-Key', 'secret-key']] });
    await api.say(client, 'x');
    for (const event of api.lambda.eventsOf('handler'))
      expect(event['requestContext']).toMatchObject({
        identity: { apiKey: 'secret-key', apiKeyId: 'k1', sourceIp: '203.0.113.9' },
      });
  });

  test('comes from the authorizer where the API says so', async () => {
    const checked: (string | undefined)[] = [];
    const api = new EmulatedApi(
      sampleApi(
        {
          $connect: {
            integration: handler,
            authorization: { type: 'CUSTOM', authorizer: 'ticket' },
            apiKeyRequired: true,
          },
        },
        { apiKeySelectionExpression: '$context.authorizer.usageIdentifierKey' },
      ),
      handlers,
      {
        authorizers: {
          compile: () => ({ authorize: () => Promise.resolve({ usageIdentifierKey: 'from-authorizer' }) }),
        },
        keys: {
          check(key) {
            checked.push(key);
            return { verdict: 'allowed', keyId: 'k1', keyValue: key ?? '' };
          },
        },
      },
    );
    await api.open({ headers: [...handshakeHeaders, ['x-api-key', 'from-header']] });
    expect(checked).toEqual(['from-authorizer']);
  });

  test('is not asked for where the route needs none', async () => {
    const api = new EmulatedApi(sampleApi({ $connect: { integration: handler } }), handlers);
    expect((await api.open()).connection.state).toBe('open');
  });
});

describe('required parameters of $connect', () => {
  const requestParameters = {
    'route.request.querystring.room': true,
    'route.request.header.X-Client': true,
    'route.request.querystring.optional': false,
  };
  const declared = { $connect: { integration: handler, requestParameters } };

  test('that are missing refuse with 400 (unproven)', async () => {
    const api = new EmulatedApi(sampleApi(declared), handlers);
    expect(await api.refusal({ rawQuery: 'optional=1' })).toEqual({
      status: 400,
      body: { message: 'Missing required request parameters: [room, X-Client]' },
    });
  });

  test('that are there let the handshake pass', async () => {
    const api = new EmulatedApi(sampleApi(declared), handlers);
    const client = await api.open({ rawQuery: 'room=1', headers: [...handshakeHeaders, ['x-client', 'a']] });
    expect(client.connection.state).toBe('open');
  });
});
