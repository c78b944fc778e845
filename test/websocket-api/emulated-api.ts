import { openToAll } from '../../src/authorizers/contract.ts';
import type { WebSocketApi } from '../../src/model/definition/websocket-api.ts';
import type { ClientRequest, ClientResponse, HeaderList } from '../../src/model/http/messages.ts';
import { Journal } from '../../src/observability/journal.ts';
import { unlimited } from '../../src/traffic/contract.ts';
import { compileWebSocketApi, Connections } from '../../src/websocket-api/index.ts';
import type { Connection, WebSocketApiServices, WebSocketFrontEnd } from '../../src/websocket-api/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeLambda } from './fake-lambda.ts';

const HOST = 'a1b2c3d4e5.execute-api.us-east-1.amazonaws.com';

/** A client at the other end of an open connection. */
export interface FakeClient {
  readonly connection: Connection;
  readonly received: string[];
  readonly closes: { readonly code: number; readonly reason: string }[];
  /** What the transport says is waiting. */
  backlog: number;
  /** Whether its socket is not read. */
  heldBack: boolean;
}

/** An API compiled with fakes all around, and the moves of a client. */
export class EmulatedApi {
  /** 2024-02-19T07:11:42.410Z, the moment of the reference's samples. */
  readonly clock = new FakeClock(1_708_326_702_410);
  readonly journal = new Journal();
  readonly connections = new Connections();
  readonly warnings: string[] = [];
  readonly logLines: string[] = [];
  readonly lambda: FakeLambda;
  readonly services: WebSocketApiServices;
  frontEnd: WebSocketFrontEnd;

  constructor(
    api: WebSocketApi,
    handlers: Record<string, (event: unknown) => unknown> = {},
    over: Partial<WebSocketApiServices> = {},
  ) {
    this.lambda = new FakeLambda(handlers);
    let count = 0;
    this.services = {
      region: 'us-east-1',
      accountId: '123456789012',
      lambda: this.lambda,
      http: { call: () => Promise.reject(new Error('no HTTP backend in this test')) },
      aws: { call: () => Promise.reject(new Error('no AWS backend in this test')) },
      authorizers: { compile: () => openToAll },
      rate: unlimited,
      accountRate: unlimited,
      keys: { check: () => ({ verdict: 'unknown' }) },
      connections: this.connections,
      clock: this.clock,
      ids: {
        uuid: () => '11111111-2222-4333-8444-555555555555',
        extended: () => `id${String((count += 1)).padStart(13, '0')}=`,
        traceRoot: () => '1-65d2ff2e-0aa11bb22cc33dd44ee55ff6',
        segment: () => '0123456789abcdef',
      },
      journal: this.journal,
      accessLogs: { open: () => (line) => void this.logLines.push(line) },
      vpcLinks: {},
      warn: (message) => void this.warnings.push(message),
      ...over,
    };
    this.frontEnd = compileWebSocketApi(api, this.services);
  }

  /** Compiles another version of the API over the same services, as a reload does. */
  reload(api: WebSocketApi): void {
    this.frontEnd = compileWebSocketApi(api, this.services);
  }

  async open(request: Partial<ClientRequest> = {}): Promise<FakeClient> {
    const handshake = await this.frontEnd.connect(upgradeRequest(request));
    if (!handshake.accepted) throw new Error(`refused with ${handshake.response.statusCode}`);
    const client: FakeClient = {
      connection: handshake.connection,
      received: [],
      closes: [],
      backlog: 0,
      heldBack: false,
    };
    this.frontEnd.opened(handshake.connection, {
      sendText: (text) => void client.received.push(text),
      close: (code, reason) => void client.closes.push({ code, reason }),
      bufferedBytes: () => client.backlog,
      holdBack: (on) => void (client.heldBack = on),
    });
    return client;
  }

  async refusal(request: Partial<ClientRequest> = {}): Promise<{ status: number; body: unknown }> {
    const handshake = await this.frontEnd.connect(upgradeRequest(request));
    if (handshake.accepted) throw new Error('accepted');
    return { status: handshake.response.statusCode, body: jsonOf(handshake.response) };
  }

  /** Says something and lets everything that follows from it happen. */
  async say(client: FakeClient, message: unknown): Promise<void> {
    this.frontEnd.message(client.connection, { text: typeof message === 'string' ? message : JSON.stringify(message) });
    await settled();
  }

  plain(method: string, rawPath: string, over: Partial<ClientRequest> = {}): Promise<ClientResponse> {
    return this.frontEnd.handle({
      method,
      rawPath,
      rawQuery: '',
      headers: [['Host', HOST]],
      body: null,
      sourceIp: '203.0.113.9',
      ...over,
    });
  }

  /** `POST /dev/@connections/{id}`, the id encoded as SDKs do. */
  post(client: FakeClient, data: string): Promise<ClientResponse> {
    return this.plain('POST', connectionPath(client), { body: Buffer.from(data) });
  }
}

export function connectionPath(client: FakeClient): string {
  return `/dev/@connections/${encodeURIComponent(client.connection.id)}`;
}

export function upgradeRequest(over: Partial<ClientRequest> = {}): ClientRequest {
  return {
    method: 'GET',
    rawPath: '/dev',
    rawQuery: '',
    headers: handshakeHeaders,
    body: null,
    sourceIp: '203.0.113.9',
    ...over,
  };
}

/** What the sample's client sends. */
export const handshakeHeaders: HeaderList = [
  ['Host', HOST],
  ['Connection', 'Upgrade'],
  ['Upgrade', 'websocket'],
  ['Sec-WebSocket-Version', '13'],
  ['Sec-WebSocket-Key', 'x3JJHMbDL1EzLkh9GBhXDw=='],
  ['Sec-WebSocket-Extensions', 'permessage-deflate; client_max_window_bits'],
];

/** Lets every promise that is ready go on; no time passes. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 50; i += 1) await Promise.resolve();
}

/** The JSON of a response's body; `undefined` without a text. */
export function jsonOf({ body }: ClientResponse): unknown {
  return typeof body === 'string' ? (JSON.parse(body) as unknown) : undefined;
}
