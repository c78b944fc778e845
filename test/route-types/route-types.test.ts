// `gw-emulate types`: what is generated compiles under strict TypeScript, and says of routes what the definition does.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '../../src/cli/program.ts';
import { schemaType } from '../../src/route-types/schema-type.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CONFIG = {
  functions: { f: { inline: 'exports.handler = async () => ({})' } },
  apis: {
    'my-shop': {
      type: 'http',
      authorizers: {
        users: { type: 'jwt', issuer: 'https://idp.example/', audience: ['a'] },
        session: { type: 'request', function: 'f', identitySource: ['$request.header.Cookie'] },
      },
      routes: {
        'GET /orders/{id}/{rest+}': { function: 'f', authorizer: 'users' },
        'POST /orders': { function: 'f', authorizer: 'session', payloadFormatVersion: '1.0' },
        $default: 'f',
      },
    },
    // Its models must not take the names of what every file has.
    api: {
      type: 'rest',
      stage: 'dev',
      models: {
        Response: {
          contentType: 'application/json',
          schema: { type: 'object', properties: { ok: { type: 'boolean' } }, required: ['ok'] },
        },
        Tree: {
          contentType: 'application/json',
          schema: {
            type: 'object',
            description: 'A tree */ of names',
            properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#' } } },
            required: ['name'],
          },
        },
        Loop: { contentType: 'application/json', schema: { anyOf: [{ $ref: '#' }, { type: 'string' }] } },
        Order: {
          contentType: 'application/json',
          schema: {
            type: 'object',
            required: ['kind', 'lines', 'odd name'],
            properties: {
              kind: { enum: ['gift', "it's", 1, null] },
              lines: { type: 'array', items: { $ref: '#/definitions/Line' } },
              either: {
                anyOf: [{ type: 'object', properties: { a: { type: 'integer' } } }, { type: ['string', 'null'] }],
              },
              list: {
                type: 'array',
                items: {
                  oneOf: [
                    { type: 'object', properties: { b: { type: 'number' } } },
                    { type: 'object', properties: { c: { type: 'number' } } },
                  ],
                },
              },
              open: { type: 'object', additionalProperties: { type: 'number' } },
            },
            definitions: {
              Line: {
                type: 'object',
                properties: { product: { type: 'string' }, quantity: { type: 'integer' } },
                required: ['product'],
              },
            },
          },
        },
      },
      requestValidators: { all: { validateRequestBody: true, validateRequestParameters: true } },
      routes: {
        'PUT /orders/{id}': {
          function: 'f',
          requestValidator: 'all',
          requestParameters: { 'method.request.querystring.limit': true, 'method.request.querystring.after': false },
          requestModels: { 'application/json': 'Order' },
          methodResponses: {
            200: { responseModels: { 'application/json': 'Tree' } },
            404: { responseModels: { 'application/json': 'Response' } },
          },
        },
      },
    },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: { $connect: 'f', $disconnect: 'f', send: 'f' },
    },
  },
};

const USES = `
import type { ApiClient, ApiOrder, ApiTree, Event, Body, PathParameters, AuthorizerContext, ApiResponse } from './routes.ts';

export const list = async (event: Event<'my-shop', 'GET /orders/{id}/{rest+}'>): Promise<string> =>
  event.pathParameters.id + event.pathParameters.rest + String(event.requestContext.authorizer.jwt.claims['sub']);
export const old = (event: Event<'my-shop', 'POST /orders'>): string | number | boolean | null | undefined =>
  event.requestContext.authorizer['principalId'] ?? event.resource;
export const put = (event: Event<'api', 'PUT /orders/{id}'>): Body<'api', 'PUT /orders/{id}'> => {
  const limit: string = event.queryStringParameters?.limit ?? event.pathParameters.id;
  return { ...(JSON.parse(event.body ?? '{}') as ApiOrder), 'odd name': limit };
};
export const send = (event: Event<'chat', 'send'>): string => event.body + event.requestContext.eventType satisfies string;
export const path: PathParameters<'api', 'PUT /orders/{id}'> = { id: '1' };
export const nobody: AuthorizerContext<'my-shop', '$default'> = undefined;
export const tree: ApiTree = { name: 'root', children: [{ name: 'leaf' }] };

declare const api: ApiClient<'api'>;
export async function client(): Promise<string> {
  const order: ApiOrder = { kind: "it's", lines: [{ product: 'tea', quantity: 1 }], 'odd name': 1, list: [{ b: 1 }, { c: 2 }], either: null, open: { x: 1 } };
  const answer: ApiResponse<'api', 'PUT /orders/{id}'> = await api('PUT /orders/{id}', { path: { id: '1' }, query: { limit: '2' }, body: order });
  return answer.status === 200 ? answer.body.name : String(answer.body.ok);
}
// @ts-expect-error the path parameter is missing
export const missing = (): unknown => api('PUT /orders/{id}', { query: { limit: '2' }, body: {} as ApiOrder });
// @ts-expect-error the query parameter is required and checked
export const unchecked = (): unknown => api('PUT /orders/{id}', { path: { id: '1' }, body: {} as ApiOrder });
// @ts-expect-error there is no such route
export type None = Event<'api', 'GET /nowhere'>;
// @ts-expect-error a kind that is not in the list
export const wrong: ApiOrder['kind'] = 'other';
`;

