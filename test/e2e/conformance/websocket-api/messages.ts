import { describe, expect, test } from 'vitest';
import { type SocketEvent, Client } from './socket-client.ts';

describe('routes and replies (3, 7)', () => {
  test.each([
    ['{"action":"echo"}', 'echo'],
    ['{"action":"nobody"}', '$default'],
    ['{"action":"$connect"}', '$default'],
    ['{"action":"Echo"}', '$default'],
    ['{"other":1}', '$default'],
    ['not json', '$default'],
    ['5', '$default'],
    ['null', '$default'],
    ['[]', '$default'],
    ['', '$default'],
  ])('%j goes to %s', async (message, routeKey) => {
    const client = await Client.open('chat');
    client.send(message);
    expect((JSON.parse(await client.next()) as SocketEvent).requestContext.routeKey).toBe(routeKey);
    client.close();
  });

  test('a one-way route answers nothing, and its failure is answered', async () => {
    const client = await Client.open('chat');
    client.send({ action: 'quiet' });
    client.send({ action: 'quiet', answer: 'throw' });
    expect(await client.next()).toMatch(
      /^\{"message": "Internal server error", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
    );
    client.close();
  });

  test.each([
    [{ statusCode: 200, body: 'just this' }, 'just this'],
    [{ statusCode: 500, body: 'still this' }, 'still this'],
    [{ statusCode: 200, isBase64Encoded: true, body: 'aGk=' }, 'hi'],
  ])('%j is answered with %j', async (answer, text) => {
    const client = await Client.open('chat');
    client.send({ action: 'echo', answer });
    expect(await client.next()).toBe(text);
    client.close();
  });

  test.each(['throw', { statusCode: 200, extra: 1 }, 'words', [1], 5, { statusCode: 200, body: { a: 1 } }])(
    '%j is an error frame, and the connection stays',
    async (answer) => {
      const client = await Client.open('chat');
      client.send({ action: 'echo', answer });
      expect(JSON.parse(await client.next())).toMatchObject({ message: 'Internal server error' });
      expect((await client.event({ action: 'echo' })).requestContext.routeKey).toBe('echo');
      client.close();
    },
  );

  test.each(['{"action":"unknown"}', 'not json', '{"action":["known"]}'])(
    '%s without any route is Forbidden',
    async (message) => {
      const client = await Client.open('strict');
      client.send(message);
      expect(await client.next()).toMatch(
        /^\{"message": "Forbidden", "connectionId":"[\w-]{15}=", "requestId":"[\w-]{15}="\}$/,
      );
      expect((await client.event({ action: 'known' })).requestContext.routeKey).toBe('known');
      client.close();
    },
  );
});

describe('limits (9)', () => {
  test('a binary message closes with 1003', async () => {
    const client = await Client.open('chat');
    client.send(Buffer.from([1, 2]));
    expect((await client.closed)[0]).toBe(1003);
  });

  test('a frame of 32 KB passes, one byte more closes with 1009', async () => {
    const client = await Client.open('chat');
    const filled = (size: number): string => {
      const empty = JSON.stringify({ action: 'echo', answer: { statusCode: 200, body: 'ok' }, fill: '' });
      return empty.replace('"fill":""', `"fill":"${'x'.repeat(size - empty.length)}"`);
    };
    client.send(filled(32_768));
    expect(await client.next()).toBe('ok');
    client.send(filled(32_769));
    expect((await client.closed)[0]).toBe(1009);
  });

  test('fragments make one message', async () => {
    const client = await Client.open('chat');
    client.sendFragments(['{"action":"echo","a":"', 'x'.repeat(30_000), 'y'.repeat(30_000), '"}']);
    expect((JSON.parse(await client.next()) as SocketEvent).body).toHaveLength(60_024);
    client.close();
  });

  test('a message over the limit closes with 1009', async () => {
    const client = await Client.open('strict');
    client.sendFragments(Array.from({ length: 4 }, () => 'x'.repeat(30_000)));
    expect((await client.closed)[0]).toBe(1009);
  });

  test('pings are answered, and reach no route (unproven)', async () => {
    const client = await Client.open('chat');
    client.ping();
    await client.nextPong();
    client.close();
  });
});
