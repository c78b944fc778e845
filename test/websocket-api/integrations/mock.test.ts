// MOCK integrations: docs/aws/websocket-api.md#integration-types and docs/aws/websocket-api.md#response-side.
import { describe, expect, test } from 'vitest';
import { EmulatedApi } from '../emulated-api.ts';
import { integration, sampleApi } from '../sample-api.ts';
import { frame, reply, response } from './two-way-route.ts';

describe('MOCK', () => {
  const pong = response(undefined, { responseTemplates: { 'application/json': '{"pong": "$context.connectionId"}' } });

  test('answers a ping by templates alone, as the documentation shows', async () => {
    const { received } = await reply(
      ['MOCK', { requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: [pong] }],
      { action: 'ping' },
    );
    expect(received).toEqual(['{"pong": "id0000000000001="}']);
  });

  test.each([
    { rendered: '{"statusCode": 404}', text: 'not found' },
    { rendered: '{statusCode: 201}', text: 'made' },
    { rendered: '{"statusCode": 500}', text: 'other' },
  ])('the status in $rendered chooses the integration response', async ({ rendered, text }) => {
    const say = (body: string) => ({ responseTemplates: { $default: body } });
    const responses = [
      response('404', say('not found')),
      response(String.raw`2\d\d`, say('made')),
      response(undefined, say('other')),
    ];
    const { received } = await reply(['MOCK', { requestTemplates: { 'application/json': rendered }, responses }], 'x');
    expect(received).toEqual([text]);
  });

  test('a sole template under 200 serves a 200 (observed)', async () => {
    const { received } = await reply(
      [
        'MOCK',
        {
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: [response(undefined, { responseTemplates: { '200': 'by status' } })],
        },
      ],
      'x',
    );
    expect(received).toEqual(['by status']);
  });

  test.each(['statusCode: 200', '{"statusCode": "200"}', 'hello', ''])(
    'a template that renders "%s" fails with a frame',
    async (rendered) => {
      const { received } = await reply(
        ['MOCK', { requestTemplates: { 'application/json': rendered }, responses: [pong] }],
        'x',
      );
      expect(received).toEqual([frame('Internal server error')]);
    },
  );

  test('without a response that matches it fails with a frame (unproven)', async () => {
    const { received } = await reply(
      ['MOCK', { requestTemplates: { 'application/json': '{"statusCode": 200}' }, responses: [response('404')] }],
      'x',
    );
    expect(received).toEqual([frame('Internal server error')]);
  });

  test.each([
    { status: 200, accepted: true },
    { status: 403, accepted: false },
  ])('on $connect the status $status decides (unproven)', async ({ status, accepted }) => {
    const mock = integration('MOCK', {
      requestTemplates: { $default: `{"statusCode": ${status}}` },
      responses: [response('200'), response('403')],
    });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: mock } }));
    if (accepted) expect((await api.open()).connection.state).toBe('open');
    else expect(await api.refusal()).toEqual({ status, body: { message: 'Forbidden' } });
  });
});
