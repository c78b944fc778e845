import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A message as a queue received it. */
export interface QueueMessage {
  readonly form: URLSearchParams;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** What stood behind the recorded APIs: a function URL that echoes, a bucket, a queue. */
export interface StandIns {
  readonly url: string;
  readonly queue: QueueMessage[];
  readonly objects: Map<string, { readonly type: string; readonly bytes: Buffer }>;
  close(): Promise<void>;
}

export async function startStandIns(): Promise<StandIns> {
  const queue: QueueMessage[] = [];
  const objects: StandIns['objects'] = new Map();
  const server = createServer((request, response) => {
    const [, first] = (request.url ?? '').split(/[/?]/);
    if (first === 'echo') void echo(request, response);
    else if (first === 'raw') request.pipe(response);
    else if (first === 'status') answerStatus(request, response);
    else if (first === 'httpbin') answerAsHttpbin(request, response);
    else if (first === 'bucket') void answerAsBucket(objects, request, response);
    else void answerAsQueue(queue, request, response);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    queue,
    objects,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

/** The function behind a function URL that the recordings of HTTP integrations called. */
async function echo(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { searchParams } = new URL(request.url ?? '', 'http://stand-in');
  const body = await text(request);
  const args = [...new Set(searchParams.keys())].map((name) => [name, searchParams.getAll(name).join(',')] as const);
  response.setHeader('Content-Type', 'application/json');
  response.setHeader('x-amzn-RequestId', randomUUID());
  response.setHeader('X-Amzn-Trace-Id', 'Root=1-00000000-000000000000000000000000');
  const seen = {
    args: Object.fromEntries(args),
    data: body === '' ? null : (JSON.parse(body) as unknown),
    domain: request.headers.host,
    headers: withoutConnection(request),
    method: request.method,
    origin: '127.0.0.1',
    path: '/',
  };
  response.end(JSON.stringify(seen));
}

function withoutConnection(request: IncomingMessage): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(request.headers).filter(([name]) => name !== 'connection'));
}

function answerStatus(request: IncomingMessage, response: ServerResponse): void {
  const status = Number(request.url?.split('/')[2]);
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify({ message: '', status_code: status }));
}

/** httpbin's `/anything`, with the headers that its server sends. */
function answerAsHttpbin(request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify({ headers: withoutConnection(request) });
  response.writeHead(200, {
    'Content-Length': Buffer.byteLength(body),
    'Content-Type': 'application/json',
    Server: 'gunicorn/19.9.0',
    'Access-Control-Allow-Credentials': 'true',
    'Access-Control-Allow-Origin': '*',
  });
  response.end(body);
}

async function answerAsBucket(
  objects: StandIns['objects'],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const key = (request.url ?? '').split('?')[0]?.slice('/bucket/'.length) ?? '';
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk as Buffer));
  if (request.method === 'PUT') {
    objects.set(key, { type: request.headers['content-type'] ?? '', bytes: Buffer.concat(chunks) });
    response.setHeader('ETag', '"tag"').end();
    return;
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    response.writeHead(204).end();
    return;
  }
  const held = objects.get(key);
  if (held) {
    response.setHeader('Content-Type', held.type).setHeader('ETag', '"tag"').end(held.bytes);
    return;
  }
  const members = {
    Code: 'NoSuchKey',
    Message: 'The specified key does not exist.',
    Key: key,
    RequestId: 'r',
    HostId: 'h',
  };
  const inner = Object.entries(members).map(([name, value]) => `<${name}>${value}</${name}>`);
  response.writeHead(404, { 'Content-Type': 'application/xml' });
  response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error>${inner.join('')}</Error>`);
}

async function answerAsQueue(queue: QueueMessage[], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await text(request);
  queue.push({ form: new URLSearchParams(body), headers: request.headers, body });
  response.setHeader('Content-Type', 'application/json');
  response.end(
    JSON.stringify({
      SendMessageResponse: {
        SendMessageResult: { MessageId: randomUUID() },
        ResponseMetadata: { RequestId: randomUUID() },
      },
    }),
  );
}
