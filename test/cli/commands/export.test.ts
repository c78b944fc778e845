import { parse } from 'yaml';
import { expect, test } from 'vitest';
import { runExport, type ExportFlags } from '../../../src/cli/commands/export.ts';
import { importRestApi } from '../../../src/sources/openapi/index.ts';

const sam = { type: 'rest', stage: 'prod', openapi: 'fixtures/openapi/cdk-items.json' };
const shop = { type: 'http', routes: { 'GET /': { http: 'http://localhost:9000' } } };
const chat = { type: 'websocket', stage: 'dev', routeSelectionExpression: '$request.body.action', routes: {} };
const functions = { CreateItem: 'handlers/products.list' };

async function run(apis: object, flags: ExportFlags = {}): Promise<{ code: number; stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  const io = {
    stdout: (text: string): void => void (stdout += text),
    stderr: (text: string): void => void (stderr += text),
    data: (text: string): void => void (stdout += text),
    paint: (_style: unknown, text: string): string => text,
    colours: false,
    environment: {},
    cwd: process.cwd(),
  };
  const code = await runExport({ config: { functions, apis }, cwd: process.cwd(), environment: {}, ...flags }, io);
  return { code, stdout, stderr };
}

test('the only API is exported as YAML, which imports to the same routes', async () => {
  const { code, stdout, stderr } = await run({ items: sam, chat });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const options = { region: 'us-east-1', accountId: '123456789012', apiId: 'abcdefghij' };
  const { definition, problems } = importRestApi({ file: 'export.yaml', text: stdout }, options);
  expect(problems).toEqual([]);
  expect(definition.methods.map(({ httpMethod, path }) => `${httpMethod} ${path}`)).toEqual(['POST /items']);
});

test('a named API is exported in the format and output that is asked for', async () => {
  const { stdout } = await run(
    { items: sam, shop },
    { name: 'items', format: 'swagger', output: 'json', extensions: [] },
  );
  expect(JSON.parse(stdout)).toMatchObject({ swagger: '2.0', info: { title: 'items' }, basePath: '/prod' });
  expect(stdout).not.toContain('x-amazon-apigateway-integration');
  const http = await run({ items: sam, shop }, { name: 'shop' });
  expect(parse(http.stdout)).toMatchObject({ openapi: '3.0.1', 'x-amazon-apigateway-importexport-version': '1.0' });
});

test.each([
  ['no name where there are several', { items: sam, shop }, {}, 'Which API? Name one of items, shop.\n'],
  ['an unknown name', { items: sam }, { name: 'itms' }, 'There is no API "itms". Known: items.\n'],
  ['a WebSocket API', { chat }, { name: 'chat' }, '"chat" is a WebSocket API: it has no OpenAPI form.\n'],
  ['only WebSocket APIs', { chat }, {}, 'There is no API to export: WebSocket APIs have no OpenAPI form.\n'],
  [
    'an HTTP API in OpenAPI 2',
    { shop },
    { format: 'swagger' },
    '"shop" is an HTTP API, which OpenAPI 2 cannot describe. Leave out --format, or say oas30.\n',
  ],
] as const)('%s ends with 1 and a sentence', async (_what, apis, flags, expected) => {
  expect(await run(apis, flags)).toEqual({ code: 1, stdout: '', stderr: expected });
});

test('a definition with errors is not exported', async () => {
  const { code, stdout, stderr } = await run({ shop: { ...shop, routes: { 'GET /': 'nobody' } } });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain('nobody');
});
