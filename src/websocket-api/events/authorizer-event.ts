import type { ConnectCall } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { authorizerHeaders } from '../call/handshake-facts.ts';
import { requestContext } from './request-context.ts';

/**
 * `arn:aws:execute-api:{region}:{account}:{apiId}/{stage}/{routeKey}`: what policies of WebSocket APIs speak of
 * (docs/aws/websocket-api.md#iam).
 */
export function routeArn(deployment: Deployment, routeKey: string): string {
  const { region, accountId } = deployment.services;
  return `arn:aws:execute-api:${region}:${accountId}:${deployment.api.id}/${deployment.api.stage.name}/${routeKey}`;
}

/**
 * The event of a Lambda authorizer: the handshake with every header, maps present even when empty, no body (documented sample,
 * docs/aws/websocket-api.md#authorizer-event).
 */
export function authorizerEvent(call: ConnectCall, deployment: Deployment): Record<string, unknown> {
  const headers = authorizerHeaders(call.facts);
  return {
    type: 'REQUEST',
    methodArn: routeArn(deployment, '$connect'),
    headers: headers.single,
    multiValueHeaders: headers.multi,
    queryStringParameters: call.facts.query?.single ?? {},
    multiValueQueryStringParameters: call.facts.query?.multi ?? {},
    stageVariables: deployment.api.stage.variables,
    requestContext: requestContext(call, deployment, false),
  };
}
