// Headers and body of a proxy event: docs/aws/rest-api-observed.md#request-headers, docs/aws/rest-api-observed.md#header-names-in-events,
// docs/aws/rest-api-observed.md#event.
import { describe, expect, test } from 'vitest';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';
import type { RequestParts } from './support/serve.ts';

const greedy = [method('ANY /{proxy+}', proxy('fn'))];
const onStage = { stage: { name: 'stage', variables: {}, deploymentId: 'dep' } };

/** The event that the function got for one request. */
async function eventOf(methods: typeof greedy, request: string, parts: RequestParts, api: Partial<RestApi>) {
  const served = serve(restApi(methods, api), { functions: { fn: () => ({}) } });
  await served.send(request, parts);
  return objectOf(served.invocations[0]?.event);
}

// docs/aws/rest-api-observed.md#request-headers, docs/aws/rest-api-observed.md#header-names-in-events
describe('headers', () => {
  test.each([
    'Connection',
    'Content-Length',
    'Content-MD5',
    'Expect',
    'Max-Forwards',
    'Proxy-Authenticate',
    'Server',
    'TE',
    'Trailer',
    'Transfer-Encoding',
    'Upgrade',
    'WWW-Authenticate',
  ])('%s is not in the event', async (name) => {
    const event = await eventOf(greedy, 'GET /stage/a', { headers: [[name, 'x']] }, onStage);
    expect(objectOf(event['headers'])).not.toHaveProperty([name]);
  });

  test('names are sorted without regard to case and keep the spelling of the client', async () => {
    const headers: HeaderList = [
      ['x-b', '1'],
      ['X-A', '2'],
      ['Host', 'h'],
      ['accept', '*/*'],
      ['user-agent', 'me'],
    ];
    const event = await eventOf(greedy, 'GET /stage/a', { headers }, onStage);
    expect(Object.keys(objectOf(event['headers']))).toEqual(
      'accept Host User-Agent X-A X-Amzn-Trace-Id x-b X-Forwarded-For X-Forwarded-Port X-Forwarded-Proto'.split(' '),
    );
  });

  test('of a repeated header the last value and, in the other map, all of them', async () => {
    const headers: HeaderList = [
      ['X-A', '1'],
      ['X-A', '2'],
    ];
    const event = await eventOf(greedy, 'GET /stage/a', { headers }, onStage);
    expect(event['headers']).toMatchObject({ 'X-A': '2' });
    expect(event['multiValueHeaders']).toMatchObject({ 'X-A': ['1', '2'] });
  });

  test('the peer is appended to the chain of X-Forwarded-For and never believed (unproven)', async () => {
    const headers: HeaderList = [['X-Forwarded-For', '203.0.113.1']];
    const event = await eventOf(greedy, 'GET /stage/a', { headers }, onStage);
    expect(event['headers']).toMatchObject({ 'X-Forwarded-For': '203.0.113.1, 198.51.100.7' });
    expect(event['requestContext']).toMatchObject({ identity: { sourceIp: '198.51.100.7' } });
  });

  test('Authorization that holds a signature is dropped (D)', async () => {
    const headers: HeaderList = [['Authorization', 'AWS4-HMAC-SHA256 Credential=…']];
    const event = await eventOf(greedy, 'GET /stage/a', { headers }, onStage);
    expect(objectOf(event['headers'])).not.toHaveProperty('Authorization');
  });
});

// docs/aws/rest-api-observed.md#event
describe('body', () => {
  const binary = { ...onStage, binaryMediaTypes: ['image/png', 'application/*'] };

  test.each([
    ['text', undefined, 'text/plain', 'hi', 'hi', false],
    ['an empty body is null', undefined, 'image/png', '', null, false],
    ['a binary media type', binary, 'image/png', 'hi', 'aGk=', true],
    ['parameters of the type do not count', binary, 'image/png; q=1', 'hi', 'aGk=', true],
    ['a type under a star', binary, 'application/pdf', 'hi', 'aGk=', true],
    ['no Content-Type means application/json', binary, undefined, 'hi', 'aGk=', true],
    ['another type', binary, 'image/gif', 'hi', 'hi', false],
  ])('%s', async (_, api, type, body, expected, isBase64Encoded) => {
    const headers: HeaderList = type === undefined ? [] : [['Content-Type', type]];
    const event = await eventOf(greedy, 'POST /stage/a', { headers, body }, api ?? onStage);
    expect(event).toMatchObject({ body: expected, isBase64Encoded });
  });
});
