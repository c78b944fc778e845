import type { CompiledAuthorizer } from '../../authorizers/contract.ts';
import type { RequestSource } from '../../mapping/parameters/index.ts';
import type { Throttle } from '../../model/definition/stage.ts';
import type { WebSocketApi, WebSocketRoute } from '../../model/definition/websocket-api.ts';
import type { CompiledIntegration } from '../integrations/contract.ts';
import { compileIntegration } from '../integrations/index.ts';
import { compileMessageModel } from '../transform/message-model.ts';
import type { MessageModel } from '../transform/message-model.ts';
import { compileBodySelection } from '../transform/body-selection.ts';
import type { WebSocketApiServices } from '../call/services.ts';

/** A route, ready to serve. */
export interface CompiledRoute {
  readonly routeKey: string;
  readonly authorizationType: WebSocketRoute['authorization']['type'];
  readonly authorizer: CompiledAuthorizer;
  readonly apiKeyRequired: boolean;
  readonly integration?: CompiledIntegration;
  /** Two-way. */
  readonly routeResponse: boolean;
  readonly throttle?: Throttle;
  /** `route.request.querystring.X`, `route.request.header.X`. */
  readonly requiredParameters: readonly string[];
  readonly messageModel?: MessageModel;
}

export interface Routes {
  /** Invoked whatever the selection expression says (section 2). */
  readonly connect?: CompiledRoute;
  readonly disconnect?: CompiledRoute;
  /** The route of a message; `undefined` when none matches and there is no `$default`. */
  select(message: RequestSource): CompiledRoute | undefined;
}

/** Compiles all routes. Throws `EmulatorError` or an error of the mapping engine where an expression or template cannot be read. */
export function compileRoutes(api: WebSocketApi, services: WebSocketApiServices): Routes {
  const byKey = new Map(api.routes.map((route) => [route.routeKey, compileRoute(route, api, services)] as const));
  const connect = byKey.get('$connect');
  const disconnect = byKey.get('$disconnect');
  const fallback = byKey.get('$default');
  const keyOf = compileBodySelection(api.routeSelectionExpression);
  return {
    ...(connect ? { connect } : {}),
    ...(disconnect ? { disconnect } : {}),
    select(message) {
      const key = keyOf(message);
      // The empty text matches no route, and a message cannot call the routes that begin with `$` by name (inferred, 3.3).
      if (key === undefined || key === '' || key.startsWith('$')) return fallback;
      return byKey.get(key) ?? fallback;
    },
  };
}

function compileRoute(route: WebSocketRoute, api: WebSocketApi, services: WebSocketApiServices): CompiledRoute {
  const messageModel = compileMessageModel(route, api.models);
  const place = { api, services, routeResponse: route.routeResponse };
  return {
    routeKey: route.routeKey,
    authorizationType: route.authorization.type,
    authorizer: services.authorizers.compile(route.authorization),
    apiKeyRequired: route.apiKeyRequired,
    ...(route.integration ? { integration: compileIntegration(route.integration, place) } : {}),
    routeResponse: route.routeResponse,
    ...(route.throttle ? { throttle: route.throttle } : {}),
    requiredParameters: Object.keys(route.requestParameters).filter((name) => route.requestParameters[name] === true),
    ...(messageModel ? { messageModel } : {}),
  };
}
