// Handshakes on the wire: docs/aws/websocket-api.md#endpoints and docs/aws/websocket-api.md#connect-outcome.
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { ServedApi } from './served-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

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
