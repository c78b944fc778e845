// The WebSocket API front end over the wire, served by the real command, with ws and the AWS SDK as clients. Expected values:
// websocket-api.md, by section; rows that the reference marks as inferred or open say "unproven".
import { once } from 'node:events';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientOptions, WebSocket } from 'ws';
import { type ConformanceApp, startConformanceApp } from './conformance-app.ts';

let app: ConformanceApp;

beforeAll(async () => {
  app = await startConformanceApp();
});

afterAll(async () => {
  expect(await app?.stop()).toBe(0);
});

interface SocketEvent {
  readonly headers?: Record<string, string>;
  readonly multiValueHeaders?: Record<string, string[]>;
  readonly queryStringParameters?: Record<string, string>;
  readonly body?: string;
  readonly requestContext: Record<string, unknown> & {
    readonly connectionId: string;
    readonly domainName: string;
    readonly stage: string;
  };
}

/** A client whose messages are kept until somebody asks for them. */
class Client {
  readonly #socket: WebSocket;
  readonly #heard: string[] = [];
  #wake: (() => void) | undefined;
  readonly closed: Promise<[code: number, reason: string]>;
  pongs = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    this.closed = new Promise((resolve) => socket.once('close', (code, reason) => resolve([code, reason.toString()])));
    socket.on('message', (data: Buffer, isBinary) => {
      this.#heard.push(isBinary ? `binary ${data.toString('hex')}` : data.toString());
      this.#wake?.();
    });
    socket.on('pong', () => {
      this.pongs += 1;
      this.#wake?.();
    });
  }

  /** Resolves when the socket is open, or rejects with the status of the refusal. */
  static async open(api: string, path = '', protocols: string[] = [], options: ClientOptions = {}): Promise<Client> {
    const socket = new WebSocket(`${app.cli.url(api)}${path}`, protocols, options);
    const client = new Client(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('error', reject);
      socket.once('unexpected-response', (_, response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => reject(new Refused(response.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
    });
    return client;
  }

  get protocol(): string {
    return this.#socket.protocol;
  }

  send(data: string | Buffer | object): void {
    this.#socket.send(typeof data === 'string' || Buffer.isBuffer(data) ? data : JSON.stringify(data));
  }

  sendFragments(parts: readonly string[]): void {
    for (const [at, part] of parts.entries()) this.#socket.send(part, { fin: at === parts.length - 1 });
  }

  ping(): void {
    this.#socket.ping();
  }

  async next(): Promise<string> {
    while (this.#heard.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#heard.shift() ?? '';
  }

  async nextPong(): Promise<void> {
    while (this.pongs === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async event(message: object): Promise<SocketEvent> {
    this.send(message);
    return JSON.parse(await this.next()) as SocketEvent;
  }

  close(code?: number, reason?: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

class Refused extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super(`refused with ${status}`);
  }
}

async function refusal(api: string, path: string, options: ClientOptions = {}): Promise<Refused> {
  const error: unknown = await Client.open(api, path, [], options).then(
    () => new Error('was let in'),
    (reason: unknown) => reason,
  );
  if (error instanceof Refused) return error;
  throw error;
}

/** The disconnect event that the function logged for the connection. */
async function goneEvent(connectionId: string): Promise<SocketEvent> {
  const isIt = (line: Record<string, unknown>): boolean =>
    JSON.stringify(line).includes(`gone `) && JSON.stringify(line).includes(connectionId);
  const line = app.cli.lines.find(isIt) ?? (await app.cli.next('log', isIt));
  const text =
    Object.values(line).find((value): value is string => typeof value === 'string' && value.includes('gone {')) ?? '';
  return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1)) as SocketEvent;
}

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

describe('events (4)', () => {
  test('of a message', async () => {
    const client = await Client.open('chat');
    const event = await client.event({ action: 'echo', data: 'ü' });
    expect(Object.keys(event).toSorted()).toEqual(['body', 'isBase64Encoded', 'requestContext']);
    expect(event.body).toBe('{"action":"echo","data":"ü"}');
    expect(Object.keys(event.requestContext).toSorted()).toEqual(
      [
        'apiId',
        'connectedAt',
        'connectionId',
        'domainName',
        'eventType',
        'extendedRequestId',
        'identity',
        'messageDirection',
        'messageId',
        'requestId',
        'requestTime',
        'requestTimeEpoch',
        'routeKey',
        'stage',
      ].toSorted(),
    );
    expect(event.requestContext).toMatchObject({
      routeKey: 'echo',
      eventType: 'MESSAGE',
      messageDirection: 'IN',
      stage: 'dev',
      identity: { sourceIp: '127.0.0.1' },
      extendedRequestId: event.requestContext.requestId,
    });
    for (const id of ['connectionId', 'messageId', 'requestId'])
      expect(event.requestContext[id]).toMatch(/^[\w-]{15}=$/);
    client.close();
  });

  test('ids are new for every message, and the connection keeps its own', async () => {
    const client = await Client.open('chat');
    const [first, second] = [await client.event({ action: 'echo' }), await client.event({ action: 'echo' })];
    expect(second.requestContext.connectionId).toBe(first.requestContext.connectionId);
    expect(second.requestContext.connectedAt).toBe(first.requestContext.connectedAt);
    expect(second.requestContext.messageId).not.toBe(first.requestContext.messageId);
    expect(second.requestContext.requestId).not.toBe(first.requestContext.requestId);
    client.close();
  });

  test('of a disconnect: the reduced headers, the code and the reason', async () => {
    const client = await Client.open('chat');
    const { connectionId } = (await client.event({ action: 'echo' })).requestContext;
    client.close();
    const gone = await goneEvent(connectionId);
    expect(Object.keys(gone).toSorted()).toEqual(['headers', 'isBase64Encoded', 'multiValueHeaders', 'requestContext']);
    expect(gone.headers).toEqual({
      Host: new URL(app.cli.url('chat')).host,
      'x-api-key': '',
      'X-Forwarded-For': '',
      'x-restapi': '',
    });
    expect(gone.requestContext).toMatchObject({
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1005,
      disconnectReason: 'Client-side close frame status not set',
    });
  });

  test.each([
    ['code and reason (unproven)', (client: Client) => client.close(4001, 'bye'), 4001, 'bye'],
    ['a code alone (unproven)', (client: Client) => client.close(1000), 1000, ''],
    ['nothing at all (unproven)', (client: Client) => client.terminate(), 1006, undefined],
  ])('a client that leaves with %s', async (_, leave, code, reason) => {
    const client = await Client.open('chat');
    const { connectionId } = (await client.event({ action: 'echo' })).requestContext;
    leave(client);
    const { requestContext } = await goneEvent(connectionId);
    expect(requestContext.disconnectStatusCode).toBe(code);
    if (reason !== undefined) expect(requestContext.disconnectReason).toBe(reason);
  });
});

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

describe('@connections (10)', () => {
  const management = (): ApiGatewayManagementApiClient =>
    new ApiGatewayManagementApiClient({
      endpoint: app.cli.url('chat').replace(/^ws/, 'http'),
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    });

  async function connected(): Promise<{ client: Client; id: string }> {
    const client = await Client.open('chat', '', [], { headers: { 'user-agent': 'qa/1' } });
    return { client, id: (await client.event({ action: 'echo' })).requestContext.connectionId };
  }

  test('the SDK posts, gets and deletes', async () => {
    const { client, id } = await connected();
    await management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'from outside: ü' }));
    expect(await client.next()).toBe('from outside: ü');
    const about = await management().send(new GetConnectionCommand({ ConnectionId: id }));
    expect(about.Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'qa/1' });
    expect(about.ConnectedAt).toBeInstanceOf(Date);
    expect(about.LastActiveAt).toBeInstanceOf(Date);
    const deleted = await management().send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect(await client.closed).toEqual([1000, 'Connection Closed Normally']);
    expect((await goneEvent(id)).requestContext).toMatchObject({
      disconnectStatusCode: 1000,
      disconnectReason: 'Connection Closed Normally',
    });
    await expect(management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x' }))).rejects.toMatchObject(
      {
        name: 'GoneException',
        $metadata: { httpStatusCode: 410 },
      },
    );
  });

  test.each([
    ['POST', '/dev/@connections/AAAAAAAAAAAAAAA%3D', 410, 'GoneException', ''],
    ['GET', '/dev/@connections/AAAAAAAAAAAAAAA=', 410, 'GoneException', ''],
    ['DELETE', '/dev/%40connections/AAAAAAAAAAAAAAA%3D', 410, 'GoneException', ''],
    ['POST', '/dev/@connections/no.id', 400, 'BadRequestException', '{"message":"Invalid connectionId: no.id"}'],
    [
      'PUT',
      '/dev/@connections/AAAAAAAAAAAAAAA=',
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    ['POST', '/@connections/AAAAAAAAAAAAAAA=', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
    ['POST', '/prod/@connections/AAAAAAAAAAAAAAA=', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
  ])('%s %s is %i %s', async (method, target, status, type, body) => {
    const response = await app.send('chat', { method, target, body: method === 'POST' ? 'x' : '' });
    expect([response.status, response.values('x-amzn-errortype'), response.text]).toEqual([status, [type], body]);
    expect(response.values('x-amzn-requestid')).toHaveLength(1);
  });

  test.each(['raw', 'encoded'])('curl posts to the %s id', async (form) => {
    const { client, id } = await connected();
    const target = `/dev/@connections/${form === 'raw' ? id : encodeURIComponent(id)}`;
    const response = await app.send('chat', { method: 'POST', target, body: 'plain' });
    expect([response.status, response.text]).toEqual([200, '']);
    expect(await client.next()).toBe('plain');
    client.close();
  });

  test('128 KB pass, one byte more is refused', async () => {
    const { client, id } = await connected();
    await management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x'.repeat(131_072) }));
    expect(await client.next()).toHaveLength(131_072);
    await expect(
      management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x'.repeat(131_073) })),
    ).rejects.toMatchObject({ name: 'PayloadTooLargeException', $metadata: { httpStatusCode: 413 } });
    client.close();
  });
});

describe('handlers reach @connections by the address in their event (field notes)', () => {
  const post = async (way: string, endpoint: string, id: string): Promise<string> => {
    const response = await app.send('open', {
      method: 'POST',
      target: '/manage',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ way, endpoint, id, data: `by ${way}` }),
    });
    return response.text;
  };

  test.each(['sdk', 'fetch', 'https'])('%s', async (way) => {
    const client = await Client.open('chat');
    const { requestContext } = await client.event({ action: 'echo' });
    const { domainName, stage, connectionId } = requestContext;
    expect(await post(way, `https://${domainName}/${stage}`, connectionId)).toBe('sent');
    expect(await client.next()).toBe(`by ${way}`);
    client.close();
    await client.closed;
    expect(await post(way, `https://${domainName}/${stage}`, connectionId)).toBe(
      way === 'sdk' ? 'GoneException' : '410 GoneException',
    );
  });
});
