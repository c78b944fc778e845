/** The AWS SDK's Lambda client against the Lambda API: it decodes what AWS sends, so it judges whether we send that. */
import {
  GetFunctionCommand,
  GetFunctionConfigurationCommand,
  InvokeCommand,
  InvokeWithResponseStreamCommand,
  LambdaClient,
  ListFunctionsCommand,
  paginateListFunctions,
} from '@aws-sdk/client-lambda';
import { expect, onTestFinished, test } from 'vitest';
import { servedLambdaApi } from './served-lambda-api.ts';

const credentials = { accessKeyId: 'AKIDANYBODY000000000', secretAccessKey: 'anything' };

function clientOf(endpoint: string): LambdaClient {
  const client = new LambdaClient({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

test('Invoke: result, function error, log tail, client context', async () => {
  const { endpoint } = await servedLambdaApi(
    {
      'a.mjs': `
        export const ok = async (event, context) => { console.log('hi'); return { event, client: context.clientContext }; };
        export const fails = async () => { throw new RangeError('no'); };`,
    },
    { ok: { handler: 'a.ok' }, fails: { handler: 'a.fails' } },
  );
  const client = clientOf(endpoint);
  const ok = await client.send(
    new InvokeCommand({
      FunctionName: 'arn:aws:lambda:us-east-1:123456789012:function:ok',
      Qualifier: 'live',
      Payload: Buffer.from('{"n":1}'),
      LogType: 'Tail',
      ClientContext: Buffer.from('{"client":{"app_title":"x"}}').toString('base64'),
    }),
  );
  expect(ok.StatusCode).toBe(200);
  expect(ok.ExecutedVersion).toBe('$LATEST');
  expect(JSON.parse(ok.Payload?.transformToString() ?? '')).toEqual({
    event: { n: 1 },
    client: { client: { app_title: 'x' } },
  });
  expect(Buffer.from(ok.LogResult ?? '', 'base64').toString()).toMatch(/\tINFO\thi\nEND RequestId/);
  const failed = await client.send(new InvokeCommand({ FunctionName: 'fails' }));
  expect(failed.FunctionError).toBe('Unhandled');
  expect(JSON.parse(failed.Payload?.transformToString() ?? '')).toMatchObject({ errorType: 'RangeError' });
  const event = await client.send(new InvokeCommand({ FunctionName: 'ok', InvocationType: 'Event' }));
  expect(event.StatusCode).toBe(202);
  const dry = await client.send(new InvokeCommand({ FunctionName: 'ok', InvocationType: 'DryRun' }));
  expect(dry.StatusCode).toBe(204);
});

test('refusals arrive as the SDK’s own exceptions', async () => {
  const { endpoint } = await servedLambdaApi({}, {});
  const refused = clientOf(endpoint).send(new InvokeCommand({ FunctionName: 'nope' }));
  await expect(refused).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope:$LATEST',
    Type: 'User',
    $metadata: { httpStatusCode: 404 },
  });
});

const STREAMS = `
export const stream = awslambda.streamifyResponse(async (event, out) => {
  out.setContentType('text/plain');
  out.write('one ');
  out.write('two ');
  out.end('three');
});
export const breaks = awslambda.streamifyResponse(async (event, out) => {
  out.write('begun');
  await new Promise((resolve) => setTimeout(resolve, 20));
  throw new Error('broke off');
});
export const big = awslambda.streamifyResponse(async (event, out) => {
  for (let i = 0; i < 40; i += 1) if (!out.write(Buffer.alloc(200_000, 97))) await new Promise((resolve) => out.once('drain', resolve));
  out.end();
});
export const buffered = async () => ({ not: 'streamed' });
`;

async function streamed(client: LambdaClient, FunctionName: string) {
  const result = await client.send(new InvokeWithResponseStreamCommand({ FunctionName, LogType: 'Tail' }));
  let body = '';
  let complete;
  for await (const event of result.EventStream ?? []) {
    if (event.PayloadChunk) body += Buffer.from(event.PayloadChunk.Payload ?? []).toString();
    if (event.InvokeComplete) complete = event.InvokeComplete;
  }
  return { result, body, complete };
}

test('InvokeWithResponseStream: chunks, then the end of the log', async () => {
  const names = ['stream', 'breaks', 'big', 'buffered'];
  const { endpoint } = await servedLambdaApi(
    { 's.mjs': STREAMS },
    Object.fromEntries(names.map((name) => [name, { handler: `s.${name}`, timeout: 10 }])),
  );
  const client = clientOf(endpoint);
  const { result, body, complete } = await streamed(client, 'stream');
  expect([result.StatusCode, result.ExecutedVersion, body]).toEqual([200, '$LATEST', 'one two three']);
  expect(Buffer.from(complete?.LogResult ?? '', 'base64').toString()).toMatch(/\nREPORT RequestId/);
  expect(complete?.ErrorCode).toBeUndefined();
  expect((await streamed(client, 'buffered')).body).toBe('{"not":"streamed"}');
  expect((await streamed(client, 'big')).body.length).toBe(8_000_000);
});

test('InvokeWithResponseStream: a stream that breaks off reports the error in InvokeComplete (code unproven)', async () => {
  const { endpoint } = await servedLambdaApi({ 's.mjs': STREAMS }, { breaks: { handler: 's.breaks' } });
  const { body, complete } = await streamed(clientOf(endpoint), 'breaks');
  expect(body).toBe('begun');
  expect(complete?.ErrorCode).toBe('Unhandled');
  expect(JSON.parse(complete?.ErrorDetails ?? '{}')).toMatchObject({ errorType: 'Error', errorMessage: 'broke off' });
});

test('a handler invokes another with the SDK and no configuration', async () => {
  const { result } = await servedLambdaApi(
    {
      'caller.ts': `
        import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
        const lambda = new LambdaClient();
        export const handler = async (event: { n: number }) => {
          const { Payload } = await lambda.send(new InvokeCommand({ FunctionName: 'callee', Payload: JSON.stringify(event) }));
          return { called: JSON.parse(Payload?.transformToString() ?? '') };
        };`,
      'callee.ts': 'export const handler = async (event: { n: number }) => event.n * 2;',
    },
    { caller: { handler: 'caller.handler', timeout: 20 }, callee: { handler: 'callee.handler' } },
  );
  expect(await result('caller', { n: 21 })).toEqual({ called: 42 });
});

// https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html, API_GetFunction.html and API_GetFunctionConfiguration.html
test('ListFunctions, GetFunction and GetFunctionConfiguration describe the functions', async () => {
  const { endpoint, app } = await servedLambdaApi(
    {},
    {
      b: { handler: 'src/b.handler', runtime: 'nodejs22.x', memory: 512, concurrency: 3, environment: { A: '1' } },
      a: { handler: 'a.handler', environment: { AWS_LAMBDA_LOG_FORMAT: 'JSON' }, architecture: 'arm64' },
    },
  );
  const client = clientOf(endpoint);
  const arn = 'arn:aws:lambda:us-east-1:123456789012:function:b';
  const { Functions = [], NextMarker } = await client.send(new ListFunctionsCommand({}));
  expect(NextMarker ?? undefined).toBeUndefined();
  expect(Functions).toMatchObject([
    { FunctionName: 'a', Architectures: ['arm64'], LoggingConfig: { LogFormat: 'JSON', LogGroup: '/aws/lambda/a' } },
    {
      FunctionName: 'b',
      FunctionArn: arn,
      Runtime: 'nodejs22.x',
      Handler: 'src/b.handler',
      Timeout: 25,
      MemorySize: 512,
      Version: '$LATEST',
      PackageType: 'Zip',
      Environment: { Variables: { A: '1' } },
      EphemeralStorage: { Size: 512 },
      LastModified: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/) as string,
    },
  ]);
  const { Configuration, Code, Concurrency } = await client.send(new GetFunctionCommand({ FunctionName: arn }));
  expect(Configuration).toMatchObject({ FunctionName: 'b', FunctionArn: arn, State: 'Active' });
  expect([Code?.Location, Concurrency]).toEqual([`file://${app.root}`, { ReservedConcurrentExecutions: 3 }]);
  const named = await client.send(new GetFunctionConfigurationCommand({ FunctionName: 'b', Qualifier: 'live' }));
  expect(named).toMatchObject({ FunctionArn: `${arn}:live`, LastUpdateStatus: 'Successful' });
  await expect(client.send(new GetFunctionCommand({ FunctionName: 'nope' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nope',
    $metadata: { httpStatusCode: 404 },
  });
});

test('ListFunctions gives pages of at most 50', async () => {
  const names = Array.from({ length: 120 }, (_none, at) => `f${at}`);
  const { endpoint } = await servedLambdaApi(
    {},
    Object.fromEntries(names.map((name) => [name, { handler: 'a.handler' }])),
  );
  const client = clientOf(endpoint);
  const sizes: number[] = [];
  const seen: string[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client }, {})) {
    sizes.push(Functions.length);
    seen.push(...Functions.map(({ FunctionName = '' }) => FunctionName));
  }
  expect([sizes, seen.toSorted()]).toEqual([[50, 50, 20], names.toSorted()]);
  await expect(client.send(new ListFunctionsCommand({ MaxItems: 0 }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
});
