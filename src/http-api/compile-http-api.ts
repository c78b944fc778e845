import type { FrontEnd } from '../model/http/front-end.ts';
import type { HttpApi, HttpRoute } from '../model/definition/http-api.ts';
import type { Integration } from '../model/definition/integration.ts';
import { requestTimeFormatter } from '../model/http/request-time.ts';
import { compileAccessLog } from './logs/access-log.ts';
import { compileAddressing } from './routing/addressing.ts';
import { clientResponse } from './responses/client-response.ts';
import { conclude } from './logs/conclude.ts';
import { compileCors } from './call/cors.ts';
import type { Deployment } from './call/deployment.ts';
import { HttpExchange } from './call/exchange.ts';
import { compileIntegration } from './integrations/compile-integration.ts';
import { runPipeline } from './pipeline.ts';
import { DEFAULT_ROUTE, parseRouteKey } from './routing/route-key.ts';
import type { Route, RouteGate } from './call/route.ts';
import { RouteTree } from './routing/routes.ts';
import type { HttpApiServices } from './call/services.ts';

/**
 * Compiles a deployment of an HTTP API: routes, CORS, authorizers, integrations and access log are read once, here. The front end then
 * takes requests without sockets. Throws `EmulatorError` where a route names an authorizer that does not exist.
 */
export function compileHttpApi(api: HttpApi, services: HttpApiServices): FrontEnd {
  const deployment = compileDeployment(api, services);
  const writeAccessLog = compileAccessLog(api, services);
  return {
    async handle(request) {
      const exchange = new HttpExchange(request, deployment);
      const result = await runPipeline(exchange);
      return conclude(exchange, clientResponse(exchange, result), writeAccessLog);
    },
  };
}

function compileDeployment(api: HttpApi, services: HttpApiServices): Deployment {
  if (api.disableExecuteApiEndpoint && !api.customDomain) {
    services.warn(
      `API ${api.name} has disableExecuteApiEndpoint and no custom domain: every request gets 404. Give it a basePath, or remove the setting.`,
    );
  }
  const routes = api.routes.map((route) => compileRoute(route, api, services));
  const hasVariables = Object.keys(api.stage.variables).length > 0;
  return {
    api,
    services,
    addressing: compileAddressing(api, services.region),
    routes: new RouteTree(routes, { trailingSlash: api.trailingSlash }),
    cors: api.cors && compileCors(api.cors),
    stageVariables: hasVariables ? api.stage.variables : undefined,
    requestTime: requestTimeFormatter(),
  };
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
    integrate: compileIntegration(route, api, services),
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
