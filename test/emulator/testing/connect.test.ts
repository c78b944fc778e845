// `connect`: WebSocket connections without a network, through the real handshake, authorizers and frames.
import { expect, onTestFinished, test } from 'vitest';
import { type StartOptions, startEmulator } from '../../../src/emulator.ts';
import { ConnectionRefused } from '../../../src/emulator/testing/handshake.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const chat = {
  functions: {
    connect: {
      inline: `exports.handler = async (event) => ({
        statusCode: event.queryStringParameters?.room === 'full' ? 503 : 200,
        headers: event.headers['Sec-WebSocket-Protocol'] ? { 'Sec-WebSocket-Protocol': 'chat.v2' } : {},
      });`,
    },
    authorize: {
      inline: `exports.handler = async (event) => ({
        principalId: 'ann',
        policyDocument: { Version: '2012-10-17', Statement: [{
          Action: 'execute-api:Invoke', Resource: event.methodArn,
          Effect: event.queryStringParameters.ticket === 'good' ? 'Allow' : 'Deny',
        }] },
        context: { plan: 'gold' },
      });`,
    },
    facts: {
      inline: `exports.handler = async ({ requestContext: { authorizer, identity } }) =>
        ({ statusCode: 200, body: JSON.stringify({ plan: authorizer.plan, ip: identity.sourceIp }) });`,
    },
    // Sends to its own connection as handlers do: over https, to the API's name on AWS.
    shout: {
      inline: `exports.handler = async ({ body, requestContext: { domainName, stage, connectionId } }) => {
        const url = 'https://' + domainName + '/' + stage + '/@connections/' + connectionId;
        const text = JSON.parse(body).text;
        const { status } = await fetch(url, { method: 'POST', body: text.toUpperCase() });
        const https = require('node:https');
        await new Promise((resolve, reject) => {
          const request = https.request(url, { method: 'POST' }, (response) => response.resume().on('end', resolve));
          request.on('error', reject).end(String(status));
        });
        return { statusCode: 200 };
      };`,
    },
    gone: { inline: 'exports.handler = async () => ({ statusCode: 200 });' },
  },
  apis: {
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      authorizers: {
        ticket: { type: 'request', function: 'authorize', identitySource: ['route.request.querystring.ticket'] },
      },
      routes: {
        $connect: { function: 'connect', authorizer: 'ticket' },
        $disconnect: 'gone',
        facts: { function: 'facts', routeResponse: true },
        shout: 'shout',
      },
    },
    shop: { type: 'http', routes: { 'GET /': 'gone' } },
  },
};

async function chatting(options: StartOptions = { listen: false }) {
  const emulator = await startEmulator({ config: chat, cwd: temporaryFolder('connect'), watch: false, ...options });
  onTestFinished(() => emulator.close());
  return emulator;
}

const ticket = { query: { ticket: 'good' } };

test('a client connects, sends, and reads what the route answers', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', { ...ticket, sourceIp: '203.0.113.9' });
  client.send({ action: 'facts' });
  expect(await client.nextJson()).toEqual({ plan: 'gold', ip: '203.0.113.9' });
  expect(client.messages).toHaveLength(1);
  expect(await client.close(1000, 'bye')).toEqual({ code: 1000, reason: 'bye' });
  const exchange = await emulator.waitForExchange({ api: 'chat', method: 'DISCONNECT' });
  expect(exchange.event).toMatchObject({ requestContext: { disconnectStatusCode: 1000, disconnectReason: 'bye' } });
});

test('a handler reaches its client through @connections by fetch and by https, though no port is open', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', ticket);
  client.send({ action: 'shout', text: 'hello' });
  expect([await client.next(), await client.next()]).toEqual(['HELLO', '200']);
});

test('it works the same beside open ports', async () => {
  const emulator = await chatting({ port: 0, adminPort: 0 });
  const client = await emulator.connect('chat', ticket);
  client.send('{"action":"shout","text":"hi"}');
  expect(await client.next()).toBe('HI');
});

test('it works the same where the API speaks TLS', async () => {
  const emulator = await chatting({ port: 0, adminPort: 0, https: true });
  const client = await emulator.connect('chat', ticket);
  client.send('{"action":"shout","text":"hi"}');
  expect(await client.next()).toBe('HI');
});

test('a request that cannot be written is refused before anything is sent', async () => {
  const emulator = await chatting();
  await expect(emulator.connect('chat', { ...ticket, subprotocols: ['a b'] })).rejects.toThrow('subprotocol');
  expect(await emulator.exchanges()).toEqual([]);
});

test('a refusal of the authorizer and one of $connect come with their status', async () => {
  const emulator = await chatting();
  const denied = await emulator.connect('chat', { query: { ticket: 'bad' } }).catch((error: unknown) => error);
  expect(denied).toBeInstanceOf(ConnectionRefused);
  expect(denied).toMatchObject({ statusCode: 403, headers: { 'content-type': 'application/json' } });
  await expect(emulator.connect('chat')).rejects.toMatchObject({ statusCode: 401 });
  await expect(emulator.connect('chat', { query: { ticket: 'good', room: 'full' } })).rejects.toMatchObject({
    statusCode: 503,
  });
});

test('subprotocols are offered and the chosen one is read', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', { ...ticket, subprotocols: ['chat.v1', 'chat.v2'] });
  expect(client.subprotocol).toBe('chat.v2');
});

test('a message over 128 KB ends the connection with 1009, as on AWS', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', ticket);
  client.send('x'.repeat(200_000));
  expect((await client.closed).code).toBe(1009);
  expect(() => client.send('more')).toThrow('The connection has ended with 1009');
  await expect(client.next()).rejects.toThrow('The connection has ended with 1009');
});

test('next gives up after its time and says what came before', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', ticket);
  await expect(client.next({ timeout: 1 })).rejects.toThrow('No message came within 1 ms; none at all.');
  client.send({ action: 'facts' });
  expect(await client.nextJson()).toMatchObject({ plan: 'gold' });
});

test('closing the emulator closes its clients with 1001', async () => {
  const emulator = await chatting();
  const client = await emulator.connect('chat', ticket);
  await emulator.close();
  expect((await client.closed).code).toBe(1001);
});

test('an HTTP API takes no connections', async () => {
  const emulator = await chatting();
  await expect(emulator.connect('shop')).rejects.toThrow('"shop" is an HTTP API; connect needs a WebSocket API.');
  await expect(emulator.connect('chatt')).rejects.toThrow('There is no API "chatt". Known: chat, shop.');
});
