import type { WebSocketRoute } from '../../../../model/definition/websocket-api.ts';
import { nearest } from '../../../problems/nearest.ts';
import { checkSelection } from '../../check/integration-texts.ts';
import type { WebSocketApiDefinition } from '../../definition/apis.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import { buildAuthorization } from '../access/authorization.ts';
import type { ApiContext } from '../context/context.ts';
import { buildRequestModels } from '../settings/models.ts';
import { buildTarget } from '../targets/target.ts';

type WrittenRoute = NonNullable<Value<WebSocketApiDefinition>['routes']>[string];
type LongForm = Exclude<WrittenRoute, string>;

const PREDEFINED = ['$connect', '$disconnect', '$default'];

export function buildWebSocketRoute(
  routeKey: string,
  written: WrittenRoute,
  place: Place,
  context: ApiContext,
): WebSocketRoute {
  checkKey(routeKey, place);
  const settings: LongForm = typeof written === 'string' ? {} : written;
  // AWS has routes without a target: $connect that only asks its authorizer, for instance.
  const integration = buildTarget(written, place, context, undefined, true);
  if (routeKey !== '$connect') checkOnlyAtConnect(settings, place);
  checkSelection(settings.modelSelectionExpression, place.at('modelSelectionExpression'), context);
  return {
    routeKey,
    authorization: buildAuthorization(written, place, atConnect(routeKey, context)),
    apiKeyRequired: settings.apiKeyRequired ?? false,
    ...(integration && { integration }),
    routeResponse: settings.routeResponse ?? settings.routeResponseSelectionExpression !== undefined,
    ...(settings.modelSelectionExpression !== undefined && {
      modelSelectionExpression: settings.modelSelectionExpression,
    }),
    requestModels: buildRequestModels(settings.requestModels, place.at('requestModels'), context),
    requestParameters: parametersOf(settings, place.at('requestParameters')),
    ...(settings.operationName !== undefined && { operationName: settings.operationName }),
    ...(settings.throttle && { throttle: settings.throttle }),
    ...place.declaredAt,
  };
}

/** Keys of the user's must not begin with a dollar; else they are free text (docs/aws/websocket-api.md#choosing-a-route). */
function checkKey(routeKey: string, place: Place): void {
  if (!routeKey.startsWith('$') || PREDEFINED.includes(routeKey)) return;
  const near = nearest(routeKey, PREDEFINED);
  place.keyError(
    `the route "${routeKey}" begins with $, which only ${PREDEFINED.join(', ')} do`,
    near && `Did you mean "${near}"?`,
  );
}

/** The API's default authorizer counts where one is asked. */
function atConnect(routeKey: string, context: ApiContext): ApiContext {
  if (routeKey === '$connect' || context.defaultAuthorizer === undefined) return context;
  const { defaultAuthorizer: _, ...rest } = context;
  return rest;
}

/** Who may come in is asked once, when the connection opens (docs/aws/websocket-api.md#what-protects-what). */
function checkOnlyAtConnect(settings: LongForm, place: Place): void {
  if (settings.authorizer === 'iam') {
    place
      .at('authorizer')
      .warning(`${place.at('authorizer').name} has no effect: WebSocket APIs check signatures at $connect only`);
  } else if (settings.authorizer !== undefined && settings.authorizer !== 'none') {
    place.at('authorizer').error(`${place.name} has an authorizer, which AWS takes on $connect only`);
  }
  if (settings.apiKeyRequired === true) {
    place.at('apiKeyRequired').error(`${place.name} wants an API key, which AWS takes on $connect only`);
  }
}

function parametersOf(settings: LongForm, place: Place): Record<string, boolean> {
  const parameters: Record<string, boolean> = {};
  for (const [name, required] of Object.entries(settings.requestParameters ?? {})) {
    if (!/^route\.request\.(?:querystring|header)\.\S+$/.test(name)) {
      place
        .at(name)
        .keyError(
          `a key of ${place.name} must be route.request.querystring.X or route.request.header.X, found "${name}"`,
        );
    }
    parameters[name] = typeof required === 'boolean' ? required : (required.required ?? false);
  }
  return parameters;
}
