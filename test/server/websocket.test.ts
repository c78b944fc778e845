// WebSocket APIs over real sockets: websocket-api.md sections 1, 5, 7.4, 9.
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { ServedApi } from './served-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

test('a message goes to the handler and its reply comes back', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  client.send('héllo');
  expect(await client.next()).toBe('héllo');
});

test('a handshake that $connect refuses is refused before the upgrade, with its status', async () => {
  await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
    connect: () => ({ statusCode: 401 }),
  });
  await expect(served.client()).rejects.toThrow('Unexpected server response: 401');
});

test('a path that is no stage is refused with 403', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  await expect(served.client('/prod')).rejects.toThrow('Unexpected server response: 403');
});

test('the upgrade waits for $connect', async () => {
  let accept = (): void => {};
  const asked = deferred();
  await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
    connect: async () => {
      asked.resolve();
      await new Promise<void>((done) => (accept = done));
      return { statusCode: 200 };
    },
  });
  const opening = served.client();
  await asked.promise;
  expect(served.api.connections.all()).toEqual([]);
  accept();
  await opening;
  expect(served.api.connections.all()).toHaveLength(1);
});

describe('subprotocols', () => {
  const graphql = sampleApi({ $connect: { integration: proxyTo('connect') }, ...echo });

  test('a session in the manner of graphql-ws', async () => {
    await using served = await ServedApi.start(graphql, {
      connect: () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'graphql-transport-ws' } }),
      echo: (event) => {
        const message = JSON.parse((event as { body: string }).body) as { type: string; id?: string };
        if (message.type === 'connection_init') return { body: JSON.stringify({ type: 'connection_ack' }) };
        return { body: JSON.stringify({ type: 'next', id: message.id, payload: { data: { hello: 'world' } } }) };
      },
    });
    const client = await served.client('/dev', ['graphql-transport-ws']);
    expect(client.socket.protocol).toBe('graphql-transport-ws');
    client.send({ type: 'connection_init' });
    expect(JSON.parse(await client.next())).toEqual({ type: 'connection_ack' });
    client.send({ type: 'subscribe', id: '1', payload: { query: '{ hello }' } });
    expect(JSON.parse(await client.next())).toEqual({ type: 'next', id: '1', payload: { data: { hello: 'world' } } });
  });

  test('a client whose offer is not answered gives up by itself', async () => {
    await using served = await ServedApi.start(graphql, { connect: () => ({ statusCode: 200 }), ...handlers });
    await expect(served.client('/dev', ['graphql-transport-ws'])).rejects.toThrow('Server sent no subprotocol');
  });

  test('several values fail the handshake in the client, as on AWS', async () => {
    await using served = await ServedApi.start(graphql, {
      connect: () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'a, b' } }),
      ...handlers,
    });
    await expect(served.client('/dev', ['a', 'b'])).rejects.toThrow('Server sent an invalid subprotocol');
  });
});

test('permessage-deflate is offered by the client and not negotiated', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client('/dev', [], { perMessageDeflate: true });
  expect(client.socket.extensions).toBe('');
});

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

test('a binary frame closes with 1003 and is not routed', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  client.socket.send(Buffer.from('bytes'));
  expect((await client.closed).code).toBe(1003);
  expect(served.api.lambda.calls).toEqual([]);
});

test('a ping is answered and reaches no route', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const client = await served.client();
  const pong = new Promise<string>((done) => client.socket.once('pong', (data) => done(data.toString())));
  client.socket.ping('are you there');
  expect(await pong).toBe('are you there');
  expect(served.api.lambda.calls).toEqual([]);
});

describe('what $disconnect is told', () => {
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

  test('after text that is no UTF-8: 1007 (unproven)', async () => {
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

test('connections outlive a reload: the next message meets the new routes', async () => {
  await using served = await ServedApi.start(sampleApi(echo), { ...handlers, loud: () => ({ body: 'LOUD' }) });
  const client = await served.client();
  served.api.reload(sampleApi({ $default: { integration: proxyTo('loud'), routeResponse: true } }));
  client.send('hello');
  expect(await client.next()).toBe('LOUD');
});

describe('requests that are no handshake', () => {
  test.each([
    {
      name: 'without a key',
      lines: ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Version: 13'],
      status: 400,
    },
    {
      name: 'of version 8',
      lines: [
        'Upgrade: websocket',
        'Connection: Upgrade',
        'Sec-WebSocket-Version: 8',
        'Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==',
      ],
      status: 400,
    },
    { name: 'that want another protocol', lines: ['Upgrade: h2c', 'Connection: Upgrade'], status: 426 },
    { name: 'that want nothing', lines: ['Connection: close'], status: 426 },
  ])('an upgrade $name: $status, and no handler runs', async ({ lines, status }) => {
    await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }));
    const answer = await rawRequest(served.port, ['GET /dev HTTP/1.1', 'Host: localhost', ...lines]);
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(served.api.lambda.calls).toEqual([]);
  });

  test('a refusal is a whole HTTP response', async () => {
    await using served = await ServedApi.start(sampleApi({}));
    const answer = await rawRequest(served.port, [
      'GET /prod HTTP/1.1',
      'Host: localhost',
      'Upgrade: websocket',
      'Connection: Upgrade',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==',
    ]);
    expect(answer).toMatch(
      /^HTTP\/1.1 403 Forbidden\r\nDate: .*GMT\r\nConnection: close\r\nContent-Type: application\/json\r\nx-amzn-RequestId: [\w-]{15}=\r\nContent-Length: 23\r\n\r\n\{"message":"Forbidden"\}$/,
    );
  });
});

test('a defect of the emulator is a 500 and reaches the caller of attach', async () => {
  await using served = await ServedApi.start(
    sampleApi({ $connect: { authorization: { type: 'AWS_IAM' } } }),
    {},
    { authorizers: { compile: () => ({ authorize: () => Promise.reject(new Error('a bug')) }) } },
  );
  await expect(served.client()).rejects.toThrow('Unexpected server response: 500');
  expect(served.defects).toEqual([new Error('a bug')]);
});

function sendInFrames(socket: WebSocket, bytes: Buffer, size: number): void {
  for (let at = 0; at < bytes.length; at += size)
    socket.send(bytes.subarray(at, at + size), { binary: false, fin: at + size >= bytes.length });
}

function rawSocketOf(socket: WebSocket): NodeJS.WritableStream {
  return (socket as unknown as { _socket: NodeJS.WritableStream })._socket;
}

function rawRequest(port: number, lines: readonly string[]): Promise<string> {
  return new Promise((done, failed) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      answer += chunk;
      if (answer.includes('\r\n\r\n')) socket.end();
    });
    socket.on('close', () => done(answer));
    socket.on('error', failed);
  });
}

function deferred<Value = void>() {
  let resolve: (value: Value) => void = () => {};
  const promise = new Promise<Value>((done) => (resolve = done));
  return { promise, resolve: (value: Value) => resolve(value) };
}
