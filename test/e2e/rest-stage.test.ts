// What a REST API's stage adds, through the built CLI: cache, canary, logs, base path, TestInvokeMethod, templates
// (docs/aws/rest-api.md#canary, docs/aws/rest-api.md#caching, docs/aws/rest-api.md#context-variables, docs/aws/rest-api.md#execution-logs,
// docs/aws/rest-api.md#base-path).
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runCli } from './cli.ts';
import { type TemporaryProject, startProject } from './temporary-project.ts';

const handlers = `
let calls = 0;
export const count = async () => ({ statusCode: 200, body: String((calls += 1)) });
export const fail = async () => { throw new Error('boom'); };
export const stream = awslambda.streamifyResponse(async (event, out) => {
  const body = awslambda.HttpResponseStream.from(out, { statusCode: 200, headers: { 'content-type': 'text/plain' } });
  body.write('first ');
  body.end('last');
});
`;

const config = {
  functions: { count: 'handlers.count', fail: 'handlers.fail', stream: 'handlers.stream' },
  apis: {
    cached: {
      type: 'rest',
      stage: 'dev',
      cacheClusterEnabled: true,
      methodSettings: {
        '/open/GET': { cachingEnabled: true, requireAuthorizationForCacheControl: false },
        '/guarded/GET': { cachingEnabled: true },
        '/strict/GET': { cachingEnabled: true, unauthorizedCacheControlHeaderStrategy: 'FAIL_WITH_403' },
      },
      routes: {
        'GET /open': 'count',
        'GET /guarded': 'count',
        'GET /strict': 'count',
        'GET /never': 'count',
      },
    },
    canary: {
      type: 'rest',
      stage: 'dev',
      stageVariables: { color: 'blue', size: 'small' },
      canary: { percentTraffic: 100, stageVariableOverrides: { color: 'red' } },
      routes: {
        'GET /': {
          integration: {
            type: 'mock',
            requestTemplates: { 'application/json': '{"statusCode": 200}' },
            responses: {
              default: {
                statusCode: 200,
                responseTemplates: {
                  'application/json': '$stageVariables.color $stageVariables.size $context.isCanaryRequest',
                },
              },
            },
          },
        },
      },
    },
    logged: {
      type: 'rest',
      stage: 'dev',
      accessLog: {
        format:
          '$context.requestId $context.status $context.responseLength $context.integration.responseTransferMode $context.error.responseType',
        destination: 'access.log',
      },
      methodSettings: {
        '/told/GET': { loggingLevel: 'INFO' },
        '/fail/GET': { loggingLevel: 'ERROR' },
        '/quiet/GET': { loggingLevel: 'OFF' },
      },
      routes: {
        'GET /told': 'count',
        'GET /fail': 'fail',
        'GET /quiet': 'count',
        'GET /stream': { function: 'stream', responseTransferMode: 'STREAM' },
      },
    },
    prepended: { type: 'rest', stage: 'dev', openapi: 'based.json', basepath: 'prepend' },
  },
};

const based = {
  swagger: '2.0',
  info: { title: 'based', version: '1' },
  basePath: '/v1',
  paths: {
    '/a': {
      get: {
        responses: { '200': { description: 'fine' } },
        'x-amazon-apigateway-integration': {
          type: 'mock',
          requestTemplates: { 'application/json': '{"statusCode": 200}' },
          responses: { default: { statusCode: '200' } },
        },
      },
    },
  },
};

let project: TemporaryProject;

beforeAll(async () => {
  project = await startProject({
    'emulator.config.json': JSON.stringify(config),
    'based.json': JSON.stringify(based),
    'handlers.mjs': handlers,
    'greeting.vtl': 'Hello $input.path("$.name")#if($stageVariables.loud)!#end',
    'body.json': '{"name": "Ann"}',
    'variables.json': '{"stageVariables": {"loud": "1"}}',
  });
});
afterAll(() => project?.stop());

async function get(api: string, path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  return fetch(`${project.cli.url(api)}${path}`, { headers });
}
const text = async (...request: Parameters<typeof get>): Promise<string> => (await get(...request)).text();
const REFRESH = { 'cache-control': 'max-age=0' };

test('a cached method is asked once, and again when a caller may refresh it', async () => {
  const first = await text('cached', '/open');
  expect(await text('cached', '/open')).toBe(first);
  const refreshed = await text('cached', '/open', REFRESH);
  expect(refreshed).not.toBe(first);
  expect(await text('cached', '/open')).toBe(refreshed);
  expect(await text('cached', '/never')).not.toBe(await text('cached', '/never'));
});

