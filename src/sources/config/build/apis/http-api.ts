import type { HttpApi, HttpRoute } from '../../../../model/definition/http-api.ts';
import { CONFLICT_HINT, conflictingRoutes, conflictMessage } from '../../../problems/conflicting-routes.ts';
import { readRouteKey } from '../../check/route-keys.ts';
import type { HttpApiDefinition } from '../../definition/apis.ts';
import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import { buildApiCommon, type WrittenApi } from '../context/api-common.ts';
import { apiContext } from '../context/api-context.ts';
import { buildAuthorization } from '../access/authorization.ts';
import { buildHttpAuthorizer } from '../access/authorizers.ts';
import type { ApiContext, BuildContext } from '../context/context.ts';
import { corsOf } from '../settings/cors.ts';
import { buildTarget } from '../targets/target.ts';

type Written = Extract<WrittenApi, { type: 'http' }>;
type WrittenRoute = NonNullable<Value<HttpApiDefinition>['routes']>[string];

/** `type: http`: what its OpenAPI document defines, and what the configuration adds to it. */
export function buildHttpApi(
  name: string,
  written: Written,
  place: Place,
  context: BuildContext,
  port: number,
  document: Partial<HttpApi> = {},
): HttpApi {
  const inner = apiContext(written, place, context, document);
  const cors = corsOf(written.cors, place) ?? (place.has('cors') ? undefined : document.cors);
  const own = Object.entries(written.authorizers ?? {}).map(([key, authorizer]) => [
    key,
    buildHttpAuthorizer(key, authorizer, place.at('authorizers', key), inner),
  ]);
  const routes = Object.entries(written.routes ?? {})
    .map(([key, route]) => buildRoute(key, route, place.at('routes', key), inner))
    .filter((route) => route !== undefined);
  refuseRepeats(document.routes ?? [], routes, place);
  refuseConflicts(document.routes ?? [], routes, place);
  const common = buildApiCommon(name, written, place, context, port);
  return withDeploymentId({
    ...common,
    type: 'http',
    ...(document.title !== undefined && { title: document.title }),
    disableExecuteApiEndpoint: written.disableExecuteApiEndpoint ?? document.disableExecuteApiEndpoint ?? false,
    ...(cors && { cors }),
    authorizers: { ...document.authorizers, ...(Object.fromEntries(own) as HttpApi['authorizers']) },
    routes: [...(document.routes ?? []), ...routes],
    trailingSlash: written.trailingSlash ?? 'strict',
  });
}

function buildRoute(routeKey: string, written: WrittenRoute, place: Place, context: ApiContext): HttpRoute | undefined {
  const key = routeKey === '$default' ? undefined : readRouteKey(routeKey, place, 'http');
  const integration = buildTarget(
    written,
    place,
    context,
    key?.parameters ?? (routeKey === '$default' ? [] : undefined),
  );
  const authorization = buildAuthorization(written, place, context);
  if (!integration) return undefined;
  const { throttle, operationName } = typeof written === 'string' ? {} : written;
  return {
    routeKey,
    authorization,
    integration,
    ...(throttle && { throttle }),
    ...(operationName !== undefined && { operationName }),
    ...place.declaredAt,
  };
}

/** The document's own routes were compared with each other when it was read. */
function refuseConflicts(document: readonly HttpRoute[], own: readonly HttpRoute[], place: Place): void {
  const written = new Set(own);
  for (const conflict of conflictingRoutes([...document, ...own])) {
    if (!written.has(conflict.route)) continue;
    place.at('routes', conflict.route.routeKey).keyError(conflictMessage(conflict), CONFLICT_HINT);
  }
}

function refuseRepeats(document: readonly HttpRoute[], own: readonly HttpRoute[], place: Place): void {
  const defined = new Set(document.map(({ routeKey }) => routeKey));
  for (const { routeKey } of own) {
    if (!defined.has(routeKey)) continue;
    place
      .at('routes', routeKey)
      .keyError(`the OpenAPI document already defines the route "${routeKey}"`, 'Remove one of the two.');
  }
}
