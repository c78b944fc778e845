/**
 * The handler contract of Node 22 and before: docs/aws/lambda.md#handler-contract and docs/aws/lambda.md#results-and-errors. This suite
 * runs on the installed Node, which must be one of these.
 */
import { describe, expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const olderRuntime = Number(process.versions.node.split('.')[0]) < 24;

const FORMS = `
export const promise = async (event) => ({ got: event });
export const thenable = () => ({ then: (resolve) => resolve('then') });
export const plainReturn = () => 'ignored';
export const callback = (event, context, callback) => { setTimeout(() => callback(null, 'later'), 5); };
export const callbackWaits = (event, context, callback) => { globalThis.done = false; setTimeout(() => { globalThis.done = true; }, 20); callback(null, 'waited'); };
export const callbackDoesNotWait = (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; setTimeout(() => {}, 60_000); callback(null, 'at once'); };
export const callbackError = (event, context, callback) => callback('Unauthorized');
export const both = async (event, context, callback) => { context.callbackWaitsForEmptyEventLoop = false; callback(null, 'callback'); return 'promise'; };
export const succeed = (event, context) => { context.succeed('succeeded'); };
export const fail = (event, context) => { context.fail(new Error('failed')); };
export const done = (event, context) => { context.done(null, 'done'); };
export const neverAsync = async () => new Promise(() => {});
export const neverPlain = () => new Promise(() => {});
export const silent = () => {};
export const throwsSync = () => { throw new TypeError('sync'); };
export const rejectsNothing = () => Promise.reject();
export const rejectsString = () => Promise.reject('text');
export const named = () => Promise.reject(Object.assign(new Error('own\\u007fname'), { name: 'OrderError', code: 'E42' }));
export const subclass = async () => { class MyError extends Error {} throw new MyError('unnamed'); };
export const undefinedResult = async () => undefined;
export const functionResult = async () => () => 1;
export const json = async () => ({ at: new Date(0), map: new Map([[1, 2]]), bytes: Buffer.from('a'), nan: NaN, none: undefined });
export const cyclic = async () => { const a = {}; a.a = a; return a; };
export const bigint = async () => 1n;
`;

describe.runIf(olderRuntime)('handlers', async () => {
  const names = [...FORMS.matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');
  const start = () =>
    serviceOf({ 'f.mjs': FORMS }, Object.fromEntries(names.map((name) => [name, { handler: `f.${name}` }])));

  test.each([
    ['promise', { got: { n: 1 } }],
    ['thenable', 'then'],
    ['plainReturn', null],
    ['callback', 'later'],
    ['callbackWaits', 'waited'],
    ['callbackDoesNotWait', 'at once'],
    ['both', 'callback'],
    ['succeed', 'succeeded'],
    ['done', 'done'],
    ['neverPlain', null],
    ['silent', null],
    ['undefinedResult', null],
    ['json', { at: '1970-01-01T00:00:00.000Z', map: {}, bytes: { type: 'Buffer', data: [97] }, nan: null }],
  ])('%s answers %j', async (name, expected) => {
    const { invoke } = await start();
    const { payload, functionError } = await invoke(name, { n: 1 });
    expect(JSON.parse(payload)).toEqual(expected);
    expect(functionError).toBeUndefined();
  });

  test.each([
    ['throwsSync', 'TypeError', 'sync'],
    ['callbackError', 'string', 'Unauthorized'],
    ['fail', 'Error', 'failed'],
    ['rejectsNothing', 'string', 'handled'],
    ['rejectsString', 'string', 'text'],
    ['named', 'OrderError', 'own%7Fname'],
    ['subclass', 'Error', 'unnamed'],
    ['cyclic', 'Error', 'Unable to stringify response body'],
    ['bigint', 'Error', 'Unable to stringify response body'],
    ['functionResult', 'TypeError', 'Wrong arguments'],
    [
      'neverAsync',
      'Runtime.NodeJsExit',
      'The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes',
    ],
  ])('%s fails with %s: %s', async (name, errorType, errorMessage) => {
    const { invoke } = await start();
    const { payload, functionError } = await invoke(name);
    expect(Object.keys(JSON.parse(payload) as object)).toEqual(['errorType', 'errorMessage', 'trace']);
    expect(JSON.parse(payload)).toMatchObject({ errorType, errorMessage });
    expect(functionError).toBe('Unhandled');
  });

  test('an ordinary error keeps the environment and its module state', async () => {
    const { invoke, result } = await serviceOf(
      {
        'a.mjs':
          'let n = 0; export const handler = async (event) => { n += 1; if (event.fail) throw new Error("x"); return n; };',
      },
      { a: { handler: 'a.handler' } },
    );
    await invoke('a', { fail: true });
    expect(await result('a')).toBe(2);
  });

  test('the trace points at the line of the TypeScript source', async () => {
    const source =
      'interface Event { readonly n: number }\n\nexport const handler = async (event: Event): Promise<never> => {\n  throw new Error(`n is ${event.n}`);\n};\n';
    const { app, result } = await serviceOf({ 'src/a.ts': source }, { a: { handler: 'src/a.handler' } });
    const { trace } = (await result('a', { n: 7 })) as { trace: string[] };
    expect(trace[0]).toBe('Error: n is 7');
    expect(trace[1]).toContain(`${app.root}/src/a.ts:4:9`);
  });

  test('the context has the members of AWS in their order', async () => {
    const { result, service } = await serviceOf(
      {
        'a.mjs': `export const handler = async (event, context) => ({
          keys: Object.keys(context), json: JSON.parse(JSON.stringify(context)), remaining: context.getRemainingTimeInMillis() });`,
      },
      { a: { handler: 'a.handler', timeout: 5, memory: 256 } },
    );
    const { keys, json, remaining } = (await result('a')) as {
      keys: string[];
      json: Record<string, unknown>;
      remaining: number;
    };
    expect(keys).toEqual([
      'callbackWaitsForEmptyEventLoop',
      'succeed',
      'fail',
      'done',
      'functionVersion',
      'functionName',
      'memoryLimitInMB',
      'logGroupName',
      'logStreamName',
      'clientContext',
      'identity',
      'invokedFunctionArn',
      'awsRequestId',
      'tenantId',
      'getRemainingTimeInMillis',
    ]);
    expect(json).toMatchObject({
      callbackWaitsForEmptyEventLoop: true,
      functionVersion: '$LATEST',
      functionName: 'a',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/a',
      invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:a',
    });
    expect(json['logStreamName']).toMatch(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    expect(json['awsRequestId']).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(remaining).toBeGreaterThan(4000);
    expect(remaining).toBeLessThanOrEqual(5000);
    const qualified = await service.invoke({
      functionName: 'a',
      qualifier: 'live',
      event: {},
      clientContext: { c: 1 },
    });
    expect(JSON.parse(qualified.payload)).toMatchObject({
      json: { invokedFunctionArn: 'arn:aws:lambda:us-east-1:123456789012:function:a:live', clientContext: { c: 1 } },
    });
  });

  test('an environment sees its own variables and not the shell of the developer', async () => {
    const { result, service } = await serviceOf(
      { 'a.mjs': 'export const handler = async () => process.env;' },
      { a: { handler: 'a.handler', environment: { TABLE: 'orders', AWS_REGION: 'not-settable' } } },
      {
        shell: { ...process.env, SECRET_OF_SHELL: 'x', AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000' },
        env: () => ({ TABLE: 'file', FROM_FILE: 'y' }),
      },
    );
    const variables = (await result('a')) as Record<string, string>;
    expect(variables).toMatchObject({
      TABLE: 'orders',
      FROM_FILE: 'y',
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:8000',
      _HANDLER: 'a.handler',
      AWS_REGION: 'us-east-1',
      AWS_LAMBDA_FUNCTION_NAME: 'a',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '128',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      TZ: ':UTC',
    });
    expect(variables['SECRET_OF_SHELL']).toBeUndefined();
    expect(variables['_X_AMZN_TRACE_ID']).toMatch(
      /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/,
    );
    const traced = await service.invoke({ functionName: 'a', event: {}, traceHeader: 'Root=1-a-b' });
    expect(JSON.parse(traced.payload)).toMatchObject({
      _X_AMZN_TRACE_ID: expect.stringMatching(
        /^Root=1-a-b;Parent=[0-9a-f]{16};Sampled=0;Lineage=1:[0-9a-f]{8}:0$/,
      ) as string,
    });
  });
});
