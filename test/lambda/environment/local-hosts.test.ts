/** Calls of handlers to our own host names: docs/aws/field-notes.md#addresses. */
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const HOST = 'abcdefghij.execute-api.us-east-1.amazonaws.com';

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly host: string | undefined;
  readonly body: string;
}

async function localServer(answer = '{}'): Promise<{ readonly port: number; readonly seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push({ method: request.method, url: request.url, host: request.headers.host, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

const CALLS = `
import * as https from 'node:https';
import { get } from 'node:https';
import http from 'node:http';
const over = (start) => new Promise((resolve, reject) => start((response) => { let body = ''; response.on('data', (d) => body += d).on('end', () => resolve(body)); }).on('error', reject));
export const all = async ({ host }) => ({
  httpsGet: await over((done) => get('https://' + host + '/a?b=c', done)),
  httpsRequest: await over((done) => https.request({ hostname: host, path: '/r', method: 'GET', agent: new https.Agent({ keepAlive: true }) }, done).end()),
  plainHttp: await over((done) => http.get('http://' + host + '/p', done)),
  fetched: await fetch('https://' + host + '/f', { method: 'POST', body: 'text' }).then(async (r) => [r.url, await r.text()]),
});
export const other = async ({ url }) => fetch(url).then((r) => r.text(), (error) => error.cause?.code ?? error.message);
`;

test('https, http and fetch to a known name reach the local port as plain HTTP, with path and Host as they were', async () => {
  const { port, seen } = await localServer('"local"');
  const { result, localHosts } = await serviceOf({ 'c.mjs': CALLS }, { c: { handler: 'c.all', timeout: 20 } });
  localHosts.set(HOST, { host: '127.0.0.1', port });
  expect(await result('c', { host: HOST })).toEqual({
    httpsGet: '"local"',
    httpsRequest: '"local"',
    plainHttp: '"local"',
    fetched: [`https://${HOST}/f`, '"local"'],
  });
  expect(seen).toEqual([
    { method: 'GET', url: '/a?b=c', host: HOST, body: '' },
    { method: 'GET', url: '/r', host: HOST, body: '' },
    { method: 'GET', url: '/p', host: HOST, body: '' },
    { method: 'POST', url: '/f', host: HOST, body: 'text' },
  ]);
});

test('changes of the table reach environments that run; other hosts are not touched', async () => {
  const { port, seen } = await localServer('"mine"');
  const foreign = await localServer('"foreign"');
  const { result, localHosts } = await serviceOf({ 'c.mjs': CALLS }, { c: { handler: 'c.other', timeout: 20 } });
  expect(await result('c', { url: `http://127.0.0.1:${foreign.port}/` })).toBe('"foreign"');
  localHosts.set('late.example.test', { host: '127.0.0.1', port });
  expect(await result('c', { url: 'https://late.example.test/x' })).toBe('"mine"');
  expect(await result('c', { url: `http://127.0.0.1:${foreign.port}/` })).toBe('"foreign"');
  localHosts.delete('late.example.test');
  expect(await result('c', { url: 'https://late.example.test/x' })).not.toBe('"mine"');
  expect(seen).toHaveLength(1);
});

test('the management API client of the AWS SDK works unchanged with the endpoint that the event names', async () => {
  const { port, seen } = await localServer('');
  const { invoke, localHosts } = await serviceOf(
    {
      'ws.ts': `
        import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
        export const handler = async ({ requestContext: { domainName, stage, connectionId } }: any) => {
          const client = new ApiGatewayManagementApiClient({ endpoint: \`https://\${domainName}/\${stage}\` });
          await client.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: Buffer.from('hello') }));
          return { statusCode: 200 };
        };`,
    },
    { ws: { handler: 'ws.handler', timeout: 20 } },
  );
  localHosts.set(HOST, { host: '127.0.0.1', port });
  const { payload } = await invoke('ws', {
    requestContext: { domainName: HOST, stage: 'dev', connectionId: 'L0SM9cOFvHcCIhw=' },
  });
  expect(payload).toBe('{"statusCode":200}');
  expect(seen).toEqual([{ method: 'POST', url: '/dev/@connections/L0SM9cOFvHcCIhw%3D', host: HOST, body: 'hello' }]);
});

test('the Lambda client of the AWS SDK reaches the endpoint that the emulator names, with no configuration', async () => {
  const { port, seen } = await localServer('{"from":"lambda"}');
  const { invoke } = await serviceOf(
    {
      'caller.ts': `
        import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
        const client = new LambdaClient({});
        export const handler = async () => {
          const { Payload, StatusCode } = await client.send(new InvokeCommand({ FunctionName: 'other', Payload: '{"n":1}' }));
          return { StatusCode, answer: JSON.parse(Buffer.from(Payload!).toString()) };
        };`,
    },
    { caller: { handler: 'caller.handler', timeout: 20 } },
    { env: () => ({ AWS_ENDPOINT_URL_LAMBDA: `http://127.0.0.1:${port}` }) },
  );
  expect((await invoke('caller')).payload).toBe('{"StatusCode":200,"answer":{"from":"lambda"}}');
  expect(seen).toMatchObject([{ method: 'POST', url: '/2015-03-31/functions/other/invocations', body: '{"n":1}' }]);
});
