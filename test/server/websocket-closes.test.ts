// Closes on the wire and what $disconnect receives of them: docs/aws/websocket-api.md#how-a-connection-ends.
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { deferred } from './deferred.ts';
import { ServedApi } from './served-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

describe('what $disconnect receives', () => {
  async function toldAfter(leave: (served: ServedApi) => Promise<void>): Promise<unknown> {
    const told = deferred<unknown>();
    await using served = await ServedApi.start(
      sampleApi({ $disconnect: { integration: proxyTo('disconnect') }, ...echo }),
      {
        ...handlers,
        disconnect: (event) => {
          const context = (event as { requestContext: Record<string, unknown> }).requestContext;
          told.resolve([context['disconnectStatusCode'], context['disconnectReason']]);
        },
      },
    );
    await leave(served);
    return await told.promise;
  }

  test.each([
    { code: undefined, reason: '', told: [1005, 'Client-side close frame status not set'] },
    { code: 1000, reason: '', told: [1000, ''] },
    { code: 4001, reason: 'bye', told: [4001, 'bye'] },
  ])('after a close frame with $code', async ({ code, reason, told }) => {
    const seen = await toldAfter(async (served) => {
      const client = await served.client();
      if (code === undefined) client.socket.close();
      else client.socket.close(code, reason);
      expect((await client.closed).code).toBe(code ?? 1005);
    });
    expect(seen).toEqual(told);
  });

  test('after a connection that broke (reason unproven)', async () => {
    const seen = await toldAfter(async (served) => (await served.client()).socket.terminate());
    expect(seen).toEqual([1006, 'Connection closed abnormally']);
  });

  test('after a protocol error: 1002 on the wire too (unproven)', async () => {
    const seen = await toldAfter(async (served) => {
      const client = await served.client();
      // A text frame without a mask, which no client may send.
      rawSocketOf(client.socket).write(Buffer.from([0x81, 0x01, 0x61]));
      expect((await client.closed).code).toBe(1002);
    });
    expect(seen).toEqual([1002, 'Invalid WebSocket frame: MASK must be set']);
  });

  test('after text that is not UTF-8: 1007 (unproven)', async () => {
    const seen = await toldAfter(async (served) => {
      const client = await served.client();
      client.socket.send(Buffer.from([0xff, 0xfe]), { binary: false });
      expect((await client.closed).code).toBe(1007);
    });
    expect(seen).toEqual([1007, 'Invalid WebSocket frame: invalid UTF-8 sequence']);
  });
});

test('a client that leaves while $connect runs causes $disconnect when it has said yes', async () => {
  const asked = deferred();
  const told = deferred<number>();
  let accept = (): void => {};
  await using served = await ServedApi.start(
    sampleApi({ $connect: { integration: proxyTo('connect') }, $disconnect: { integration: proxyTo('disconnect') } }),
    {
      connect: async () => {
        asked.resolve();
        await new Promise<void>((done) => (accept = done));
        return { statusCode: 200 };
      },
      disconnect: (event) =>
        told.resolve(
          (event as { requestContext: { disconnectStatusCode: number } }).requestContext.disconnectStatusCode,
        ),
    },
  );
  const opening = served.client();
  await asked.promise;
  const left = expect(opening).rejects.toThrow();
  served.hangUp();
  await left;
  accept();
  expect(await told.promise).toBe(1006);
  expect(served.api.connections.all()).toEqual([]);
});

test('a stop closes every connection with 1001 and waits for $disconnect', async () => {
  let finished = 0;
  await using served = await ServedApi.start(sampleApi({ $disconnect: { integration: proxyTo('disconnect') } }), {
    disconnect: async () => {
      await Promise.resolve();
      finished += 1;
    },
  });
  const clients = [await served.client(), await served.client()];
  await served.stop();
  expect(finished).toBe(2);
  for (const client of clients) expect(await client.closed).toEqual({ code: 1001, reason: 'Going away' });
});

test('a stop does not wait for a $disconnect that never ends, nor for a client that does not answer', async () => {
  await using served = await ServedApi.start(sampleApi({ $disconnect: { integration: proxyTo('disconnect') } }), {
    disconnect: () => new Promise(() => {}),
  });
  const client = await served.client();
  client.socket.pause();
  await served.stop();
  expect(served.api.connections.all()).toEqual([]);
});

function rawSocketOf(socket: WebSocket): NodeJS.WritableStream {
  return (socket as unknown as { _socket: NodeJS.WritableStream })._socket;
}
