// `edge:` and `domains:` of the file: what is read, and mistakes word for word. Rules of AWS: docs/aws/rest-api.md#routing-rules.
import { expect, test } from 'vitest';
import { loadText, said } from './reading.ts';

const bare = `functions: { f: a.b }
apis:
  page: { type: http, routes: { $default: f } }
  back: { type: rest, stage: dev, routes: { GET /: f } }
  chat: { type: websocket, stage: dev, routeSelectionExpression: $request.body.action, routes: { $default: f } }
`;
const top = `${bare}edge: { port: 8000 }\n`;
const mapping = (entries: string): string => `${top}domains:\n  a.localhost: { mappings: { ${entries} } }\n`;
const rules = (entries: string): string => `${top}domains:\n  a.localhost: { routingRules: [${entries}] }\n`;
const to = (api: string): string => `actions: [{ invokeApi: { api: ${api} } }]`;
const header = (name: string, glob: string): string =>
  `conditions: [{ matchHeaders: { anyOf: [{ header: ${name}, valueGlob: "${glob}" }] } }]`;

async function problemsOf(text: string): Promise<string[]> {
  return (await loadText(text)).problems.map(said).filter((line) => !line.includes('handler'));
}

test('mappings, rules and mode of a domain are read', async () => {
  const { model } = await loadText(`${top}domains:
  API.Shop.localhost:
    mappings: { "": page, orders/v2: back/dev }
    routingRules:
      - { priority: 10, ${header('x-version', 'beta*')}, ${to('back')} }
      - { priority: 20, conditions: [{ matchBasePaths: { anyOf: [pets] } }], actions: [{ invokeApi: { api: back, stage: dev, stripBasePath: true } }] }
    routingMode: ROUTING_RULE_ONLY
`);
  expect(model?.edge).toEqual({ port: 8000 });
  expect(model?.domains).toMatchObject([
    {
      name: 'api.shop.localhost',
      routingMode: 'rules',
      mappings: [
        { basePath: '', api: 'page' },
        { basePath: 'orders/v2', api: 'back' },
      ],
      routingRules: [
        { priority: 10, headers: [{ header: 'x-version', valueGlob: 'beta*' }], basePaths: [], stripBasePath: false },
        { priority: 20, headers: [], basePaths: ['pets'], api: 'back', stripBasePath: true },
      ],
    },
  ]);
});

test.each([
  ['without rules', '', 'mappings'],
  ['with rules', `routingRules: [{ priority: 1, ${to('back')} }]`, 'rules-then-mappings'],
])('the mode follows what is there: %s', async (_name, part, mode) => {
  const { model } = await loadText(`${top}domains: { a.localhost: { mappings: { "": page }, ${part} } }\n`);
  expect(model?.domains?.[0]?.routingMode).toBe(mode);
});

test('an API that is written wrongly is one mistake, not two', async () => {
  const text = mapping('x: back').replace('type: rest', 'type: rst');
  expect(await problemsOf(text)).toEqual([expect.stringContaining('apis.back.type must be one of')]);
});

test.each([
  ['an unknown API', mapping('x: bakc'), 'names the API "bakc", which does not exist -> Did you mean "back"?'],
  ['another stage', mapping('x: back/prod'), 'names the stage "prod", but "back" has the stage "dev" -> Write back.'],
  ['a key with slashes at its ends', mapping('/x/: page'), 'Write it without slashes at its ends: x'],
  [
    'the catch-all twice',
    mapping('"": page, (none): back'),
    '"(none)" in domains["a.localhost"].mappings is the base path "" again',
  ],
  [
    'a WebSocket API beside another',
    mapping('x: page, y: chat'),
    'has a WebSocket API beside others, which AWS refuses',
  ],
  [
    'a priority twice',
    rules(`{ priority: 1, ${to('back')} }, { priority: 1, ${to('back')} }`),
    'has the priority 1 of',
  ],
  [
    'a forbidden header',
    rules(`{ priority: 1, ${header('Authorization', '*')}, ${to('back')} }`),
    'AWS refuses rules by the header "Authorization"',
  ],
  ['a star inside', rules(`{ priority: 1, ${header('x-a', 'a*b')}, ${to('back')} }`), '"a*b" has a * inside'],
  ['a rule to an HTTP API', rules(`{ priority: 1, ${to('page')} }`), 'warning: '],
  ['no host name', `${top}domains: { "a b": {} }\n`, 'must be a host name such as api.shop.localhost'],
  ['a domain twice', `${top}domains: { a.localhost: {}, A.localhost: {} }\n`, 'case does not count in host names'],
  [
    'no edge',
    `${bare}domains: { a.localhost: {} }\n`,
    'warning: domains need an edge, and the configuration has none -> Add edge: { port: 8000 }, or start with --edge-port 8000.',
  ],
  ['a taken port', `${bare}edge: { port: 3001 }\n`, 'port 3001 is wanted twice: by the API "back" and by the edge'],
])('%s is said', async (_name, text, expected) => {
  expect(await problemsOf(text)).toEqual([expect.stringContaining(expected)]);
});
