import type { Api } from '../../model/definition/api.ts';
import type { RouteAuthorization } from '../../model/definition/authorizer.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { Throttle } from '../../model/definition/stage.ts';
import type { Position } from '../../model/base/position.ts';
import type { Exchange } from '../exchange.ts';

/** A route, method or WebSocket route of an API in words that all kinds share. */
export interface RouteDefinition {
  readonly routeKey: string;
  readonly authorization: RouteAuthorization;
  readonly integration?: Integration;
  readonly throttle?: Throttle;
  readonly apiKeyRequired: boolean;
  readonly routeResponse: boolean;
  /** What is validated: `parameters`, `body`. */
  readonly validates: readonly string[];
  /** Media type or key -> model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  readonly declaredAt?: Position;
}

/** The routes of an API, in the order of its definition. */
export function routesOf(api: Api): RouteDefinition[] {
  if (api.type === 'http') {
    return api.routes.map((route) => ({
      ...route,
      apiKeyRequired: false,
      routeResponse: false,
      validates: [],
      requestModels: {},
    }));
  }
  if (api.type === 'websocket') {
    return api.routes.map((route) => ({
      ...route,
      validates: route.modelSelectionExpression === undefined ? [] : ['body'],
    }));
  }
  return api.methods.map((method) => {
    const { path, httpMethod, requestValidator: validator } = method;
    const validates = [
      ...(validator?.validateRequestParameters === true ? ['parameters'] : []),
      ...(validator?.validateRequestBody === true ? ['body'] : []),
    ];
    const settings = api.methodSettings[`${path}/${httpMethod}`] ?? api.methodSettings['*/*'];
    const throttle = settings?.throttle;
    const route = { ...method, routeKey: `${httpMethod} ${path}`, routeResponse: false, validates };
    return throttle === undefined ? route : { ...route, throttle };
  });
}

/** The route that an exchange took, as it was defined then. */
export function routeOf({ definition, routeKey }: Exchange): RouteDefinition | undefined {
  if (definition === undefined || routeKey === undefined) return undefined;
  return routesOf(definition).find((route) => route.routeKey === routeKey);
}
