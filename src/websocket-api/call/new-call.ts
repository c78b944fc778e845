import type { ClientRequest } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ConnectCall, DisconnectCall, MessageCall } from './call.ts';
import type { CloseCause } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Deployment } from './deployment.ts';
import { handshakeFacts } from './handshake-facts.ts';
import { closeSource, handshakeSource, messageSource } from './message-source.ts';
import { addressOf } from '../routing/addressing.ts';
import type { RouteFacts } from '../routing/route-facts.ts';

/** A handshake, with the connection that it may become: the id is there before `$connect` runs (docs/aws/websocket-api.md#life-cycle). */
export function newConnectCall(
  client: ClientRequest,
  route: RouteFacts | undefined,
  deployment: Deployment,
): ConnectCall {
  const { api, services, executeApiHost } = deployment;
  const now = services.clock.now();
  const host = firstHeader(client.headers, 'host') ?? '';
  const address = addressOf(api, executeApiHost, client);
  const userAgent = firstHeader(client.headers, 'user-agent');
  const traceHeader = firstHeader(client.headers, 'x-amzn-trace-id') ?? newTrace(deployment, now);
  const connection: Connection = {
    id: services.ids.extended(),
    apiId: api.id,
    domainName: address?.domainName ?? executeApiHost,
    host,
    connectedAt: now,
    state: 'handshake',
    identity: { ...(userAgent === undefined ? {} : { userAgent }), sourceIp: client.sourceIp },
    lastActiveAt: now,
    underWay: 0,
  };
  const facts = handshakeFacts(client, traceHeader);
  return {
    eventType: 'CONNECT',
    requestId: services.ids.extended(),
    connection,
    time: now,
    traceHeader,
    ...(route ? { route } : {}),
    record: {},
    client,
    facts,
    source: handshakeSource(facts),
    address,
  };
}

export function newMessageCall(connection: Connection, body: string, deployment: Deployment): MessageCall {
  const { clock, ids } = deployment.services;
  const time = clock.now();
  return {
    eventType: 'MESSAGE',
    requestId: ids.extended(),
    messageId: ids.extended(),
    connection,
    time,
    traceHeader: newTrace(deployment, time),
    body,
    source: messageSource(body),
    record: {},
  };
}

export function newDisconnectCall(
  connection: Connection,
  cause: CloseCause,
  route: RouteFacts | undefined,
  deployment: Deployment,
): DisconnectCall {
  const { clock, ids } = deployment.services;
  const time = clock.now();
  return {
    eventType: 'DISCONNECT',
    requestId: ids.extended(),
    connection,
    time,
    traceHeader: newTrace(deployment, time),
    cause,
    source: closeSource,
    ...(route ? { route } : {}),
    record: {},
  };
}

function newTrace({ services }: Deployment, now: number): string {
  return `Root=${services.ids.traceRoot(now)}`;
}
