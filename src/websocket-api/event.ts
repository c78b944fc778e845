import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';
import { eventHeaders } from './handshake-facts.ts';
import { requestContext } from './request-context.ts';

/** The event of a Lambda proxy integration (websocket-api 4). What AWS leaves out is absent, never null or undefined. */
export function proxyEvent(call: Call, deployment: Deployment): Record<string, unknown> {
  const variables = deployment.api.stage.variables;
  const stageVariables = Object.keys(variables).length === 0 ? {} : { stageVariables: variables };
  const context = requestContext(call, deployment);
  switch (call.eventType) {
    case 'CONNECT':
      return { ...connectPart(call.facts), ...stageVariables, requestContext: context, isBase64Encoded: false };
    case 'MESSAGE':
      return { ...stageVariables, requestContext: context, body: call.body, isBase64Encoded: false };
    case 'DISCONNECT':
      return { ...disconnectPart(call.connection.host), ...stageVariables, requestContext: context, isBase64Encoded: false };
  }
}

function connectPart(facts: Parameters<typeof eventHeaders>[0]): Record<string, unknown> {
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
