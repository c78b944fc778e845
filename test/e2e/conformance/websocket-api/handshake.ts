import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { app } from '../served.ts';
import { Client, refusal } from './socket-client.ts';

describe('the handshake (1, 5)', () => {
  test.each([
    ['/hello', 403],
    ['?do={"statusCode":400}', 400],
    ['?do={"statusCode":401,"body":"no"}', 401],
    ['?do={"statusCode":403}', 403],
    ['?do={"statusCode":500}', 500],
    ['?do={"statusCode":302}', 302],
    ['?do=throw', 502],
    ['?do="words"', 502],
    ['?do={"statusCode":200,"extra":1}', 502],
    ['?do={"statusCode":"abc"}', 502],
    ['?do=null', 502],
  ])('%s is refused with %i', async (path, status) => {
    expect((await refusal('chat', encodeURI(path))).status).toBe(status);
  });

  test('a stage that is not there is Forbidden', async () => {
    const url = app.cli.url('chat').replace(/\/dev$/, '/prod');
    const socket = new WebSocket(url);
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(403);
    socket.on('error', () => undefined);
    socket.terminate();
  });

  test.each(['?do={"statusCode":200,"body":"hi"}', '?do={"statusCode":204}', '?do={"statusCode":"200"}', '?do={}'])(
    '%s is let in',
    async (path) => {
      const client = await Client.open('chat', encodeURI(path));
      client.close();
      expect(await client.closed).toEqual([1005, '']);
    },
  );

  test('an API without $connect lets everybody in', async () => {
    const client = await Client.open('strict');
    client.close();
    await client.closed;
  });

  test('the subprotocol that $connect returns is the one of the connection', async () => {
    const client = await Client.open('chat', '', ['graphql-ws', 'other']);
    expect(client.protocol).toBe('graphql-ws');
    client.close();
  });

  test('a plain GET asks to upgrade (unproven)', async () => {
    expect((await fetch(app.cli.url('chat').replace(/^ws/, 'http'))).status).toBe(426);
  });

  test('per-message compression is not negotiated (unproven)', async () => {
    const response = await app.send('chat', {
      target: '/dev',
      headers: [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
        ['Sec-WebSocket-Extensions', 'permessage-deflate'],
        ['X-Close', 'yes'],
      ].map(([name, value]) => [name ?? '', value ?? ''] as const),
      endsAfterHead: true,
    });
    expect(response.status).toBe(101);
    expect(response.values('sec-websocket-extensions')).toEqual([]);
    expect(response.values('sec-websocket-accept')).toEqual(['s3pPLMBiTxaQ9kYGzzhZRbK+xOo=']);
  });
});
