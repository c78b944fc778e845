// Events against public samples: which members there are, and of which type. Values are the samples' own masks.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eventSamples, samplesMissing, unlessSkipped } from '../shared-folder.ts';
import { EmulatedApi, settled } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const handler = proxyTo('handler');
const routes = {
  $connect: { integration: handler },
  $disconnect: { integration: handler },
  $default: { integration: handler },
};

type Json = Record<string, unknown>;

function sample(name: string): Json {
  return JSON.parse(readFileSync(join(eventSamples ?? '', name), 'utf8')) as Json;
}

/** Has the emulator produce the event that the sample is of, from the sample's own facts. */
async function produced(wanted: Json): Promise<Json> {
  const context = wanted['requestContext'] as Json;
  const identity = context['identity'] as Json;
  const api = new EmulatedApi(
    sampleApi(routes, {
      id: String(context['apiId']),
      stage: { name: String(context['stage']), variables: {}, deploymentId: 'x' },
    }),
    { handler: () => ({ statusCode: 200 }) },
  );
  const sent = Object.entries((wanted['headers'] ?? {}) as Record<string, string>).filter(
    ([name]) => !name.startsWith('X-'),
  );
  const agent = identity['userAgent'];
  const headers =
    sent.some(([name]) => name === 'User-Agent') || typeof agent !== 'string'
      ? sent
      : [...sent, ['User-Agent', agent] as const];
  const client = await api.open({
    rawPath: `/${String(context['stage'])}`,
    headers,
    sourceIp: String(identity['sourceIp']),
  });
  if (context['eventType'] === 'MESSAGE') await api.say(client, String(wanted['body']));
  if (context['eventType'] === 'DISCONNECT')
    api.frontEnd.closed(
      client.connection,
      Number(context['disconnectStatusCode']),
      String(context['disconnectReason']),
    );
  await settled();
  return api.lambda.eventsOf('handler').at(-1) ?? {};
}

/**
 * Members with the types of their values, nulls left out: AWS sends none today (docs/aws/websocket-api.md#request-context,
 * docs/aws/websocket-api.md#identity).
 */
function shape(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return typeof value;
  if (Array.isArray(value)) return value.map(shape);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, shape(member)]),
  );
}

describe.skipIf(samplesMissing)(unlessSkipped('public samples'), () => {
  test.each([
    'bref__websocket-connect.json',
    'bref__websocket-message.json',
    'lambda-go__apigw-websocket-request-disconnect.json',
    'lambda-go__apigw-websocket-request-send-message.json',
  ])('%s has the members that the emulator sends', async (name) => {
    const wanted = sample(name);
    expect(shape(await produced(wanted))).toStrictEqual(shape(wanted));
  });

  test('values that do not vary are those of the sample of a close', async () => {
    const wanted = sample('lambda-go__apigw-websocket-request-disconnect.json');
    const got = await produced(wanted);
    const { requestContext } = wanted as { requestContext: Json };
    expect(got['headers']).toEqual(wanted['headers']);
    expect(got['multiValueHeaders']).toEqual(wanted['multiValueHeaders']);
    for (const member of [
      'routeKey',
      'eventType',
      'disconnectStatusCode',
      'disconnectReason',
      'messageDirection',
      'stage',
      'identity',
      'apiId',
    ])
      expect((got['requestContext'] as Json)[member]).toEqual(requestContext[member]);
  });

  test('a handshake with an API key has the members of the sample', async () => {
    const wanted = sample('lambda-rust__apigw-websocket-request-without-method.json');
    const context = wanted['requestContext'] as Json;
    const api = new EmulatedApi(
      sampleApi({ $connect: { integration: handler, apiKeyRequired: true } }),
      { handler: () => ({ statusCode: 200 }) },
      { keys: { check: (key) => ({ verdict: 'allowed', keyId: 'asdf', keyValue: key ?? '' }) } },
    );
    await api.open({
      headers: Object.entries(wanted['headers'] as Record<string, string>).filter(([name]) => !name.startsWith('X-')),
      sourceIp: '10.0.0.13',
    });
    const got = api.lambda.eventsOf('handler')[0] as Json;
    expect(shape(got)).toStrictEqual(shape(wanted));
    expect((got['requestContext'] as Json)['identity']).toEqual(context['identity']);
  });

  test('the authorizer sample of the documentation has the members that the emulator sends', async () => {
    const wanted = sample('lambda-rust__apigw-v2-custom-authorizer-websocket-request.json');
    let event: Json = {};
    const api = new EmulatedApi(
      sampleApi({ $connect: { authorization: { type: 'CUSTOM', authorizer: 'a' } } }),
      {},
      {
        authorizers: {
          compile: () => ({
            authorize(request) {
              event = request.event([]) as Json;
              return Promise.resolve({});
            },
          }),
        },
      },
    );
    await api.open({ headers: [['User-Agent', 'user-agent']] });
    // What follows in the sample belongs to that runtime's own context object.
    const ofTheEvent = Object.keys(wanted).slice(0, Object.keys(wanted).indexOf('context'));
    expect(Object.keys(event).sort()).toEqual(ofTheEvent.filter((member) => member !== 'version').sort());
    expect(shape(event['requestContext'])).toStrictEqual(shape(wanted['requestContext']));
  });
});
