import { Ajv } from 'ajv';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../../src/sources/config/json-schema.ts';
import { loadText } from './reading.ts';

const ajv = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false });
const validate = ajv.compile(configJsonSchema());

test('the sample configuration of this repository is valid', () => {
  const sample: unknown = parse(readFileSync(new URL('../../../emulator.config.yaml', import.meta.url), 'utf8'));
  expect(validate(sample), JSON.stringify(validate.errors)).toBe(true);
});

/** Mistakes of shape; what only the whole file can tell (a function that does not exist) is beyond a schema. */
test.each([
  ['an unknown key at the top', 'function: {}'],
  ['an unknown key of a function', 'functions: { list: { handler: a.b, timeot: 1 } }'],
  ['an unknown key of an API', 'apis: { shop: { type: http, route: {} } }'],
  ['an unknown key of a route', 'apis: { shop: { type: http, routes: { GET /a: { functon: list } } } }'],
  ['a key of another kind of API', 'apis: { shop: { type: http, limits: {} } }'],
  ['a wrong type', 'functions: { list: { handler: a.b, timeout: ten } }'],
  ['a number out of range', 'functions: { list: { handler: a.b, memory: 64 } }'],
  ['a missing key', 'apis: { chat: { type: websocket } }'],
  ['a missing type', 'apis: { shop: {} }'],
  ['an unknown choice', 'functions: { list: { handler: a.b, isolation: proc } }'],
  ['a name that cannot be one', 'functions: { "my list": a.b }'],
  ['a route key without a method', 'apis: { shop: { type: http, routes: { /orders: list } } }'],
  ['a route key in lower case', 'apis: { shop: { type: http, routes: { get /orders: list } } }'],
  ['$default in a REST API', 'apis: { back: { type: rest, routes: { $default: list } } }'],
  ['a route key that ends with a slash', 'apis: { back: { type: rest, routes: { GET /orders/: list } } }'],
  ['a list for a target', 'apis: { shop: { type: http, routes: { GET /: [list] } } }'],
  ['a short API key', 'apis: { b: { type: rest, apiKeys: { k: { value: short } } } }'],
])('%s is refused by the schema as by the loader', async (_title, text) => {
  expect(validate(parse(text))).toBe(false);
  const { problems } = await loadText(text);
  expect(problems.some(({ severity }) => severity === 'error')).toBe(true);
});

test('numbers, cases and aliases that the loader reads pass the schema', () => {
  const text = `
accountId: 123456789012
functions: { a: { handler: x.y, environment: { A: 1, B: true }, url: { auth: AWS_IAM } } }
apis:
  s:
    type: http
    routes: { GET /a: { function: a, payloadFormatVersion: 1.0 }, GET /b: { integration: { type: aws_proxy, uri: a } } }
  b: { type: rest, authorizers: { p: { type: cognito_user_pools, userPool: local } } }
`;
  expect(validate(parse(text)), JSON.stringify(validate.errors)).toBe(true);
});

test('every key of the file is described', () => {
  const undescribed: string[] = [];
  const { definitions } = configJsonSchema() as {
    definitions: Record<string, { properties: Record<string, { description?: string }> }>;
  };
  for (const [name, { properties }] of Object.entries(definitions)) {
    for (const [key, { description }] of Object.entries(properties)) {
      if (key !== 'type' && description === undefined) undescribed.push(`${name}.${key}`);
    }
  }
  expect(undescribed).toEqual([]);
});

const all = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, allErrors: true });
const validateAll = all.compile(configJsonSchema());

/** What an editor lists: `if` itself is said beside what is wrong inside. */
function listed(text: string): string[] {
  validateAll(parse(text));
  return (validateAll.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

test.each([
  [
    'apis: { shop: { type: http, routes: { GET /a: { functon: list } } } }',
    '/apis/shop/routes/GET ~1a must NOT have additional properties {"additionalProperty":"functon"}',
  ],
  [
    'functions: { list: { handler: a.b, timeot: 1 } }',
    '/functions/list must NOT have additional properties {"additionalProperty":"timeot"}',
  ],
  [
    'apis: { shop: { type: http, limits: {} } }',
    '/apis/shop must NOT have additional properties {"additionalProperty":"limits"}',
  ],
  ['functions: { list: 3 }', '/functions/list must be string,object {"type":["string","object"]}'],
  ['apis: { shop: {} }', '/apis/shop must have required property \'type\' {"missingProperty":"type"}'],
  [
    'apis: { b: { type: rest, authorizers: { a: { type: token, functoin: x, function: y } } } }',
    '/apis/b/authorizers/a must NOT have additional properties {"additionalProperty":"functoin"}',
  ],
])('one mistake is one line in an editor, of the branch that was meant: %s', (text, line) => {
  expect(listed(text)).toEqual([line]);
});
