import { AccessDenied } from '../../authorizers/refusals.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Exchange } from '../../observability/exchange.ts';
import type { Call } from '../call/call.ts';
import { statusOf } from '../transform/context-variables.ts';
import type { Deployment } from '../call/deployment.ts';
import type { AccessLogger } from './access-log.ts';

/** Hands a finished call to the journal and the access log. Only handshakes that are refused have a response. */
export function conclude(
  call: Call,
  deployment: Deployment,
  accessLog: AccessLogger | undefined,
  response?: ClientResponse,
): void {
  const { api, services } = deployment;
  const { record } = call;
  record.trace?.end();
  // Assigned one by one: this runs for every message, and spreading optional parts costs several times as much.
  const exchange: { -readonly [Member in keyof Exchange]: Exchange[Member] } = {
    id: call.requestId,
    api: api.name,
    apiType: 'websocket',
    startedAt: call.time,
    durationMs: services.clock.now() - call.time,
    method: call.eventType,
    path: call.eventType === 'CONNECT' ? call.client.rawPath : call.connection.id,
    statusCode: response?.statusCode ?? statusOf(call),
    definition: api,
    connection: call.connection,
  };
  if (call.route) exchange.routeKey = call.route.routeKey;
  if (record.target !== undefined) exchange.target = record.target;
  if (call.eventType === 'CONNECT') exchange.request = call.client;
  if (response) exchange.response = response;
  if (record.event !== undefined) exchange.event = record.event;
  if (record.result) exchange.result = record.result;
  if (record.error) {
    exchange.reason = record.error.message;
    exchange.failure = record.error.kind;
  }
  if (record.trace) exchange.trace = record.trace;
  if (record.error instanceof AccessDenied) exchange.authorization = record.error.authorization;
  else if (call.eventType === 'CONNECT' && call.authorization) exchange.authorization = call.authorization;
  if (call.eventType === 'MESSAGE') exchange.message = call.body;
  if (record.drill && record.drill.notes.length > 0) exchange.faults = record.drill.notes;
  if (record.mappings) exchange.mappings = record.mappings;
  if (record.integrationLatency !== undefined) exchange.integrationMs = record.integrationLatency;
  services.journal.add(exchange, call);
  accessLog?.(call, deployment);
}
