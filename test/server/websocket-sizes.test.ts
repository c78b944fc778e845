// Sizes of frames and messages on the wire: docs/aws/websocket-api.md#sizes.
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { ServedApi } from './served-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

describe('sizes', () => {
  test('a frame of exactly 32 KB passes (unproven)', async () => {
    await using served = await ServedApi.start(sampleApi(echo), handlers);
    const client = await served.client();
    client.send('x'.repeat(32_768));
    expect(await client.next()).toHaveLength(32_768);
  });

  test('a frame over 32 KB closes with 1009, and the messages before it still count', async () => {
    await using served = await ServedApi.start(sampleApi(echo), handlers);
    const client = await served.client();
    client.send('first');
    client.send('x'.repeat(32_769));
    client.send('third');
    expect((await client.closed).code).toBe(1009);
    expect(served.api.lambda.eventsOf('echo').map((event) => event['body'])).toEqual(['first']);
  });

  test('a message of 128 KB in frames of 32 KB passes, and its reply comes in frames of 32 KB', async () => {
    await using served = await ServedApi.start(sampleApi(echo), handlers);
    const client = await served.client();
    const text = 'ü'.repeat(65_536);
    sendInFrames(client.socket, Buffer.from(text), 32_768);
    expect(await client.next()).toBe(text);
  });

  test('a message over 128 KB closes with 1009', async () => {
    await using served = await ServedApi.start(sampleApi(echo), handlers);
    const client = await served.client();
    sendInFrames(client.socket, Buffer.alloc(131_073, 'x'), 32_768);
    expect((await client.closed).code).toBe(1009);
    expect(served.api.lambda.calls).toEqual([]);
  });

  test('limits that an API sets lower hold', async () => {
    const limits = { messageBytes: 20, frameBytes: 10, idleSeconds: 600, maximumSeconds: 7200 };
    await using served = await ServedApi.start(sampleApi(echo, { limits }), handlers);
    const client = await served.client();
    sendInFrames(client.socket, Buffer.alloc(20, 'x'), 10);
    expect(await client.next()).toHaveLength(20);
    client.send('x'.repeat(11));
    expect((await client.closed).code).toBe(1009);
  });
});

function sendInFrames(socket: WebSocket, bytes: Buffer, size: number): void {
  for (let at = 0; at < bytes.length; at += size)
    socket.send(bytes.subarray(at, at + size), { binary: false, fin: at + size >= bytes.length });
}
