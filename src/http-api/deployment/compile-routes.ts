import type { HttpApi, HttpRoute } from '../../model/definition/http-api.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { Route, RouteGate } from '../call/route.ts';
import type { HttpApiServices } from '../call/services.ts';
import { compileIntegration } from '../integrations/compile-integration.ts';
import type { Integrate } from '../integrations/contract.ts';
import { DEFAULT_ROUTE, parseRouteKey } from '../routing/route-key.ts';
import { RouteTree } from '../routing/routes.ts';
import type { CompiledApi } from './compiled-api.ts';

type CompiledRoutes = Pick<CompiledApi, 'routes' | 'integrations'>;

/** Compiles all routes. Throws `EmulatorError` where one names an authorizer that does not exist. */
export function compileRoutes(api: HttpApi, services: HttpApiServices): CompiledRoutes {
  const integrations = new Map<Route, Integrate>();
  for (const definition of api.routes) {
    const route = compileRoute(definition, api, services);
    integrations.set(route, compileIntegration(definition, api, services));
  }
  return { routes: new RouteTree([...integrations.keys()], { trailingSlash: api.trailingSlash }), integrations };
}

function compileRoute(route: HttpRoute, api: HttpApi, services: HttpApiServices): Route {
  const gate = compileGate(route, api, services);
  return {
    routeKey: route.routeKey,
    template: parseRouteKey(route.routeKey)?.template ?? DEFAULT_ROUTE,
    target: targetName(route.integration),
    authorization: route.authorization.type,
    ...(gate && { gate }),
    throttle: route.throttle ?? api.stage.throttle,
  };
}

function compileGate({ authorization }: HttpRoute, api: HttpApi, services: HttpApiServices): RouteGate | undefined {
  if (authorization.type === 'NONE') return undefined;
  const definition = 'authorizer' in authorization ? api.authorizers[authorization.authorizer] : undefined;
  return { authorizer: services.authorizers.compile(authorization), ...(definition && { definition }) };
}

function targetName(integration: Integration): string {
  return integration.integrationSubtype ?? integration.lambda?.functionName ?? integration.uri ?? integration.type;
}
