import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';

/**
 * `requestContext` of an event, its members in the order that AWS serialises them and present only where AWS sends them
 * (docs/aws/websocket-api.md#request-context). `routeKey` is the key of the route that was chosen, not the value that was evaluated.
 */
export function requestContext(
  call: Call,
  { api, requestTime }: Deployment,
  withAuthorizer = true,
): Record<string, unknown> {
  const { connection } = call;
  // Assigned one by one: this runs for every event, and spreading optional parts costs several times as much.
  const context: Record<string, unknown> = {};
  const routeKey = routeKeyOf(call);
  if (routeKey !== undefined) context['routeKey'] = routeKey;
  if (call.eventType === 'MESSAGE') context['messageId'] = call.messageId;
  if (call.eventType === 'DISCONNECT') context['disconnectStatusCode'] = call.cause.code;
  if (withAuthorizer && connection.authorizer !== undefined) context['authorizer'] = authorizerOf(call);
  context['eventType'] = call.eventType;
  context['extendedRequestId'] = call.requestId;
  context['requestTime'] = requestTime(call.time);
  context['messageDirection'] = 'IN';
  if (call.eventType === 'DISCONNECT') context['disconnectReason'] = call.cause.reason;
  context['stage'] = api.stage.name;
  context['connectedAt'] = connection.connectedAt;
  context['requestTimeEpoch'] = call.time;
  context['identity'] = connection.identity;
  context['requestId'] = call.requestId;
  context['domainName'] = connection.domainName;
  context['connectionId'] = connection.id;
  context['apiId'] = api.id;
  return context;
}

/** The two routes that events name even where the API has no such route; a message that matched none has no key. */
function routeKeyOf(call: Call): string | undefined {
  if (call.route) return call.route.routeKey;
  if (call.eventType === 'MESSAGE') return undefined;
  return call.eventType === 'CONNECT' ? '$connect' : '$disconnect';
}

/**
 * Captures show a numeric `integrationLatency` beside the texts in the CONNECT event, and in that one only
 * (docs/aws/websocket-api.md#authorizer-result).
 */
function authorizerOf(call: Call): unknown {
  const latency = call.eventType === 'CONNECT' ? call.authorization?.integrationLatency : undefined;
  if (latency === undefined) return call.connection.authorizer;
  return { ...call.connection.authorizer, integrationLatency: latency };
}
