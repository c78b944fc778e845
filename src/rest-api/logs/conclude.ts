import { Readable } from 'node:stream';
import type { ClientResponse } from '../../model/http/messages.ts';
import { countedBody } from '../../observability/counted-body.ts';
import type { Exchange } from '../../observability/exchange.ts';
import type { Call } from '../call/call.ts';
import type { AccessLogger } from './access-log.ts';

/**
 * Hands a finished call to the journal and the access log: at once where the body is here, else when its stream has ended or was cut, since
 * length and duration are known only then. Returns the response to send.
 */
export function conclude(call: Call, response: ClientResponse, accessLog: AccessLogger | undefined): ClientResponse {
  const { body } = response;
  if (!(body instanceof Readable)) {
    close(call, response, body === null ? 0 : Buffer.byteLength(body), accessLog);
    return response;
  }
  const counted = { ...response, body: countedBody(body, (length) => close(call, counted, length, accessLog)) };
  return counted;
}

function close(
  call: Call,
  response: ClientResponse,
  responseLength: number,
  accessLog: AccessLogger | undefined,
): void {
  call.facts.responseLength = responseLength;
  accessLog?.(call);
  call.deployment.services.journal.add(journalEntry(call, response), call);
}

/** References only; readers format. */
function journalEntry(call: Call, response: ClientResponse): Exchange {
  const { api, services } = call.deployment;
  const { facts, trace } = call;
  const { event, result, reason, failure, cache, mappings, integrationLatency, responseLength } = facts;
  trace?.end();
  const method = call.route?.method;
  const entry: { -readonly [Member in keyof Exchange]: Exchange[Member] } = {
    id: call.exchangeId,
    api: api.name,
    apiType: 'rest',
    startedAt: call.startedAt,
    durationMs: services.clock.now() - call.startedAt,
    method: call.client.method,
    path: call.client.rawPath,
    statusCode: response.statusCode,
    request: call.client,
    response,
    definition: api,
  };
  if (method !== undefined) {
    entry.routeKey = method.routeKey;
    entry.target = method.target;
  }
  if (event !== undefined) entry.event = event;
  if (result !== undefined) entry.result = result;
  if (reason !== undefined) entry.reason = reason;
  if (failure !== undefined) entry.failure = failure;
  if (trace !== undefined) entry.trace = trace;
  if (facts.authorizerStatus !== undefined) entry.authorization = call.authorization;
  if (cache !== undefined) entry.cache = cache;
  if (call.apiKey !== undefined) entry.apiKeyId = call.apiKey.id;
  if (mappings !== undefined) entry.mappings = mappings;
  if (integrationLatency !== undefined) entry.integrationMs = integrationLatency;
  if (call.drill && call.drill.notes.length > 0) entry.faults = call.drill.notes;
  if (responseLength !== undefined) entry.responseBytes = responseLength;
  return entry;
}
