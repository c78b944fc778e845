import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';
import { commonLogTime } from './request-time.ts';

/**
 * `requestContext` of an event, its members in the order that AWS serialises them and present only where AWS sends them (4.2). `routeKey`
 * is the key of the route that was chosen, not the value that was evaluated.
 */
export function requestContext(call: Call, deployment: Deployment, withAuthorizer = true): Record<string, unknown> {
  const { connection } = call;
  return {
    ...routeKeyOf(call),
    ...(call.eventType === 'MESSAGE' ? { messageId: call.messageId } : {}),
    ...(call.eventType === 'DISCONNECT' ? { disconnectStatusCode: call.cause.code } : {}),
    ...(withAuthorizer && connection.authorizer !== undefined ? { authorizer: authorizerOf(call) } : {}),
    eventType: call.eventType,
    extendedRequestId: call.requestId,
    requestTime: commonLogTime(call.time),
    messageDirection: 'IN',
    ...(call.eventType === 'DISCONNECT' ? { disconnectReason: call.cause.reason } : {}),
    stage: deployment.api.stage.name,
    connectedAt: connection.connectedAt,
    requestTimeEpoch: call.time,
    identity: connection.identity,
    requestId: call.requestId,
    domainName: connection.domainName,
    connectionId: connection.id,
    apiId: deployment.api.id,
  };
}

/** The two routes that events name even where the API has no such route; a message that matched none has no key. */
function routeKeyOf(call: Call): Record<string, string> {
  if (call.route) return { routeKey: call.route.routeKey };
  if (call.eventType === 'MESSAGE') return {};
  return { routeKey: call.eventType === 'CONNECT' ? '$connect' : '$disconnect' };
}

/** Captures show a numeric `integrationLatency` beside the texts in the CONNECT event, and in that one only (6.4). */
function authorizerOf(call: Call): Record<string, unknown> {
  const latency = call.eventType === 'CONNECT' ? call.authorization?.integrationLatency : undefined;
  return { ...call.connection.authorizer, ...(latency === undefined ? {} : { integrationLatency: latency }) };
}
