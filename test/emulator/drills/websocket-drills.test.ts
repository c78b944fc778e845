// What the client of a WebSocket API sees of each drill.
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { drilledApp } from './drilled-app.ts';

type App = Awaited<ReturnType<typeof drilledApp>>;

async function connected(emulator: App) {
  const socket = new WebSocket(emulator.url('chat'));
  onTestFinished(() => socket.terminate());
  const messages: string[] = [];
  let pongs = 0;
  socket.on('message', (data: Buffer) => messages.push(data.toString('utf8')));
  socket.on('pong', () => (pongs += 1));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const next = async (): Promise<string> => {
    if (messages.length === 0) await new Promise((resolve) => socket.once('message', resolve));
    return messages.shift() ?? '';
  };
  return { socket, closed, next, pongs: () => pongs };
}

const connectionId = async (emulator: App): Promise<string> =>
  (await emulator.waitForExchange({ api: 'chat', method: 'CONNECT' })).connectionId ?? '';

test('an open connection breaks at once, without a close frame, and $disconnect runs', async () => {
  const emulator = await drilledApp();
  const { closed } = await connected(emulator);
  emulator.faults.add({ kind: 'websocket-drop', api: 'chat', count: 1 });
  expect(await closed).toBe(1006);
  const left = await emulator.waitForExchange({ api: 'chat', method: 'DISCONNECT' });
  expect(left.faults).toMatchObject([{ kind: 'websocket-drop', effect: 'dropped the connection with 1006' }]);
  expect(left.event).toMatchObject({ requestContext: { disconnectStatusCode: 1006 } });
  const [handshake] = await emulator.exchanges({ api: 'chat' });
  expect(handshake).toMatchObject({ method: 'CONNECT', faults: [{ kind: 'websocket-drop' }] });
  const again = await connected(emulator);
  again.socket.send('hello');
  expect(await again.next()).toBe('hello');
});

test('a new connection is closed with 1001 after a while', async () => {
  const emulator = await drilledApp([{ kind: 'websocket-drop', api: 'chat', code: 1001, milliseconds: 50 }]);
  const { closed } = await connected(emulator);
  const began = performance.now();
  expect(await closed).toBe(1001);
  expect(performance.now() - began).toBeGreaterThanOrEqual(40);
});

test('the message of a route breaks its connection, and is lost', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'websocket-drop', route: 'say' });
  const { socket, closed, next } = await connected(emulator);
  socket.send('hello');
  expect(await next()).toBe('hello');
  socket.send('{"action":"say"}');
  expect(await closed).toBe(1006);
  const lost = await emulator.waitForExchange({ api: 'chat', routeKey: 'say' });
  expect(lost).toMatchObject({ method: 'MESSAGE', faults: [{ kind: 'websocket-drop' }] });
  expect(lost.event).toBeUndefined();
});

test('a half-open connection stays open and answers nothing: neither messages nor pings nor a close', async () => {
  const emulator = await drilledApp();
  const { socket, next, pongs } = await connected(emulator);
  socket.ping();
  socket.send('before');
  expect(await next()).toBe('before');
  expect(pongs()).toBe(1);
  emulator.faults.add({ kind: 'websocket-half-open', connection: await connectionId(emulator) });
  const other = await connected(emulator);
  socket.send('lost');
  socket.ping();
  socket.close(1000);
  for (const text of ['one', 'two', 'three']) {
    other.socket.send(text);
    expect(await other.next()).toBe(text);
  }
  expect([socket.readyState, pongs()]).toEqual([WebSocket.CLOSING, 1]);
  const messages = (await emulator.exchanges({ api: 'chat' })).flatMap(({ message }) => message ?? []);
  expect(messages).toEqual(['before', 'one', 'two', 'three']);
  const handshake = (await emulator.exchanges({ api: 'chat' }))[0];
  expect(handshake?.faults).toMatchObject([{ kind: 'websocket-half-open' }]);
  // What a server sends to it is accepted, as nobody knows yet.
  const sent = await fetch(
    `${emulator.url('chat').replace('ws:', 'http:')}/@connections/${encodeURIComponent(handshake?.connectionId ?? '')}`,
    {
      method: 'POST',
      body: 'anybody there?',
    },
  );
  expect(sent.status).toBe(200);
});

test('@connections answers 410 for a connection that is there', async () => {
  const emulator = await drilledApp();
  await connected(emulator);
  const url = `${emulator.url('chat').replace('ws:', 'http:')}/@connections/${encodeURIComponent(await connectionId(emulator))}`;
  emulator.faults.add({ kind: 'connection-gone', api: 'chat', count: 1 });
  const gone = await fetch(url, { method: 'POST', body: 'hello' });
  expect([gone.status, gone.headers.get('x-amzn-errortype'), await gone.text()]).toEqual([410, 'GoneException', '']);
  expect((await fetch(url, { method: 'POST', body: 'hello' })).status).toBe(200);
  const touched = (await emulator.exchanges({ api: 'chat' })).find(({ statusCode }) => statusCode === 410);
  expect(touched?.faults).toMatchObject([{ kind: 'connection-gone' }]);
});

test.each([
  ['throttle', 'Too Many Requests'],
  ['timeout', 'Endpoint request timed out'],
  ['function-error', 'Internal server error'],
  ['malformed-result', 'Internal server error'],
] as const)('a message that meets %s is answered with an error frame', async (kind, message) => {
  const emulator = await drilledApp();
  const { socket, next } = await connected(emulator);
  emulator.faults.add({ kind, api: 'chat', route: 'say', count: 1 });
  socket.send('{"action":"say"}');
  expect(JSON.parse(await next())).toMatchObject({ message });
  socket.send('{"action":"say"}');
  expect(await next()).toBe('{"action":"say"}');
  const [first, second] = (await emulator.exchanges({ api: 'chat' })).filter(({ routeKey }) => routeKey === 'say');
  expect([first?.faults?.[0]?.kind, second?.faults]).toEqual([kind, undefined]);
});

test('a handshake is throttled, or cut before its answer', async () => {
  const emulator = await drilledApp();
  emulator.faults.add({ kind: 'throttle', route: '$connect', count: 1 });
  await expect(connected(emulator)).rejects.toThrow('Unexpected server response: 429');
  emulator.faults.add({ kind: 'drop-before-head', route: '$connect', count: 1 });
  await expect(connected(emulator)).rejects.toThrow('socket hang up');
  const left = await emulator.waitForExchange({ api: 'chat', method: 'DISCONNECT' });
  expect(left.event).toMatchObject({ requestContext: { disconnectStatusCode: 1006 } });
});
