import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { eventHeaders } from '../call/handshake-facts.ts';
import type { HandshakeFacts } from '../call/handshake-facts.ts';
import { requestContext } from './request-context.ts';

/** The event of a Lambda proxy integration (docs/aws/websocket-api.md#events). What AWS leaves out is absent, never null or undefined. */
export function proxyEvent(call: Call, deployment: Deployment): Record<string, unknown> {
  const event = headersPart(call);
  if (deployment.stageVariables) event['stageVariables'] = deployment.stageVariables;
  event['requestContext'] = requestContext(call, deployment);
  if (call.eventType === 'MESSAGE') event['body'] = call.body;
  event['isBase64Encoded'] = false;
  return event;
}

/** What an event begins with. Messages carry none of it. */
function headersPart(call: Call): Record<string, unknown> {
  if (call.eventType === 'CONNECT') return connectPart(call.facts);
  return call.eventType === 'DISCONNECT' ? disconnectPart(call.connection.host) : {};
}

function connectPart(facts: HandshakeFacts): Record<string, unknown> {
  const headers = eventHeaders(facts);
  return {
    headers: headers.single,
    multiValueHeaders: headers.multi,
    ...(facts.query
      ? { queryStringParameters: facts.query.single, multiValueQueryStringParameters: facts.query.multi }
      : {}),
  };
}

/** Exactly these four headers, three of them empty (observed 2024, docs/aws/websocket-api.md#headers). */
function disconnectPart(host: string): Record<string, unknown> {
  return {
    headers: { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
    multiValueHeaders: { Host: [host], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
  };
}
