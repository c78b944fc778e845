// TestInvokeMethod: recorded, docs/aws/rest-api-observed.md#test-invoke-log (test_apigw_test_invoke_method_api), and `gw-emulate test`.
import { describe, expect, test } from 'vitest';
import { runTestMethod } from '../../src/cli/commands/test-method.ts';
import type { TestMethodCommand } from '../../src/cli/commands/test-method.ts';
import type { Io } from '../../src/cli/io.ts';
import { method, proxy, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf, sample, without } from './support/recordings.ts';
import { samplesMissing, unlessSkipped } from '../shared-folder.ts';
import { serve } from './support/serve.ts';

const TIME = 'Mon Jun 17 14:48:13 UTC 2024 : ';
const mock = {
  type: 'MOCK',
  requestTemplates: { 'application/json': '{"statusCode": 200}' },
  responses: [respondsWith({ responseTemplates: { 'application/json': '{"id": "$input.params(\'petId\')"}' } })],
} as const;
const pets = restApi([method('GET /pets/{petId}', mock), method('POST /no-auth', proxy('fn'))]);

describe('recorded: test_apigw_test_invoke_method_api', () => {
  const answer = { statusCode: 200, body: '"response"', isBase64Encoded: false, headers: {} };
  const lambda = {
    type: 'AWS',
    httpMethod: 'POST',
    lambda: { functionName: 'fn' },
    responses: [respondsWith()],
  } as const;

  test.each([
    ['test_invoke_method_response', {}],
    [
      'test_invoke_method_response_with_body',
      {
        pathWithQueryString: '/foo?queryTest=value',
        headers: [['content-type', 'application/json']] as const,
        body: '{"test": "val123"}',
      },
    ],
  ])('%s', async (step, input) => {
    const recorded = objectOf(recording('basic', 'TestAPIGateway::test_apigw_test_invoke_method_api', step));
    const served = serve(restApi([method('GET /foo', lambda)]), { functions: { fn: () => answer } });
    const result = await served.frontEnd.testInvoke({ resource: '/foo', httpMethod: 'GET', ...input });
    expect(result?.status).toBe(200);
    expect(Object.keys(result?.headers ?? {}).sort()).toEqual(Object.keys(objectOf(recorded['headers'])).sort());
    const label = (line: unknown) =>
      String(line).replace('DDD MMM dd hh:mm:ss UTC yyyy : ', '').replace(TIME, '').split(/[:<(]/)[0];
    const lines = result?.log.trimEnd().split('\n') ?? [];
    const wanted = Object.values(objectOf(recorded['log'])).filter((line) => line !== '');
    expect(lines.map((line) => label(line)?.replace(/ [0-9a-f-]{36}$/, ' '))).toEqual(
      wanted.map((line) => label(line)),
    );
    const fixed = wanted
      .map(String)
      .filter((line) => /: (Method request|Endpoint request body|Successfully|Method completed)/.test(line));
    expect(
      lines.filter((line) => /: (Method request|Endpoint request body|Successfully|Method completed)/.test(line)),
    ).toEqual(fixed.map((line) => line.replace('DDD MMM dd hh:mm:ss UTC yyyy : ', TIME)));
  });
});

test('the path need not belong to the resource: it then has no path parameters', async () => {
  const result = await serve(pets).frontEnd.testInvoke({
    resource: '/pets/{petId}',
    httpMethod: 'GET',
    pathWithQueryString: '/random/test',
  });
  expect(result).toMatchObject({ status: 200, body: '{"id": ""}' });
});

test('without a path the resource itself is the path', async () => {
  const result = await serve(pets).frontEnd.testInvoke({ resource: '/pets/{petId}', httpMethod: 'GET' });
  expect(result?.body).toBe('{"id": "{petId}"}');
  expect(result?.log).toContain('HTTP Method: GET, Resource Path: /pets/{petId}\n');
});

test('a failure: error type, status, no "Successfully"', async () => {
  const broken = restApi([method('GET /x', { type: 'HTTP_PROXY', uri: 'http://${stageVariables.none}/' })]);
  const result = await serve(broken).frontEnd.testInvoke({ resource: '/x', httpMethod: 'GET' });
  expect(result).toMatchObject({ status: 500, headers: { 'x-amzn-ErrorType': 'InternalServerErrorException' } });
  expect(result?.log).toContain(`${TIME}Execution failed due to configuration error: Invalid endpoint address`);
  expect(result?.log).not.toContain('Successfully');
  expect(result?.log.trimEnd().endsWith('Method completed with status: 500')).toBe(true);
});

test('no credentials or keys are needed, nothing reaches journal and access log', async () => {
  const closed = restApi([
    method('GET /x', mock, { apiKeyRequired: true, authorization: { type: 'CUSTOM', authorizer: 'a' } }),
  ]);
  const served = serve(closed, {
    authorizers: { compile: () => ({ authorize: () => Promise.reject(new Error('asked')) }) },
  });
  expect((await served.frontEnd.testInvoke({ resource: '/x', httpMethod: 'GET' }))?.status).toBe(200);
  expect(served.exchanges).toEqual([]);
});

test.skipIf(samplesMissing)(unlessSkipped("a proxy function receives the console's event (captured)"), async () => {
  const captured = sample('powertools-ts__apigw-rest-console-test-ui.json');
  const served = serve(pets, { functions: { fn: () => ({}) } });
  await served.frontEnd.testInvoke({ resource: '/no-auth', httpMethod: 'POST' });
  const event = objectOf(served.invocations[0]?.event);
  expect(without(event, ['requestContext'])).toEqual(without(captured, ['requestContext']));
  expect(Object.keys(event)).toEqual(Object.keys(captured));
  const context = objectOf(captured['requestContext']);
  expect(Object.keys(objectOf(event['requestContext']))).toEqual(Object.keys(context));
  expect(Object.keys(objectOf(objectOf(event['requestContext'])['identity']))).toEqual(
    Object.keys(objectOf(context['identity'])),
  );
  for (const name of ['path', 'stage', 'domainPrefix', 'domainName', 'resourcePath']) {
    expect([name, objectOf(event['requestContext'])[name]]).toEqual([name, context[name]]);
  }
});

test('stage variables may be given for the test', async () => {
  const api = restApi([
    method('GET /x', {
      ...mock,
      responses: [respondsWith({ responseTemplates: { 'application/json': '$stageVariables.v' } })],
    }),
  ]);
  const result = await serve(api).frontEnd.testInvoke({
    resource: '/x',
    httpMethod: 'GET',
    stageVariables: { v: 'mine' },
  });
  expect(result?.body).toBe('mine');
});

describe('gw-emulate test', () => {
  const run = async (command: Partial<TestMethodCommand>) => {
    const printed = { stdout: '', stderr: '' };
    const io: Io = {
      stdout: (text) => (printed.stdout += text),
      stderr: (text) => (printed.stderr += text),
      data: (text) => (printed.stdout += text),
      paint: (_, text) => text,
      colours: false,
      environment: {},
      cwd: '/',
    };
    const apis = [{ name: 'pets', frontEnd: serve(pets, { functions: { fn: () => ({}) } }).frontEnd }];
    const code = await runTestMethod({ httpMethod: 'get', path: '/pets/7', ...command }, apis, io);
    return { code, ...printed };
  };

  test('prints the log, status, headers and body of the method that answers the path', async () => {
    const { code, stdout } = await run({ headers: ['X-A: b: c'] });
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Execution log for request /);
    expect(stdout).toContain('Method request headers: {X-A=b: c}\n');
    expect(stdout.endsWith('\n\nStatus: 200  Latency: 0 ms\nContent-Type: application/json\n\n{"id": "7"}\n')).toBe(
      true,
    );
  });

  test('--json prints one object', async () => {
    const { stdout } = await run({ json: true });
    expect(JSON.parse(stdout)).toMatchObject({
      status: 200,
      body: '{"id": "7"}',
      headers: { 'Content-Type': 'application/json' },
    });
  });

  test('says what to do when no resource answers', async () => {
    const { code, stderr } = await run({ path: 'dogs' });
    expect(code).toBe(1);
    expect(stderr).toContain(
      'No resource answers GET dogs (looked in: pets). Leave the stage out of the path; "gw-emulate routes" lists all methods.',
    );
  });

  test('refuses an invalid header', async () => {
    expect(await run({ headers: ['oops'] })).toMatchObject({ code: 2, stdout: '' });
  });
});
