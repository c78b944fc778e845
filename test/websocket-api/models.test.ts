// Models on message routes: docs/aws/websocket-api.md#models, docs/aws/websocket-api.md#error-frames.
import { expect, test } from 'vitest';
import { EmulatedApi } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

const models = {
  Say: {
    contentType: 'application/json',
    schema: '{"type":"object","required":["text"],"properties":{"text":{"type":"string","maxLength":5}}}',
  },
  Short: { contentType: 'application/json', schema: '{"type":"object","required":["text"]}' },
};

function emulated(requestModels: Record<string, string>, modelSelectionExpression?: string): EmulatedApi {
  const route = {
    integration: proxyTo('handler'),
    requestModels,
    ...(modelSelectionExpression === undefined ? {} : { modelSelectionExpression }),
  };
  return new EmulatedApi(sampleApi({ $default: route }, { models }), { handler: () => ({ statusCode: 200 }) });
}

const refusal = '{"message": "Bad request body", "connectionId":"id0000000000001=", "messageId":"id0000000000004="}';

test.each([
  { message: { kind: 'say', text: 'hello' }, fits: true },
  { message: { kind: 'say', text: 'too long' }, fits: false },
  { message: { kind: 'say' }, fits: false },
  { message: { kind: 'shout', text: 'anything goes' }, fits: true },
  { message: { kind: 'shout' }, fits: false },
  { message: { kind: 'unknown', text: 'no model' }, fits: false },
  { message: 'no JSON', fits: false },
])('$message fits the model that it chooses: $fits', async ({ message, fits }) => {
  const api = emulated({ say: 'Say', shout: 'Short' }, '$request.body.kind');
  const client = await api.open();
  await api.say(client, message);
  expect(client.received).toEqual(fits ? [] : [refusal]);
  expect(api.lambda.calls).toHaveLength(fits ? 1 : 0);
});

test('a message that chooses no model meets the $default one', async () => {
  const api = emulated({ say: 'Say', $default: 'Short' }, '$request.body.kind');
  const client = await api.open();
  await api.say(client, { kind: 'unknown', text: 'fits' });
  await api.say(client, { kind: 'unknown' });
  expect(client.received).toHaveLength(1);
});

test('a static expression chooses the same model for every message', async () => {
  const api = emulated({ $default: 'Say' }, String.raw`\$default`);
  const client = await api.open();
  await api.say(client, { text: 5 });
  expect(client.received).toEqual([refusal]);
});

test('without a selection expression nothing is validated', async () => {
  const api = emulated({ $default: 'Say' });
  const client = await api.open();
  await api.say(client, { text: 5 });
  expect(client.received).toEqual([]);
});
