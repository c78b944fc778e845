import type { RouteAuthorization } from '../../../../model/definition/authorizer.ts';
import type { HttpRoute } from '../../../../model/definition/http-api.ts';
import type { Throttle } from '../../../../model/definition/stage.ts';
import type { WebSocketRoute } from '../../../../model/definition/websocket-api.ts';
import type { AwsResource } from '../../resources.ts';
import type { ApiAuthorizers } from '../api-authorizers.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { buildIntegration } from './integration.ts';

type Record = AwsResource<'AWS::ApiGatewayV2::Route'>;

/** A route's own throttle in one stage, by route key. */
export type RouteThrottles = Readonly<{ [routeKey: string]: Throttle }>;

export function buildHttpRoute(
  record: Record,
  authorizers: ApiAuthorizers,
  context: BuildContext,
): HttpRoute | undefined {
  const integration = context.records.get('AWS::ApiGatewayV2::Integration', record.target);
  if (integration === undefined) {
    context.problems.warning(
      `the Target of the route "${record.routeKey ?? record.id}" is not an integration of the input; the route is skipped`,
      record.at(['target']),
    );
    return undefined;
  }
  return {
    routeKey: record.routeKey ?? '$default',
    authorization: authorizationOf(record, authorizers, context),
    integration: buildIntegration(integration, 'http', context),
    ...(record.operationName !== undefined && { operationName: record.operationName }),
    ...declaredAt(record),
  };
}

/** AWS has routes without a target: `$connect` that only asks its authorizer, for instance. */
export function buildWebSocketRoute(
  record: Record,
  authorizers: ApiAuthorizers,
  context: BuildContext,
): WebSocketRoute {
  const integration = context.records.get('AWS::ApiGatewayV2::Integration', record.target);
  const { operationName, modelSelectionExpression } = record;
  return {
    routeKey: record.routeKey ?? '$default',
    authorization: authorizationOf(record, authorizers, context),
    apiKeyRequired: record.apiKeyRequired ?? false,
    ...(integration && { integration: buildIntegration(integration, 'websocket', context) }),
    ...routeResponseOf(record, context),
    ...(modelSelectionExpression !== undefined && { modelSelectionExpression }),
    requestModels: record.requestModels ?? {},
    requestParameters: Object.fromEntries(
      Object.entries(record.requestParameters ?? {}).map(([name, written]) => [name, isRequired(written)]),
    ),
    ...(operationName !== undefined && { operationName }),
    ...declaredAt(record),
  };
}

/** The route's setting, or a route response alone (docs/aws/websocket-api.md#one-way-and-two-way). */
function routeResponseOf(
  record: Record,
  context: BuildContext,
): Pick<WebSocketRoute, 'routeResponse' | 'twoWayByResource'> {
  if (record.routeResponseSelectionExpression !== undefined) return { routeResponse: true };
  const responses = context.records.all('AWS::ApiGatewayV2::RouteResponse');
  const has = responses.some(({ route, routeResponseKey }) => route === record.id && routeResponseKey === '$default');
  return has ? { routeResponse: true, twoWayByResource: true } : { routeResponse: false };
}

function isRequired(written: unknown): boolean {
  const value: unknown =
    typeof written === 'object' && written !== null
      ? ((written as { readonly Required?: unknown }).Required ?? (written as { readonly required?: unknown }).required)
      : written;
  return value === true || value === 'true';
}

export function authorizationOf(
  record: Record,
  authorizers: ApiAuthorizers,
  { problems }: BuildContext,
): RouteAuthorization {
  const type = record.authorizationType ?? 'NONE';
  if (type === 'NONE' || type === 'AWS_IAM') return { type };
  const authorizer = authorizers.of(record);
  if (authorizer === undefined) {
    problems.error(
      `the route "${record.routeKey ?? record.id}" wants the authorization ${type}, but its AuthorizerId names no authorizer of the API`,
      record.at(['authorizer']),
    );
    return { type: 'NONE' };
  }
  if (authorizer.type === 'jwt') {
    return { type: 'JWT', authorizer: authorizer.name, scopes: record.authorizationScopes ?? [] };
  }
  return { type: 'CUSTOM', authorizer: authorizer.name };
}

/** Routes with the throttles of one stage. */
export function withThrottles<Route extends HttpRoute | WebSocketRoute>(
  routes: readonly Route[],
  throttles: RouteThrottles,
): readonly Route[] {
  if (Object.keys(throttles).length === 0) return routes;
  return routes.map((route) => {
    const throttle = Object.hasOwn(throttles, route.routeKey) ? throttles[route.routeKey] : undefined;
    return throttle === undefined ? route : { ...route, throttle };
  });
}
