/**
 * AWS's own runtime interface client for Node (npm's aws-lambda-ric 4) as a `command:`, with a stand-in for its transport. It wants Node 22: the test
 * runs where GW_NODE_BINARIES names a node_modules folder with node-24, and GW_AWS_CLIENTS the folder that `.ci/aws-clients` makes.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';
import type { ServiceUnderTest } from '../service-under-test.ts';

const folders = (process.env['GW_NODE_BINARIES'] ?? '').split(':').filter(Boolean);
const find = (path: string) => folders.map((folder) => join(folder, path)).find((file) => existsSync(file));
const node = find('node-24/bin/node');
const client = join(process.env['GW_AWS_CLIENTS'] ?? '', '4/index.mjs');
const standIn = new URL('../aws-clients/rapid-client.cjs', import.meta.url).pathname;
const missing = node === undefined || !existsSync(client);

const SOURCE = `
export const handler = async (event, context) => { console.log('in RIC'); return { event, id: context.awsRequestId, arn: context.invokedFunctionArn, client: context.clientContext, node: process.version }; };
export const fails = async () => { throw new TypeError('boom'); };
export const callback = (event, context, callback) => callback(null, 1);
export const stream = awslambda.streamifyResponse(async (event, out) => {
  out = awslambda.HttpResponseStream.from(out, { statusCode: 201 });
  out.write('one ');
  out.end('two');
});
export const breaks = awslambda.streamifyResponse(async (event, out) => { out.write('begun'); await new Promise((resolve) => setTimeout(resolve, 50)); throw new Error('broke'); });
`;

async function functions(...names: string[]): Promise<ServiceUnderTest> {
  const code = { kind: 'command', command: `${node} --require ${standIn} ${client} "$_HANDLER"` } as const;
  return serviceOf(
    { 'app.mjs': SOURCE },
    Object.fromEntries(names.map((name) => [name, { handler: `app.${name}`, code, timeout: 20 }])),
  );
}

test.skipIf(missing)('AWS’s runtime interface client: events, context, logs, state', async () => {
  const { service, logs } = await functions('handler');
  const call = { functionName: 'handler', payload: '{"a":"ä"}', clientContext: { custom: { k: 'v' } } };
  for (const _time of [1, 2]) {
    const { payload, requestId } = await service.invoke(call);
    expect(JSON.parse(payload)).toMatchObject({
      event: { a: 'ä' },
      id: requestId,
      arn: 'arn:aws:lambda:us-east-1:123456789012:function:handler',
      client: { custom: { k: 'v' } },
      node: expect.stringMatching(/^v24\./) as string,
    });
    expect(logs.at(-1)).toMatchObject({ requestId, line: expect.stringMatching(/Z\t.*\tINFO\tin RIC$/) as string });
  }
});

test.skipIf(missing)('AWS’s runtime interface client: errors and init errors', async () => {
  const { result } = await functions('fails', 'callback');
  expect(await result('fails')).toMatchObject({ errorType: 'TypeError', errorMessage: 'boom' });
  expect(await result('fails')).toMatchObject({ errorType: 'TypeError' });
  expect(await result('callback')).toMatchObject({ errorType: 'Runtime.CallbackHandlerDeprecated' });
});

test.skipIf(missing)('AWS’s runtime interface client: streams, and errors in their trailers', async () => {
  const { service } = await functions('stream', 'breaks');
  const whole = await service.invokeStreaming({ functionName: 'stream', event: {} });
  expect(whole.contentType).toBe('application/vnd.awslambda.http-integration-response');
  expect(await text(whole.body)).toBe(`{"statusCode":201}${'\0'.repeat(8)}one two`);
  const broken = await service.invokeStreaming({ functionName: 'breaks', event: {} });
  await expect(text(broken.body)).rejects.toThrow();
  expect(JSON.parse((await broken.finished).payload)).toMatchObject({ errorType: 'Error', errorMessage: 'broke' });
});
