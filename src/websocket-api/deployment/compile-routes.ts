import type { WebSocketApi, WebSocketRoute } from '../../model/definition/websocket-api.ts';
import type { CompiledIntegration } from '../integrations/contract.ts';
import { compileIntegration } from '../integrations/compile-integration.ts';
import { compileMessageModel } from '../transform/message-model.ts';
import { compileBodySelection } from '../transform/body-selection.ts';
import type { WebSocketApiServices } from '../call/services.ts';
import type { RouteFacts } from '../routing/route-facts.ts';
import type { CompiledApi } from './compiled-api.ts';

type CompiledRoutes = Pick<CompiledApi, 'routes' | 'integrations'>;

/** Compiles all routes. Throws `EmulatorError` or an error of the mapping engine where an expression or template cannot be read. */
export function compileRoutes(api: WebSocketApi, services: WebSocketApiServices): CompiledRoutes {
  const byKey = new Map<string, RouteFacts>();
  const integrations = new Map<RouteFacts, CompiledIntegration>();
  for (const definition of api.routes) {
    const route = compileRoute(definition, api, services);
    byKey.set(route.routeKey, route);
    const { integration, routeResponse } = definition;
    if (integration) integrations.set(route, compileIntegration(integration, { api, services, routeResponse }));
  }
  return { routes: chooser(api, byKey), integrations };
}

function chooser(api: WebSocketApi, byKey: ReadonlyMap<string, RouteFacts>): CompiledApi['routes'] {
  const connect = byKey.get('$connect');
  const disconnect = byKey.get('$disconnect');
  const fallback = byKey.get('$default');
  const keyOf = compileBodySelection(api.routeSelectionExpression);
  return {
    ...(connect ? { connect } : {}),
    ...(disconnect ? { disconnect } : {}),
    select(message) {
      const key = keyOf(message);
      // The empty text matches no route, and a message cannot call the routes that begin with `$` by name (inferred,
      // docs/aws/websocket-api.md#choosing-a-route).
      if (key === undefined || key === '' || key.startsWith('$')) return fallback;
      return byKey.get(key) ?? fallback;
    },
  };
}

function compileRoute(route: WebSocketRoute, api: WebSocketApi, services: WebSocketApiServices): RouteFacts {
  const messageModel = compileMessageModel(route, api.models);
  return {
    routeKey: route.routeKey,
    authorizationType: route.authorization.type,
    authorizer: services.authorizers.compile(route.authorization),
    apiKeyRequired: route.apiKeyRequired,
    routeResponse: route.routeResponse,
    ...(route.throttle ? { throttle: route.throttle } : {}),
    requiredParameters: Object.keys(route.requestParameters).filter((name) => route.requestParameters[name] === true),
    ...(messageModel ? { messageModel } : {}),
  };
}
