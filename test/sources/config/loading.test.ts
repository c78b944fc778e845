import { expect, test } from 'vitest';
import { EmulatorError } from '../../../src/model/base/errors.ts';
import { defineConfig, type EmulatorConfig, modelFromObject } from '../../../src/sources/config/index.ts';
import type { TextChecks } from '../../../src/sources/problems/text-checks.ts';
import { httpApi, loadText, restApi, said, webSocketApi } from './reading.ts';

const three = `port: 4000
functions:
  a: { handler: x.y, url: true }
  b: { handler: x.y, url: { port: 5000 } }
  c: { handler: x.y, url: {} }
apis:
  one: { type: http }
  two: { type: rest }
  three: { type: websocket, routeSelectionExpression: $request.body.action }
`;

const portsOf = async (text: string, options = {}) => {
  const { model } = await loadText(text, {}, options);
  return {
    apis: model?.apis.map(({ name, port }) => `${name} ${port}`),
    urls: Object.values(model?.functions ?? {}).map(({ url }) => url?.port),
    admin: model?.admin,
  };
};

test('APIs get ports in the order of the file, function URLs the next ones, the admin port 4567', async () => {
  expect(await portsOf(three)).toEqual({
    apis: ['one 4000', 'two 4001', 'three 4002'],
    urls: [4003, 5000, 4005],
    admin: { port: 4567 },
  });
});

test('port 0 is 0 for all', async () => {
  expect(await portsOf(three, { port: 0, adminPort: 0 })).toEqual({
    apis: ['one 0', 'two 0', 'three 0'],
    urls: [0, 5000, 0],
    admin: { port: 0 },
  });
});

test('admin: false turns the admin port off, --admin-port turns it on', async () => {
  const text = 'admin: false\nfunctions: { a: x.y }\n';
  expect((await portsOf(text)).admin).toBe(false);
  expect((await portsOf(text, { adminPort: 1 })).admin).toEqual({ port: 1 });
  expect((await portsOf('admin: {}\nfunctions: { a: x.y }\n')).admin).toEqual({ port: 4567 });
});

test('chosen APIs keep their ports, unless a port is given', async () => {
  expect((await portsOf(three, { only: ['three'] })).apis).toEqual(['three 4002']);
  expect((await portsOf(three, { only: ['two', 'three'], port: 9000 })).apis).toEqual(['two 9000', 'three 9001']);
});

test('an unknown API among the chosen ones is refused with the known names', async () => {
  const loading = loadText(three, {}, { only: ['tow'] });
  await expect(loading).rejects.toThrow(EmulatorError);
  await expect(loading).rejects.toThrow('There is no API "tow". Known: one, two, three.');
});

test('APIs beyond the last port are a problem', async () => {
  const { problems } = await loadText('port: 65535\napis:\n  one: { type: http }\n  two: { type: http }\n');
  expect(problems.map(said)).toEqual(['1:7 2 APIs from port 65535 on go beyond 65535 -> Choose a lower port.']);
});

test('the env file is read and watched; --env-file stands in its place', async () => {
  const files = { '/app/.env': '# comment\nA=1\nB="two words"\n', '/app/other.env': 'A=9\n' };
  const text = 'envFile: .env\nfunctions: { a: x.y }\n';
  const own = await loadText(text, files);
  expect(own.model?.env).toEqual({ A: '1', B: 'two words' });
  expect(own.files).toEqual(['/app/emulator.config.yaml', '/app/.env']);
  expect((await loadText(text, files, { envFile: 'other.env' })).model?.env).toEqual({ A: '9' });
});

test('a file that is missing is still watched', async () => {
  const { files } = await loadText('envFile: .env\nfunctions: { a: x.y }\n');
  expect(files).toContain('/app/.env');
});

test('endpoints come from the configuration, else from AWS_ENDPOINT_URL_ variables', async () => {
  const text = 'endpoints: { sqs: "http://localhost:1" }\nenvFile: .env\nfunctions: { a: x.y }\n';
  const { model } = await loadText(
    text,
    { '/app/.env': 'AWS_ENDPOINT_URL_DYNAMODB=http://localhost:2\n' },
    {
      environment: {
        AWS_ENDPOINT_URL_SQS: 'http://localhost:3',
        AWS_ENDPOINT_URL_SFN: 'http://localhost:4',
        HOME: '/',
      },
    },
  );
  expect(model?.endpoints).toEqual({
    sqs: 'http://localhost:1',
    dynamodb: 'http://localhost:2',
    states: 'http://localhost:4',
  });
});

test('a configuration in JSON reads the same', async () => {
  const { model, problems } = await loadText(
    '{\n  "functions": { "a": "x.y" },\n  "apis": { "s": { "type": "http", "routes": { "GET /": "b" } } }\n}',
  );
  expect(model).toBeUndefined();
  expect(problems.map(said)).toEqual([
    '3:57 apis.s.routes["GET /"] names the function "b", which does not exist -> Known functions: a.',
  ]);
});

test('a configuration in code reads the same, without positions', async () => {
  const config = defineConfig({
    functions: { list: 'handlers/a.list' },
    apis: {
      shop: {
        type: 'http',
        routes: { 'GET /a': { integration: { type: 'aws_proxy', uri: 'list', payloadFormatVersion: '2.0' } } },
      },
    },
  });
  const { model, problems, files } = await modelFromObject(config, '/app');
  expect(problems).toEqual([]);
  expect(files).toEqual([]);
  expect(model).toMatchObject({ root: '/app', apis: [{ name: 'shop', port: 3000, routes: [{ routeKey: 'GET /a' }] }] });
  expect(model?.apis[0]).not.toHaveProperty('declaredAt');
});