function project(): string {
  const folder = temporaryFolder('types');
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(CONFIG));
  return folder;
}

async function run(folder: string, ...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo(folder);
  const code = await createProgram(io).run(['node', 'gw-emulate', ...argv]);
  return { code, out: out(), err: err() };
}

test('the types compile under strict TypeScript and refuse what the definition does not allow', async () => {
  const folder = project();
  expect(await run(folder, 'types', '-o', 'routes.ts')).toEqual({ code: 0, out: '', err: '' });
  mkdirSync(join(folder, 'node_modules'));
  writeFileSync(join(folder, 'uses.ts'), USES);
  const options =
    'strict noEmit exactOptionalPropertyTypes noUncheckedIndexedAccess noUnusedLocals allowImportingTsExtensions'
      .split(' ')
      .map((name) => `--${name}`);
  const more = ['--module', 'nodenext', '--target', 'es2022', '--types', '', 'uses.ts', 'routes.ts'];
  const { stdout, status } = spawnSync(
    process.execPath,
    [resolve('node_modules/typescript/bin/tsc'), ...options, ...more],
    { cwd: folder, encoding: 'utf8' },
  );
  expect([stdout, status]).toEqual(['', 0]);
});

test('the text is the same every time, and check says where a file is not what it would be', async () => {
  const folder = project();
  const { out } = await run(folder, 'types');
  expect((await run(folder, 'types')).out).toBe(out);
  expect(await run(folder, 'check', '--types', 'routes.ts')).toMatchObject({
    code: 1,
    err: expect.stringContaining('there is no file of types routes.ts') as string,
  });
  writeFileSync(join(folder, 'routes.ts'), out.replaceAll('\n', '\r\n'));
  expect(await run(folder, 'check', '--types', 'routes.ts')).toMatchObject({ code: 0, err: '' });
  const line = out.split('\n').findIndex((text) => text.includes("'PUT /orders/{id}': {")) + 1;
  writeFileSync(join(folder, 'routes.ts'), out.replace("'PUT /orders/{id}': {", "'POST /orders/{id}': {"));
  const { code, err } = await run(folder, 'check', '--types', 'routes.ts');
  expect(code).toBe(1);
  expect(err).toContain(`routes.ts:${line}:1: the types in routes.ts are not those of the definition`);
  expect(err).toContain('Run: gw-emulate types -o routes.ts');
});

test('schemas of draft 4 become types', () => {
  const type = (schema: unknown): string =>
    schemaType(schema, (reference) => (reference === '#/definitions/A' ? 'A' : undefined)).replaceAll(/\s+/g, ' ');
  expect(type({ type: ['integer', 'null'] })).toBe('number | null');
  expect(type({ type: 'array', items: { enum: ['a', 'b'] } })).toBe("('a' | 'b')[]");
  expect(type({ type: 'array', items: [{ type: 'string' }, { type: 'number' }], additionalItems: false })).toBe(
    '[string?, number?]',
  );
  expect(type({ allOf: [{ $ref: '#/definitions/A' }, { type: 'object', required: ['x'] }] })).toBe(
    'A & { x: unknown; }',
  );
  expect(type({ type: 'object' })).toBe('Record<string, unknown>');
  expect(type({ type: 'object', additionalProperties: false })).toBe('Record<string, never>');
  expect(type({ $ref: '#/definitions/Nowhere' })).toBe('unknown');
  expect(type({ oneOf: [{ type: 'string' }, {}] })).toBe('unknown');
  expect(type('no schema')).toBe('unknown');
});
