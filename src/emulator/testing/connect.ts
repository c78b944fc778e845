import type { IncomingMessage } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';
import { WebSocket } from 'ws';
import { MAX_MESSAGE_BYTES } from '../../model/definition/limits.ts';
import { type ConnectRequest, ConnectionRefused } from './handshake.ts';
import { TestSocket } from './test-socket.ts';

/**
 * Opens a WebSocket connection in memory: the same HTTP parser, handshake and frames as over the network, without one. `prefix` is what the
 * path of the API begins with. Rejects with {@link ConnectionRefused}.
 */
export function connectInMemory(
  prefix: string,
  accept: (connection: Duplex) => void,
  { headers = {}, query = {}, subprotocols = [], sourceIp = '127.0.0.1' }: ConnectRequest,
): Promise<TestSocket> {
  const [near, far] = duplexPair();
  // What a listener reads of a socket.
  Object.assign(far, { remoteAddress: sourceIp });
  // A pair does not feel what becomes of its other end: a cut has to reach the client, after what was sent before it.
  far.once('close', () => setImmediate(() => near.destroy()));
  const url = new URL(`ws://localhost${prefix}`);
  for (const [name, values] of Object.entries(query)) {
    for (const value of [values].flat()) url.searchParams.append(name, value);
  }
  const socket = new WebSocket(url, [...subprotocols], {
    headers: headers as Record<string, string | string[]>,
    perMessageDeflate: false,
    // One connection is not limited here: it is the API that has limits.
    maxPayload: 2 * MAX_MESSAGE_BYTES,
    createConnection: () => near as never,
  });
  accept(far);
  // Made at once: the API may speak before whoever awaits this does anything.
  const client = new TestSocket(socket);
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve(client));
    socket.once('unexpected-response', (_request, response) => {
      near.on('error', () => undefined);
      readRefusal(response)
        .then(reject, reject)
        .finally(() => near.destroy());
    });
    socket.on('error', reject);
  });
}

async function readRefusal(response: IncomingMessage): Promise<ConnectionRefused> {
  const chunks: Buffer[] = [];
  for await (const chunk of response as AsyncIterable<Buffer>) chunks.push(chunk);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return new ConnectionRefused(response.statusCode ?? 0, headers, Buffer.concat(chunks).toString('utf8'));
}
