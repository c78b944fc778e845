// Request templates: docs/aws/websocket-api.md#request-side.
import { describe, expect, test } from 'vitest';
import { EmulatedApi } from '../emulated-api.ts';
import { integration, sampleApi } from '../sample-api.ts';
import { frame, reply, response } from './two-way-route.ts';

describe('request templates', () => {
  const echoed = { echo: (event: unknown) => event };
  const over = (extra: object) =>
    ['AWS', { lambda: { functionName: 'echo' }, responses: [response(undefined)], ...extra }] as const;
  const templates = { joined: '{"chosen": "joined"}', $default: '{"chosen": "default"}' };

  test.each([
    { kind: 'joined', chosen: 'joined' },
    { kind: 'other', chosen: 'default' },
  ])('a message of kind $kind gets the template $chosen', async ({ kind, chosen }) => {
    const { received } = await reply(
      [...over({ requestTemplates: templates, templateSelectionExpression: '${request.body.kind}' })],
      { kind },
      {},
      echoed,
    );
    expect(JSON.parse(received[0] ?? '')).toEqual({ chosen });
  });

  test.each([
    { behaviour: 'WHEN_NO_MATCH' as const, templates: {}, passes: true },
    { behaviour: 'WHEN_NO_MATCH' as const, templates: { other: '{}' }, passes: true },
    { behaviour: 'WHEN_NO_TEMPLATES' as const, templates: {}, passes: true },
    { behaviour: 'WHEN_NO_TEMPLATES' as const, templates: { other: '{}' }, passes: false },
    { behaviour: 'NEVER' as const, templates: {}, passes: false },
  ])(
    '$behaviour with templates $templates passes the message on: $passes',
    async ({ behaviour, templates, passes }) => {
      const { received } = await reply(
        [...over({ requestTemplates: templates, passthroughBehavior: behaviour })],
        { hello: 1 },
        {},
        echoed,
      );
      expect(received).toEqual([passes ? '{"hello":1}' : frame('Unsupported Media Type')]);
    },
  );

  test('see the message, the context and the stage variables', async () => {
    const template =
      '{"text": $input.json(\'$.text\'), "raw": "$util.escapeJavaScript($input.body)", "id": "$context.messageId", "key": "$context.routeKey", "ip": "$context.identity.sourceIp", "missing": "$context.nothing"}';
    const { received } = await reply(
      [...over({ requestTemplates: { 'application/json': template } })],
      { text: 'hé' },
      {},
      echoed,
    );
    expect(JSON.parse(received[0] ?? '')).toEqual({
      text: 'hé',
      raw: '{"text":"hé"}',
      id: 'id0000000000004=',
      key: '$default',
      ip: '203.0.113.9',
      missing: '',
    });
  });

  test('on $connect see parameters and headers', async () => {
    const template = '{"statusCode": $input.params().querystring.status}';
    const mock = integration('MOCK', { requestTemplates: { $default: template }, responses: [response(undefined)] });
    const api = new EmulatedApi(sampleApi({ $connect: { integration: mock } }));
    expect((await api.refusal({ rawQuery: 'status=418' })).status).toBe(418);
  });

  test('that fail while they render give a frame', async () => {
    const { received } = await reply(
      [...over({ requestTemplates: { 'application/json': '$input.path("$.text").substring(99)' } })],
      { text: 'short' },
      {},
      echoed,
    );
    expect(received).toEqual([frame('Internal server error')]);
  });
});
