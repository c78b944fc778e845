import { Readable } from 'node:stream';
import { AccessDenied } from '../../authorizers/refusals.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import { countedBody } from '../../observability/counted-body.ts';
import type { Exchange } from '../../observability/exchange.ts';
import type { AccessLogger } from './access-log.ts';
import type { HttpExchange } from '../call/exchange.ts';

/**
 * Hands a finished exchange to the journal and the access log: at once where the body is here, else when its stream has ended or was cut,
 * since length and duration are known only then. Returns the response to send.
 */
export function conclude(
  exchange: HttpExchange,
  response: ClientResponse,
  accessLog: AccessLogger | undefined,
): ClientResponse {
  const { body } = response;
  if (!(body instanceof Readable)) {
    close(exchange, response, body === null ? 0 : Buffer.byteLength(body), accessLog);
    return response;
  }
  const counted = {
    ...response,
    body: countedBody(body, (length) => close(exchange, counted, length, accessLog)),
  };
  return counted;
}

function close(
  exchange: HttpExchange,
  response: ClientResponse,
  responseLength: number,
  accessLog: AccessLogger | undefined,
): void {
  const { clock, journal } = exchange.deployment.services;
  const durationMs = clock.now() - exchange.startedAt;
  exchange.sent = { statusCode: response.statusCode, responseLength, durationMs };
  journal.add(journalEntry(exchange, response, durationMs), exchange);
  accessLog?.(exchange);
}

/** References only; readers format. */
function journalEntry(exchange: HttpExchange, response: ClientResponse, durationMs: number): Exchange {
  const { client, deployment, route, call, failure, trace } = exchange;
  trace?.end();
  const entry: { -readonly [Member in keyof Exchange]: Exchange[Member] } = {
    id: exchange.requestId,
    api: deployment.api.name,
    apiType: 'http',
    startedAt: exchange.startedAt,
    durationMs,
    method: client.method,
    path: client.rawPath,
    statusCode: response.statusCode,
    request: client,
    response,
    definition: deployment.api,
  };
  if (route) {
    entry.routeKey = route.routeKey;
    entry.target = route.target;
  }
  if (call.event !== undefined) entry.event = call.event;
  if (call.invocation) entry.result = call.invocation;
  if (failure) {
    entry.reason = failure.message;
    entry.failure = failure.kind;
  } else if (exchange.headers['origin'] !== undefined) {
    const refusal = deployment.cors?.refusal(exchange.headers);
    if (refusal !== undefined) entry.reason = refusal;
  }
  if (trace) entry.trace = trace;
  // What an authorizer said of a caller whom it refused is for the record alone.
  if (route?.gate)
    entry.authorization = failure instanceof AccessDenied ? failure.authorization : exchange.authorization;
  if (call.latencyMs !== undefined) entry.integrationMs = call.latencyMs;
  if (exchange.drill && exchange.drill.notes.length > 0) entry.faults = exchange.drill.notes;
  if (exchange.sent) entry.responseBytes = exchange.sent.responseLength;
  return entry;
}
