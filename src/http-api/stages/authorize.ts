import { MAX_ARN_BYTES } from '../../model/definition/limits.ts';
import type { AuthorizationRequest } from '../../authorizers/contract.ts';
import { AccessDenied } from '../../authorizers/refusals.ts';
import { methodArn } from '../../model/lambda/arn.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { authorizerEventV1, authorizerEventV2 } from '../events/authorizer-event.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { identitySource } from '../transform/identity-source.ts';
import { requestBody } from '../call/request-body.ts';
import type { RouteGate } from '../call/route.ts';

/** JWT, Lambda or IAM authorization where the route has one. Nothing is awaited where everybody may pass. */
export function authorize(exchange: HttpExchange): void | Promise<void> {
  const { gate } = exchange.match.route;
  return gate && passGate(exchange, gate);
}

async function passGate(exchange: HttpExchange, gate: RouteGate): Promise<void> {
  const arn = routeArn(exchange);
  if (Buffer.byteLength(arn) > MAX_ARN_BYTES) {
    throw new GatewayError('URI_TOO_LONG', {
      reason: `The route's ARN is over ${MAX_ARN_BYTES} bytes: ${arn.slice(0, 200)}…`,
    });
  }
  try {
    exchange.authorization = await gate.authorizer.authorize(authorizationRequest(exchange, gate, arn));
  } catch (error) {
    // The access log shows what a denying authorizer returned, as a REST API's does.
    if (error instanceof AccessDenied) exchange.authorization = error.authorization;
    throw error;
  }
}

function authorizationRequest(exchange: HttpExchange, gate: RouteGate, arn: string): AuthorizationRequest {
  const { definition } = gate;
  const old = definition?.type === 'request' && definition.payloadFormatVersion === '1.0';
  return {
    client: exchange.client,
    identitySource: (expression) => identitySource(exchange, expression),
    methodArn: arn,
    routeKey: exchange.match.route.routeKey,
    event: (values) => (old ? authorizerEventV1(exchange, arn, values) : authorizerEventV2(exchange, arn, values)),
    body: () => requestBody(exchange),
    traceHeader: exchange.traceHeader,
  };
}

/** The path is the actual one, not the template; the stage `$default` appears literally. */
function routeArn(exchange: HttpExchange): string {
  const { api, services } = exchange.deployment;
  const place = { region: services.region, accountId: services.accountId, apiId: api.id, stage: api.stage.name };
  return methodArn(place, exchange.client.method, exchange.address.routePath.slice(1));
}
