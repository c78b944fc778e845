import type { Api } from '../model/definition/api.ts';
import { AUTHORIZER_FAULTS, type Fault, FUNCTION_FAULTS, WEBSOCKET_FAULTS } from '../model/definition/fault.ts';
import type { RouteAuthorization } from '../model/definition/authorizer.ts';
import { fillStageVariables } from '../model/definition/stage-variables.ts';
import { routesOf } from '../observability/record/route-of.ts';
import { meansRoute } from './route-match.ts';

/** What rules are chosen by: where an exchange is. */
export interface TouchedPlace {
  readonly api: string;
  readonly isWebSocket: boolean;
  /** Absent before a route was chosen, and for function URLs. */
  readonly routeKey?: string;
  /** The client's; the event type of a WebSocket exchange. */
  readonly method: string;
  readonly functionName?: string;
  readonly authorization: RouteAuthorization['type'];
  readonly authorizerFunction?: string;
  /** Of the integration, in milliseconds. */
  readonly timeoutMs: number;
  readonly connectionId?: string;
}

/** Longer than any integration may take: for routes without one. */
const NO_TIMEOUT_MS = 900_000;

/** The place of an exchange whose route is known. */
export function placeOf(
  api: Api,
  routeKey: string | undefined,
  method: string,
  more: { readonly stageVariables?: Readonly<Record<string, string>>; readonly connectionId?: string } = {},
): TouchedPlace {
  const { stageVariables = api.stage.variables, connectionId } = more;
  const route = routeKey === undefined ? undefined : routesOf(api).find((one) => one.routeKey === routeKey);
  const integration = route?.integration;
  const authorization = route?.authorization ?? { type: 'NONE' };
  const authorizer = 'authorizer' in authorization ? api.authorizers[authorization.authorizer] : undefined;
  const filled = (name: string | undefined): string | undefined =>
    name === undefined ? undefined : fillStageVariables(name, stageVariables);
  const functionName = filled(integration?.lambda?.functionName);
  const authorizerFunction =
    authorizer !== undefined && 'lambda' in authorizer ? filled(authorizer.lambda.functionName) : undefined;
  return {
    api: api.name,
    isWebSocket: api.type === 'websocket',
    ...(routeKey === undefined ? {} : { routeKey }),
    method,
    ...(functionName === undefined ? {} : { functionName }),
    authorization: authorization.type,
    ...(authorizerFunction === undefined ? {} : { authorizerFunction }),
    timeoutMs: integration?.timeoutInMillis ?? NO_TIMEOUT_MS,
    ...(connectionId === undefined ? {} : { connectionId }),
  };
}

/** Whether a rule means the exchanges of a place. */
export function means(fault: Fault, place: TouchedPlace): boolean {
  const { kind, api, route, function: functionName, connection } = fault;
  if (api !== undefined && api !== place.api) return false;
  if (connection !== undefined && connection !== place.connectionId) return false;
  if (FUNCTION_FAULTS.has(kind) && place.functionName === undefined) return false;
  if (AUTHORIZER_FAULTS.has(kind) && place.authorization === 'NONE') return false;
  if (WEBSOCKET_FAULTS.has(kind) && !place.isWebSocket) return false;
  if (functionName !== undefined) {
    const isAuthorizer = AUTHORIZER_FAULTS.has(kind) && functionName === place.authorizerFunction;
    if (functionName !== place.functionName && !isAuthorizer) return false;
  }
  return route === undefined || (place.routeKey !== undefined && meansRoute(route, place.routeKey, place.method));
}