test('mistakes in code name their place', async () => {
  const config = {
    functions: { list: { handler: 'a.b', timeout: 0 } },
    region: undefined,
  } as unknown as EmulatorConfig;
  const { problems } = await modelFromObject(config, '/app');
  expect(problems).toEqual([
    { severity: 'error', message: 'functions.list.timeout must be an integer from 1 to 900 (seconds), found 0' },
  ]);
});

test('the deployment id changes with the API, not with its place in the file or its port', async () => {
  const idOf = async (text: string, options = {}) =>
    (await loadText(text, {}, options)).model?.apis[0]?.stage.deploymentId;
  const text = httpApi('    routes: { GET /a: list }\n');
  const id = await idOf(text);
  expect(await idOf(`# moved down\n${text}`, { port: 8000 })).toBe(id);
  expect(await idOf(httpApi('    routes: { GET /b: list }\n'))).not.toBe(id);
});

test('an OpenAPI document and routes are one API, and a route cannot stand in both', async () => {
  const document = JSON.stringify({
    openapi: '3.0.1',
    info: { title: 't', version: '1' },
    paths: {
      '/a': {
        get: {
          'x-amazon-apigateway-integration': {
            type: 'http_proxy',
            httpMethod: 'GET',
            uri: 'http://localhost:1',
            payloadFormatVersion: '1.0',
          },
        },
      },
    },
  });
  const files = { '/app/api.json': document };
  const good = await loadText(httpApi('    openapi: api.json\n    routes: { GET /b: list }\n'), files);
  expect(good.model?.apis[0]).toMatchObject({ routes: [{ routeKey: 'GET /a' }, { routeKey: 'GET /b' }] });
  const twice = await loadText(httpApi('    openapi: api.json\n    routes: { GET /a: list }\n'), files);
  expect(twice.problems.filter(({ severity }) => severity === 'error').map(said)).toEqual([
    '8:15 the OpenAPI document already defines the route "GET /a" -> Remove one of the two.',
  ]);
});

test('basepath says what becomes of the base path of the document, and needs one', async () => {
  const document = JSON.stringify({
    openapi: '3.0.1',
    info: { title: 't', version: '1' },
    servers: [{ url: 'https://example.com/v1/shop' }],
    paths: { '/a': { get: { 'x-amazon-apigateway-integration': { type: 'mock' } } } },
  });
  const pathWith = async (line: string) => {
    const { model } = await loadText(restApi(`    openapi: api.json\n${line}`), { '/app/api.json': document });
    const api = model?.apis[0];
    return api?.type === 'rest' ? api.methods.map(({ path }) => path) : undefined;
  };
  expect(await pathWith('')).toEqual(['/a']);
  expect(await pathWith('    basepath: prepend\n')).toEqual(['/v1/shop/a']);
  expect(await pathWith('    basepath: split\n')).toEqual(['/shop/a']);
  const { problems } = await loadText(httpApi('    basepath: split\n    routes: { GET /a: list }\n'));
  expect(problems.map(said)).toEqual([
    "7:15 basepath is about the base path of a document: name one in openapi -> A custom domain's base path is written basePath.",
  ]);
});

test('problems of an OpenAPI document have their places in it', async () => {
  const { problems } = await loadText(httpApi('    openapi: docs/api.yaml\n'), {
    '/app/docs/api.yaml': 'openapi: 3.1.0\n',
  });
  expect(problems.find(({ severity }) => severity === 'error')?.position).toMatchObject({
    file: 'docs/api.yaml',
    line: 1,
  });
});

test('templates, expressions, patterns and schemas are checked by their engines, and mistakes stand at their lines', async () => {
  const checks: TextChecks = {
    template: (text) => (text.includes('#if(') ? { line: 2, column: 3, message: '#end is missing' } : undefined),
    expression: (use, text) => (text === 'nope' ? `unknown in a ${use}` : undefined),
    pattern: (text) => (text === '(' ? 'unclosed group' : undefined),
    schema: (text) => (text.includes('objct') ? 'unknown type' : undefined),
    selectionExpression: (text) => (text.startsWith('$') ? undefined : 'no variable'),
    mappingKey: (_side, key) => (key.includes('Authorization') ? 'reserved header' : undefined),
  };
  const rest = await loadText(
    restApi(`    models: { Pet: { schema: { type: objct } } }
    routes:
      GET /a:
        integration:
          type: mock
          requestParameters: { integration.request.header.A: nope }
          requestTemplates:
            application/json: |
              { "statusCode":
                #if($x) 200 }
          responses:
            "(": { statusCode: 200 }
`),
    {},
    { checks },
  );
  expect(rest.problems.map(said)).toEqual([
    '7:30 apis.back.models.Pet.schema is not a JSON Schema: unknown type',
    '12:62 apis.back.routes["GET /a"].integration.requestParameters["integration.request.header.A"] cannot be mapped: unknown in a rest-request',
    '16:17 the template at apis.back.routes["GET /a"].integration.requestTemplates["application/json"] does not parse: #end is missing',
    '18:13 the pattern "(" is not a regular expression: unclosed group',
  ]);
  const http = await loadText(
    httpApi(
      '    routes:\n      GET /a: { integration: { type: http_proxy, uri: "http://localhost:1", requestParameters: { append:header.Authorization: x } } }\n',
    ),
    {},
    { checks },
  );
  expect(http.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching('cannot be mapped: reserved header'),
  ]);
  const socket = await loadText(
    webSocketApi('    routes: { a: { function: list, modelSelectionExpression: x } }\n'),
    {},
    { checks },
  );
  expect(socket.problems.map(({ message }) => message)).toEqual([
    'apis.chat.routes.a.modelSelectionExpression is not a selection expression: no variable',
  ]);
});
