/** Calls of handlers to our own host names: docs/aws/field-notes.md#addresses. */
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocketServer } from 'ws';
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

const SOCKETS = `
import tls from 'node:tls';
import { connect } from 'node:net';
import WebSocket from '${pathToFileURL(createRequire(import.meta.url).resolve('ws')).href}';
const ask = (socket, ready, host) => new Promise((resolve, reject) => {
  let text = '';
  socket.once(ready, () => socket.write('GET /s HTTP/1.0\\r\\nHost: ' + host + '\\r\\nConnection: close\\r\\n\\r\\n'));
  socket.on('data', (d) => text += d).on('end', () => resolve(text.split('\\r\\n\\r\\n')[1])).on('error', reject);
});
export const raw = async ({ host }) => [
  await ask(tls.connect({ host, port: 443, servername: host }), 'secureConnect', host),
  await ask(connect({ host, port: 80 }), 'connect', host),
];
export const ws = ({ host }) => new Promise((resolve, reject) => {
  const socket = new WebSocket('wss://' + host + '/dev');
  socket.on('open', () => socket.send('hello')).on('message', (data) => { socket.close(); resolve(String(data)); }).on('error', reject);
});
`;

test('clients that open their own sockets, as undici does, are led too', async () => {
  const { port, seen } = await localServer('"local"');
  const { result, localHosts } = await serviceOf({ 'c.mjs': SOCKETS }, { c: { handler: 'c.raw', timeout: 20 } });
  localHosts.set(HOST, { host: '127.0.0.1', port });
  expect(await result('c', { host: HOST })).toEqual(['"local"', '"local"']);
  expect(seen.map(({ host }) => host)).toEqual([HOST, HOST]);
});

test('ws over wss is led too', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  onTestFinished(() => server.close());
  server.on('connection', (socket) =>
    socket.on('message', (data) => socket.send(`got ${(data as Buffer).toString()}`)),
  );
  await once(server, 'listening');
  const { result, localHosts } = await serviceOf({ 'c.mjs': SOCKETS }, { c: { handler: 'c.ws', timeout: 20 } });
  localHosts.set(HOST, { host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  expect(await result('c', { host: HOST })).toBe('got hello');
});

test('a star of a host name stands for one label', async () => {
  const { port } = await localServer('"dynamodb"');
  const { result, localHosts } = await serviceOf({ 'c.mjs': CALLS }, { c: { handler: 'c.other', timeout: 20 } });
  localHosts.set('dynamodb.*.amazonaws.com', { host: '127.0.0.1', port });
  expect(await result('c', { url: 'https://dynamodb.eu-west-1.amazonaws.com/' })).toBe('"dynamodb"');
  expect(localHosts.get('DynamoDB.us-east-1.amazonaws.com')).toEqual({ host: '127.0.0.1', port });
  expect(localHosts.get('dynamodb.amazonaws.com')).toBeUndefined();
  expect(localHosts.get('x.dynamodb.us-east-1.amazonaws.com')).toBeUndefined();
});
