import { Ajv } from 'ajv';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { configJsonSchema } from '../../../src/sources/config/json-schema.ts';
import { loadText, said } from './reading.ts';

const name = fc.stringMatching(/^[a-z][a-zA-Z0-9]{0,8}$/).filter((one) => !(one in {}) && one !== 'iam');
const seconds = fc.integer({ min: 1, max: 900 });

const functionSettings = fc.oneof(
  fc.constantFrom('handlers/a.list', './src/b.handler', 'index.a.b'),
  fc.record(
    {
      handler: fc.constant('handlers/a.list'),
      timeout: seconds,
      memory: fc.integer({ min: 128, max: 10_240 }),
      environment: fc.dictionary(
        fc.stringMatching(/^[A-Z][A-Z_]{1,5}$/),
        fc.oneof(fc.string(), fc.integer(), fc.boolean()),
      ),
      concurrency: fc.integer({ min: 0, max: 10 }),
      isolation: fc.constantFrom('thread', 'process'),
      url: fc.oneof(fc.boolean(), fc.record({ auth: fc.constantFrom('NONE', 'IAM') })),
    },
    { requiredKeys: ['handler'] },
  ),
);

const throttle = fc.record(
  { rate: fc.double({ min: 0, max: 1e6, noNaN: true }), burst: fc.nat(1000) },
  { requiredKeys: [] },
);
const segment = fc.stringMatching(/^[a-z0-9._-]{1,6}$/);

/** Variables are named by their depth, so that no two siblings differ. */
const path = fc
  .array(fc.oneof({ weight: 3, arbitrary: segment }, { weight: 1, arbitrary: fc.constant('{}') }), { maxLength: 4 })
  .map((parts) =>
    parts.length === 0 ? '/' : parts.map((part, depth) => `/${part === '{}' ? `{v${depth}}` : part}`).join(''),
  );
const method = fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY');
const methodAndPath = fc.tuple(method, path).map(([verb, rest]) => `${verb} ${rest}`);

const payloadFormat = { payloadFormatVersion: fc.constantFrom('1.0', '2.0') };

const target = (functions: readonly string[], api: object, integration: object = {}) => {
  const known = fc.constantFrom(...functions);
  return fc.oneof(
    known,
    fc.record(
      { function: known, throttle, timeoutInMillis: fc.integer({ min: 50, max: 29_000 }), ...api },
      { requiredKeys: ['function'] },
    ),
    fc.record({ http: fc.constant('http://localhost:9000/x') }),
    fc.record({
      integration: fc.record({ type: fc.constantFrom('aws_proxy', 'AWS_PROXY'), uri: known, ...integration }),
    }),
  );
};

const common = {
  stageVariables: fc.dictionary(fc.stringMatching(/^[a-z0-9_]{1,8}$/), fc.stringMatching(/^[a-z0-9._~:/-]{1,8}$/)),
  throttle,
  basePath: fc.constantFrom('/', 'v1', 'a/b'),
  disableExecuteApiEndpoint: fc.boolean(),
};

const api = (functions: readonly string[]) =>
  fc.oneof(
    fc.record(
      {
        type: fc.constant('http'),
        ...common,
        cors: fc.oneof(
          fc.boolean(),
          fc.record({ allowOrigins: fc.constant(['https://a.example']), maxAge: fc.integer({ min: -1, max: 86_400 }) }),
        ),
        routes: fc.dictionary(
          fc.oneof(methodAndPath, fc.constant('$default')),
          target(functions, payloadFormat, payloadFormat),
        ),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('rest'),
        ...common,
        routes: fc.dictionary(methodAndPath, target(functions, { authorizer: fc.constant('iam') })),
        binaryMediaTypes: fc.array(fc.constantFrom('*/*', 'image/png')),
        minimumCompressionSize: fc.nat(10_485_760),
      },
      { requiredKeys: ['type'] },
    ),
    fc.record(
      {
        type: fc.constant('websocket'),
        ...common,
        routeSelectionExpression: fc.constant('$request.body.action'),
        routes: fc.dictionary(
          fc.oneof(fc.constantFrom('$connect', '$disconnect', '$default'), name),
          target(functions, { routeResponse: fc.boolean() }),
        ),
      },
      { requiredKeys: ['type', 'routeSelectionExpression'] },
    ),
  );

const config = fc.dictionary(name, functionSettings, { minKeys: 1, maxKeys: 5 }).chain((functions) =>
  fc.record(
    {
      functions: fc.constant(functions),
      apis: fc.dictionary(name, api(Object.keys(functions)), { maxKeys: 4 }),
      region: fc.constantFrom('eu-west-1', 'us-gov-west-1', 'ap-southeast-2'),
      port: fc.constantFrom(0, 3000, 8080),
      admin: fc.oneof(fc.constant(false), fc.record({ port: fc.constantFrom(0, 4567) })),
    },
    { requiredKeys: ['functions'] },
  ),
);

const validate = new Ajv({ strict: false }).compile(configJsonSchema());

test('whatever the vocabulary allows loads without a problem, from YAML and from JSON, and passes the JSON Schema', async () => {
  await fc.assert(
    fc.asyncProperty(config, async (value) => {
      const plain = JSON.parse(JSON.stringify(value)) as typeof value;
      const fromYaml = await loadText(stringify(plain));
      expect(fromYaml.problems.map(said)).toEqual([]);
      expect(Object.keys(fromYaml.model?.functions ?? {})).toEqual(Object.keys(plain.functions));
      expect(fromYaml.model?.apis.map(({ name: one, type }) => [one, type])).toEqual(
        Object.entries(plain.apis ?? {}).map(([one, { type }]) => [one, type]),
      );
      const fromJson = await loadText(JSON.stringify(plain));
      expect(withoutPlaces(fromJson.model)).toEqual(withoutPlaces(fromYaml.model));
      expect(validate(plain), JSON.stringify(validate.errors)).toBe(true);
    }),
    { numRuns: 150 },
  );
});

test('one unknown key anywhere is one problem, at that key, in the loader and in the schema', async () => {
  await fc.assert(
    fc.asyncProperty(config, fc.nat(), async (value, seed) => {
      const plain = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
      const records = recordsOf(plain);
      const chosen = records[seed % records.length];
      if (!chosen) return;
      chosen['zzUnknown'] = 1;
      const { problems } = await loadText(JSON.stringify(plain, null, 1));
      expect(problems.map(({ message }) => message.slice(0, 23))).toEqual(['unknown key "zzUnknown"']);
      expect(validate(plain)).toBe(false);
    }),
    { numRuns: 100 },
  );
});

test('nothing that YAML can hold makes the loader throw', async () => {
  await fc.assert(
    fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (functions, apis) => {
      const { problems } = await loadText(
        JSON.stringify({ functions, apis: { a: apis, b: { type: 'rest', routes: apis } } }),
      );
      expect(problems.length).toBeGreaterThan(0);
    }),
  );
});

function withoutPlaces(model: unknown): unknown {
  return JSON.parse(JSON.stringify(model, (key, value: unknown) => (key === 'declaredAt' ? undefined : value)));
}

/** The maps with fixed keys: the document, functions in long form, APIs, routes in long form. */
function recordsOf(config: Record<string, unknown>): Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [config];
  const add = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) found.push(value as Record<string, unknown>);
  };
  for (const entry of Object.values(config['functions'] ?? {})) add(entry);
  for (const entry of Object.values(config['apis'] ?? {}) as { routes?: object }[]) {
    add(entry);
    for (const route of Object.values(entry.routes ?? {})) add(route);
  }
  return found;
}
