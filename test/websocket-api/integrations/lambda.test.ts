// AWS integrations with a function: docs/aws/websocket-api.md#integration-types and docs/aws/websocket-api.md#response-side.
import { describe, expect, test } from 'vitest';
import { EmulatedApi } from '../emulated-api.ts';
import { integration, proxyTo, sampleApi } from '../sample-api.ts';
import { frame, reply, response } from './two-way-route.ts';

describe('AWS with a function', () => {
  const lambda = { functionName: 'custom' };

  test('gives the function the rendered text and the client the whole result', async () => {
    const { received, api } = await reply(
      ['AWS', { lambda, requestTemplates: { 'application/json': '{"n": 1}' }, responses: [response(undefined)] }],
      'x',
      {},
      { custom: () => ({ statusCode: 201, body: 'not unwrapped' }) },
    );
    expect(api.lambda.calls[0]?.payload).toBe('{"n": 1}');
    expect(received).toEqual(['{"statusCode":201,"body":"not unwrapped"}']);
  });

  test.each([
    { error: 'denied: no such room', text: 'you may not' },
    { error: 'something else', text: '{"errorType":"Error","errorMessage":"something else","trace":[]}' },
  ])('a function that fails with "$error" chooses its response by the message', async ({ error, text }) => {
    const { received } = await reply(
      [
        'AWS',
        {
          lambda,
          responses: [response('denied.*', { responseTemplates: { $default: 'you may not' } }), response(undefined)],
        },
      ],
      '{}',
      {},
      { custom: () => Promise.reject(new Error(error)) },
    );
    expect(received).toEqual([text]);
  });

  test('a two-way route without any integration response fails with a frame (unproven)', async () => {
    const { received } = await reply(['AWS', { lambda }], '{}', {}, { custom: () => ({}) });
    expect(received).toEqual([frame('Internal server error')]);
  });

  // docs/aws/websocket-api.md#response-side: three public AWS samples with transcripts.
  test('a one-way route without any integration response sends nothing', async () => {
    const custom = integration('AWS', { lambda, responses: [] });
    const api = new EmulatedApi(sampleApi({ $default: { integration: custom } }), { custom: () => ({ done: true }) });
    const client = await api.open();
    await api.say(client, '{}');
    expect(api.lambda.calls).toHaveLength(1);
    expect(client.received).toEqual([]);
  });

  test('on $connect, an integration without any response refuses (unproven)', async () => {
    const custom = integration('AWS', { lambda, responses: [] });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: custom } }), { custom: () => ({}) });
    expect((await api.refusal()).status).toBe(500);
  });

  test('a one-way route sends nothing', async () => {
    const custom = integration('AWS', { lambda, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $default: { integration: custom } }), { custom: () => ({ quiet: true }) });
    const client = await api.open();
    await api.say(client, '{}');
    expect(api.lambda.calls).toHaveLength(1);
    expect(client.received).toEqual([]);
  });

  test('on $connect, a function that fails refuses with 500 (unproven)', async () => {
    const custom = integration('AWS', { lambda, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: custom } }), {
      custom: () => Promise.reject(new Error('x')),
    });
    expect((await api.refusal()).status).toBe(500);
    expect(api.lambda.calls[0]?.payload).toBe('{}');
  });
});

test('a function in an integration URI may be named by a stage variable', async () => {
  const stage = { name: 'dev', variables: { fn: 'blue' }, deploymentId: 'x' };
  const api = new EmulatedApi(sampleApi({ $default: { integration: proxyTo('${stageVariables.fn}') } }, { stage }), {
    blue: () => ({ statusCode: 200 }),
  });
  await api.say(await api.open(), 'x');
  expect(api.lambda.calls[0]?.functionName).toBe('blue');
  expect(api.journal.list().at(-1)?.target).toBe('blue');
});
