// Apps as people write them for AWS, run by the real command: a GraphQL subscription server (issue: graphql-ws style session), and
// handlers that build the management address as SDK v2 and hand-written clients do (field-notes,
// docs/aws/websocket-api.md#connections-paths, docs/aws/websocket-api.md#sdk-clients).
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { Client } from '../server/served-api.ts';
import { type TemporaryProject, startProject } from './temporary-project.ts';

const handlers = `
import https from 'node:https';
import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';

const PROTOCOL = 'graphql-transport-ws';

export async function connect({ headers }) {
  const offered = (headers['Sec-WebSocket-Protocol'] ?? '').split(/, */);
  return offered.includes(PROTOCOL) ? { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': PROTOCOL } } : { statusCode: 400 };
}

export async function graphql({ body, requestContext: { domainName, stage, connectionId } }) {
  const management = new ApiGatewayManagementApiClient({ endpoint: 'https://' + domainName + '/' + stage });
  const push = (message) =>
    management.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
  const { id, type, payload } = JSON.parse(body);
  if (type === 'connection_init') await push({ type: 'connection_ack' });
  if (type === 'ping') await push({ type: 'pong' });
  if (type === 'subscribe') {
    for (let n = 0; n < payload.variables.count; n += 1) await push({ id, type: 'next', payload: { data: { n } } });
    await push({ id, type: 'complete' });
  }
  return { statusCode: 200 };
}

/** What each way to write the path of one's own connection is answered with. */
export async function addresses({ requestContext: { domainName, stage, connectionId } }) {
  const once = encodeURIComponent(connectionId);
  const answers = {};
  for (const path of [
    '/' + stage + '/@connections/' + connectionId,
    '/' + stage + '/@connections/' + once,
    '/' + stage + '/%40connections/' + once,
    '/' + stage + '/@connections/' + encodeURIComponent(once),
    '/@connections/' + once,
  ]) answers[path.replaceAll(connectionId, 'ID').replaceAll(connectionId.slice(0, -1), 'ID')] = await statusOf(domainName, path);
  return { statusCode: 200, body: JSON.stringify(answers) };
}

function statusOf(host, path) {
  return new Promise((resolve, reject) => {
    https.get({ host, path }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}
`;

const config = `
functions:
  connect: handlers/app.connect
  graphql: { handler: handlers/app.graphql, timeout: 20 }
  addresses: { handler: handlers/app.addresses, timeout: 20 }
apis:
  subscriptions:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.type
    routes:
      $connect: connect
      $default: graphql
  plain:
    type: websocket
    stage: dev
    routeSelectionExpression: $request.body.action
    routes:
      addresses: { function: addresses, routeResponse: true }
`;

let project: TemporaryProject;

beforeAll(async () => {
  project = await startProject({ 'emulator.config.yaml': config, 'handlers/app.mjs': handlers });
});

afterAll(async () => {
  expect(await project.stop()).toBe(0);
});

async function open(api: string, protocols: string[] = []): Promise<Client> {
  const client = new Client(new WebSocket(project.cli.url(api), protocols));
  await new Promise<void>((done, failed) => {
    client.socket.once('open', done);
    client.socket.once('error', failed);
  });
  return client;
}

test('a graphql-transport-ws session: subprotocol, acknowledgement, two subscriptions, ping', async () => {
  const client = await open('subscriptions', ['graphql-transport-ws', 'graphql-ws']);
  const say = async (message: object, answers: number): Promise<unknown[]> => {
    client.send(message);
    const heard: unknown[] = [];
    while (heard.length < answers) heard.push(JSON.parse(await client.next()));
    return heard;
  };
  expect(client.socket.protocol).toBe('graphql-transport-ws');
  expect(await say({ type: 'connection_init' }, 1)).toEqual([{ type: 'connection_ack' }]);
  for (const id of ['one', 'two']) {
    const subscribe = { id, type: 'subscribe', payload: { query: 'subscription { n }', variables: { count: 2 } } };
    expect(await say(subscribe, 3)).toEqual([
      { id, type: 'next', payload: { data: { n: 0 } } },
      { id, type: 'next', payload: { data: { n: 1 } } },
      { id, type: 'complete' },
    ]);
  }
  expect(await say({ type: 'ping' }, 1)).toEqual([{ type: 'pong' }]);
  client.socket.close(1000, 'done');
  expect(await client.closed).toEqual({ code: 1000, reason: 'done' });
});

test('a client without the subprotocol is refused by $connect', async () => {
  await expect(open('subscriptions')).rejects.toThrow('Unexpected server response: 400');
});

test('a connection id may come raw or encoded once, and the stage must be there', async () => {
  const client = await open('plain');
  client.send({ action: 'addresses' });
  expect(JSON.parse(await client.next())).toEqual({
    '/dev/@connections/ID': 200,
    '/dev/@connections/ID%3D': 200,
    '/dev/%40connections/ID%3D': 200,
    '/dev/@connections/ID%253D': 400,
    '/@connections/ID%3D': 403,
  });
  client.socket.close();
});
