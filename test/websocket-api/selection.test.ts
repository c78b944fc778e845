// Selection expressions as routes use them: docs/aws/websocket-api.md#selection-expressions and docs/aws/websocket-api.md#choosing-a-route.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EmulatedApi } from './emulated-api.ts';
import { proxyTo, sampleApi } from './sample-api.ts';

/** Which of these routes serves the message, or `$default`. */
async function routeOf(routeSelectionExpression: string, message: unknown, keys: readonly string[]): Promise<string> {
  const routes = Object.fromEntries([...keys, '$default'].map((key) => [key, { integration: proxyTo('handler') }]));
  const api = new EmulatedApi(sampleApi(routes, { routeSelectionExpression }), {
    handler: () => ({ statusCode: 200 }),
  });
  await api.say(await api.open(), message);
  const event = api.lambda.calls[0]?.event as { requestContext: { routeKey: string } };
  return event.requestContext.routeKey;
}

const documented = { service: 'chat', action: 'join', data: { room: 'room1234' } };

test.each([
  { expression: '$request.body.action', value: 'join' },
  { expression: '${request.body.action}', value: 'join' },
  { expression: '${request.body.service}/${request.body.action}', value: 'chat/join' },
  { expression: '${request.body.action}-${request.body.invalidPath}', value: 'join-' },
  { expression: 'action', value: 'action' },
  { expression: String.raw`\$default`, value: '$default' },
])('the documented $expression selects $value', async ({ expression, value }) => {
  expect(await routeOf(expression, documented, ['join', 'chat/join', 'join-', 'action'])).toBe(value);
});

test.each([
  { expression: '$request.body.meta.type', message: { meta: { type: 'a' } }, value: 'a' },
  { expression: '$request.body.items[0].kind', message: { items: [{ kind: 'b' }] }, value: 'b' },
  { expression: '$request.body.n', message: { n: 1 }, value: '1' },
  { expression: '$request.body.yes', message: { yes: true }, value: 'true' },
  { expression: '$request.body.list', message: { list: ['item1', 'item2'] }, value: '[item1, item2]' },
  { expression: '$request.body.action', message: { action: '${request.body.other}', other: 'x' }, value: '$default' },
])('$expression of $message selects $value', async ({ expression, message, value }) => {
  expect(await routeOf(expression, message, ['a', 'b', '1', 'true', '[item1, item2]', 'x'])).toBe(value);
});

test('an object is selected as a Java map prints (unproven)', async () => {
  expect(await routeOf('$request.body.o', { o: { k: 'v' } }, ['{k=v}'])).toBe('{k=v}');
});

test('a static expression selects its route for messages that are no JSON too (unproven)', async () => {
  expect(await routeOf('action', 'plain words', ['action'])).toBe('action');
});

test('whatever is said, some route serves it or none, and the connection lives', async () => {
  const api = new EmulatedApi(sampleApi({ join: { integration: proxyTo('handler') } }), { handler: () => ({}) });
  const client = await api.open();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.json().map((value) => `{"action":${value}}`),
      ),
      async (text) => {
        const before = client.received.length + api.lambda.calls.length;
        await api.say(client, text);
        expect(client.received.length + api.lambda.calls.length).toBe(before + 1);
        expect(client.connection.state).toBe('open');
      },
    ),
    { numRuns: 200 },
  );
  expect(api.warnings.filter((warning) => warning.includes('defect'))).toEqual([]);
});
