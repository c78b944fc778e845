import { expect, test } from 'vitest';
import { httpApi, loadText, said, webSocketApi } from './reading.ts';

const shop = httpApi('    routes: { GET /items: list, ANY /all: create }\n');
const withFault = (rule: string): string => `${shop}faults:\n  - ${rule}\n`;

// Mistakes in drills: what the user reads, word for word, with its place.
test.each([
  [
    'a kind that is mistyped',
    '{ kind: latncy, milliseconds: 1 }',
    '9:13 faults[0].kind must be one of "latency", "throttle", "timeout", "function-error", "cold-start", "malformed-result", "authorizer-failure", "authorizer-deny", "drop-before-head", "drop-after-head", "slow-body", "websocket-drop", "websocket-half-open", "connection-gone", found "latncy" -> Did you mean "latency"?',
  ],
  [
    'latency without a time',
    '{ kind: latency }',
    '9:5 faults[0] needs "milliseconds": how much later the integration answers',
  ],
  ['a setting of another kind', '{ kind: throttle, code: 1006 }', '9:23 throttle takes no "code"'],
  [
    'an API that does not exist',
    '{ kind: throttle, api: shopp }',
    '9:28 faults[0] names the API "shopp", which does not exist -> Did you mean "shop"?',
  ],
  [
    'a route that does not exist',
    '{ kind: throttle, route: GET /itms }',
    '9:30 faults[0] names the route "GET /itms", which does not exist -> Did you mean "GET /items"?',
  ],
  [
    'a function that does not exist',
    '{ kind: throttle, function: lst }',
    '9:33 faults[0] names the function "lst", which does not exist -> Did you mean "list"?',
  ],
  [
    'a share of nothing',
    '{ kind: throttle, share: 0 }',
    '9:30 faults[0].share must be above 0, or the rule never does anything',
  ],
  [
    'a WebSocket drill without a WebSocket API',
    '{ kind: websocket-drop, api: shop }',
    '9:13 websocket-drop needs a WebSocket API, and shop is none',
  ],
  [
    'an authorizer drill on an open route',
    '{ kind: authorizer-deny, route: GET /items }',
    '9:13 authorizer-deny needs an authorizer on the route, and GET /items has none',
  ],
])('%s', async (_, rule, message) => {
  const { problems, model } = await loadText(withFault(rule));
  expect(problems.map(said)).toEqual([message]);
  expect(model).toBeUndefined();
});

test('the places of rules behind one that cannot be read stay right', async () => {
  const { problems } = await loadText(`${shop}faults:\n  - 5\n  - { kind: throttle, api: shopp }\n`);
  expect(problems.map(said)).toEqual([
    '9:5 faults[0] must be a map, found 5',
    '10:28 faults[1] names the API "shopp", which does not exist -> Did you mean "shop"?',
  ]);
});

test('rules are part of the model, with where they stand', async () => {
  const { model, problems } = await loadText(withFault('{ kind: throttle, route: GET /all, share: 0.5, seed: 1 }'));
  expect(problems).toEqual([]);
  expect(model?.faults).toEqual([
    {
      kind: 'throttle',
      route: 'GET /all',
      share: 0.5,
      seed: 1,
      declaredAt: { file: 'emulator.config.yaml', line: 9, column: 5 },
    },
  ]);
});

test('an API with a name of its own is named by its key or by that name', async () => {
  const chat = webSocketApi('    name: Chat\n    routes: { $default: list }\n');
  const { model, problems } = await loadText(
    `${chat}faults: [{ kind: websocket-drop, api: chat, code: 1001 }, { kind: throttle, api: Chat }]\n`,
  );
  expect(problems.map(said)).toEqual([]);
  expect(model?.faults?.map(({ api }) => api)).toEqual(['Chat', 'Chat']);
});
