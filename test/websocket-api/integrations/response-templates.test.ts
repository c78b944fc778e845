// Response templates: docs/aws/websocket-api.md#response-side.
import { describe, expect, test } from 'vitest';
import { FakeBackend, says } from '../fake-backend.ts';
import { reply, response } from './two-way-route.ts';

describe('response templates', () => {
  const responses = [
    response(undefined, {
      templateSelectionExpression: '${integration.response.header.x-kind}',
      responseTemplates: { loud: 'LOUD $input.path("$.a")', $default: 'quiet $input.body' },
    }),
  ];

  test.each([
    { kind: 'loud', text: 'LOUD 1' },
    { kind: 'unknown', text: 'quiet {"a":1}' },
  ])('are chosen by a header of the response: $kind', async ({ kind, text }) => {
    const http = new FakeBackend(() => says(200, '{"a":1}', [['X-Kind', kind]]));
    const { received } = await reply(['HTTP', { uri: 'https://backend.example/', responses }], 'x', { http });
    expect(received).toEqual([text]);
  });

  test('are not chosen by a body field: that falls to $default (observed)', async () => {
    const byBody = [
      response(undefined, {
        templateSelectionExpression: '${integration.response.body.errorMessage}',
        responseTemplates: { boom: 'chosen', $default: 'default' },
      }),
    ];
    const http = new FakeBackend(() => says(200, '{"errorMessage":"boom"}'));
    const { received } = await reply(['HTTP', { uri: 'https://backend.example/', responses: byBody }], 'x', { http });
    expect(received).toEqual(['default']);
  });

  test('CONVERT_TO_TEXT turns bytes into base64', async () => {
    const http = new FakeBackend(() => ({ statusCode: 200, headers: [], body: Buffer.from([0xff, 0x00]) }));
    const { received } = await reply(
      [
        'HTTP',
        { uri: 'https://backend.example/', responses: [response(undefined, { contentHandling: 'CONVERT_TO_TEXT' })] },
      ],
      'x',
      { http },
    );
    expect(received).toEqual(['/wA=']);
  });
});
