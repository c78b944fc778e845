import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';
import { eventHeaders } from './handshake-facts.ts';
import type { HandshakeFacts } from './handshake-facts.ts';
import { requestContext } from './request-context.ts';

/** The event of a Lambda proxy integration (websocket-api 4). What AWS leaves out is absent, never null or undefined. */
export function proxyEvent(call: Call, deployment: Deployment): Record<string, unknown> {
  const variables = deployment.api.stage.variables;
  const stageVariables = Object.keys(variables).length === 0 ? {} : { stageVariables: variables };
  return {
    ...headersPart(call),
    ...stageVariables,
    requestContext: requestContext(call, deployment),
    ...(call.eventType === 'MESSAGE' ? { body: call.body } : {}),
    isBase64Encoded: false,
  };
}

/** Messages carry none of it. */
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

/** Exactly these four headers, three of them empty (observed 2024, 4.4). */
function disconnectPart(host: string): Record<string, unknown> {
  return {
    headers: { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
    multiValueHeaders: { Host: [host], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
  };
}