test('a caller who may not refresh gets the cached answer with a warning, or a 403', async () => {
  const first = await text('cached', '/guarded');
  const refused = await get('cached', '/guarded', REFRESH);
  expect(await refused.text()).toBe(first);
  expect(refused.headers.get('warning')).toMatch(/^199 /);
  expect((await get('cached', '/strict', REFRESH)).status).toBe(403);
});

test("canary requests see the canary's variables above the stage's", async () => {
  expect(await text('canary', '/')).toBe('red small true');
});

test('execution logs follow the method settings, in AWS’s words', async () => {
  const told = await get('logged', '/told');
  const id = told.headers.get('x-amzn-requestid') ?? '';
  await text('logged', '/fail');
  await text('logged', '/quiet');
  const seen = () => project.cli.lines.filter((line) => line.type === 'execution').map(({ line }) => String(line));
  await expect.poll(() => seen().length).toBeGreaterThanOrEqual(11);
  const lines = seen();
  expect(lines.filter((line) => line.startsWith(`(${id}) `)).map((line) => line.slice(id.length + 3))).toEqual([
    expect.stringMatching(/^Extended Request Id: .+=$/),
    expect.stringMatching(/^Verifying Usage Plan for request: /),
    expect.stringMatching(/^API Key {2}authorized because method 'GET \/told' does not require API Key/),
    expect.stringMatching(/^Usage Plan check succeeded/),
    `Starting execution for request: ${id}`,
    'HTTP Method: GET, Resource Path: /told',
    expect.stringMatching(/^Sending request to https:\/\/lambda\./),
    expect.stringMatching(/^Received response\. Status: 200, Integration latency: \d+ ms$/),
    'Successfully completed execution',
    'Method completed with status: 200',
  ]);
  const others = lines.filter((line) => !line.startsWith(`(${id}) `));
  expect(others).toEqual([
    expect.stringMatching(/Lambda execution failed with status 200 due to customer function error: boom/),
  ]);
});

test('access logs are lines in the file; a client may choose the request id', async () => {
  const id = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
  const answer = await get('logged', '/stream', { 'x-amzn-requestid': id });
  expect(answer.headers.get('x-amzn-requestid')).toBe(id);
  expect(await answer.text()).toBe('first last');
  await text('logged', '/nowhere', { 'x-amzn-requestid': 'mine' });
  await expect
    .poll(() => readFileSync(join(project.folder, 'access.log'), 'utf8').split('\n'))
    .toEqual(
      expect.arrayContaining([
        `${id} 200 10 STREAMED -`,
        'UUID_REPLACED_INVALID_REQUEST_ID 403 42 - MISSING_AUTHENTICATION_TOKEN',
      ]),
    );
});

test('the base path of a document stands before its paths where basepath says so', async () => {
  expect((await get('prepended', '/v1/a')).status).toBe(200);
  expect((await get('prepended', '/a')).status).toBe(403);
});

test('gw-emulate test prints the log of each stage and the answer', async () => {
  const { code, stdout } = await runCli(['test', 'GET', '/', '--api', 'canary'], project.folder);
  expect(code).toBe(0);
  expect(stdout).toMatch(/^Execution log for request /);
  expect(stdout).toMatch(/ : Method completed with status: 200\n/);
  expect(stdout).toMatch(/\nblue small $/m);
  const unknown = await runCli(['test', 'GET', '/nowhere', '--api', 'canary'], project.folder);
  expect(unknown).toMatchObject({ code: 1, stdout: '' });
  expect(unknown.stderr).toContain('No resource answers GET /nowhere');
});

test('gw-emulate template renders a file, and again when one of its files changes', async () => {
  const files = ['greeting.vtl', '--body', 'body.json', '--variables', 'variables.json'];
  expect(await runCli(['template', ...files], project.folder)).toMatchObject({ code: 0, stdout: 'Hello Ann!\n' });

  const cli = resolve(import.meta.dirname, '../../dist/cli.js');
  const watching = spawn(process.execPath, [cli, 'template', ...files, '--watch'], { cwd: project.folder });
  const ended = once(watching, 'close');
  let printed = '';
  watching.stdout.setEncoding('utf8').on('data', (chunk: string) => (printed += chunk));
  await expect.poll(() => printed).toBe('Hello Ann!\n');
  writeFileSync(join(project.folder, 'body.json'), '{"name": "Bob"}');
  await expect.poll(() => printed, { timeout: 5000 }).toBe('Hello Ann!\nHello Bob!\n');
  watching.kill('SIGTERM');
  expect((await ended)[0]).toBe(0);
});
