import { INTEGRATION_TIMEOUT_MS, MAX_RAISED_TIMEOUT_MS } from '../../../../model/definition/limits.ts';
import type { Integration } from '../../../../model/definition/integration.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { RestMethod } from '../../../../model/definition/rest-api.ts';
import type { Throttle } from '../../../../model/definition/stage.ts';
import { readRouteKey, type RouteKey } from '../../check/route-keys.ts';
import { parameterNameProblem } from '../../../problems/parameter-names.ts';
import type { RestApiDefinition } from '../../definition/apis.ts';
import type { Place } from '../../shape/place.ts';
import type { Value } from '../../shape/value.ts';
import { buildAuthorization } from '../access/authorization.ts';
import type { ApiContext } from '../context/context.ts';
import { buildMethodResponses } from '../settings/method-responses.ts';
import { buildRequestModels } from '../settings/models.ts';
import { buildRequestValidator } from '../settings/request-validators.ts';
import { buildTarget } from '../targets/target.ts';

type Written = Value<RestApiDefinition>;
type WrittenRoute = NonNullable<Written['routes']>[string];

/** `routes:` of a REST API as methods of its resources. */
export function buildRestMethods(
  written: Written,
  place: Place,
  context: ApiContext,
  document: readonly RestMethod[],
): RestMethod[] {
  const defined = new Set(document.map(({ httpMethod, path }) => `${httpMethod} ${path}`));
  return Object.entries(written.routes ?? {})
    .map(([key, route]) => {
      const at = place.at('routes', key);
      if (defined.has(key))
        at.keyError(`the OpenAPI document already defines the route "${key}"`, 'Remove one of the two.');
      return buildMethod(readRouteKey(key, at, 'rest'), route, at, { written, api: place, context });
    })
    .filter((method) => method !== undefined);
}

/** Throttles that stand on routes, by the key that method settings have. */
export function routeThrottles(written: Written): Map<string, Throttle> {
  const throttles = new Map<string, Throttle>();
  for (const [key, route] of Object.entries(written.routes ?? {})) {
    const [method, path] = key.split(' ');
    if (typeof route !== 'string' && route.throttle) throttles.set(`${path}/${method}`, route.throttle);
  }
  return throttles;
}

interface Api {
  readonly written: Written;
  readonly api: Place;
  readonly context: ApiContext;
}

function buildMethod(
  key: RouteKey | undefined,
  written: WrittenRoute,
  place: Place,
  { written: apiWritten, api, context }: Api,
): RestMethod | undefined {
  const integration = buildTarget(written, place, context, key?.parameters);
  const authorization = buildAuthorization(written, place, context);
  const settings = typeof written === 'string' ? {} : written;
  const requestModels = buildRequestModels(settings.requestModels, place.at('requestModels'), context);
  const requestValidator = buildRequestValidator(
    settings.requestValidator,
    place.at('requestValidator'),
    apiWritten,
    api,
  );
  checkParameters(settings.requestParameters, key, place.at('requestParameters'));
  if (!key || !integration) return undefined;
  checkTimeout(integration, place);
  return {
    path: key.path,
    httpMethod: key.method,
    resourceId: derivedId('resource', key.path, 6),
    authorization,
    apiKeyRequired: settings.apiKeyRequired ?? false,
    requestParameters: { ...usedPathParameters(integration.requestParameters), ...settings.requestParameters },
    requestModels,
    ...(requestValidator && { requestValidator }),
    ...(settings.operationName !== undefined && { operationName: settings.operationName }),
    integration,
    methodResponses: buildMethodResponses(settings.methodResponses, integration, place),
    ...place.declaredAt,
  };
}

/** Path parameters that the integration maps are declared by the path itself here. */
function usedPathParameters(mappings: Readonly<Record<string, string>>): Record<string, boolean> {
  const used = Object.values(mappings).filter((source) => source.startsWith('method.request.path.'));
  return Object.fromEntries(used.map((source) => [source, true]));
}

function checkParameters(
  parameters: Readonly<Record<string, boolean>> | undefined,
  key: RouteKey | undefined,
  place: Place,
): void {
  for (const name of Object.keys(parameters ?? {})) {
    const [, where, parameter] = /^method\.request\.(path|querystring|header)\.(.+)$/s.exec(name) ?? [];
    const wrong = parameter === undefined ? undefined : parameterNameProblem(parameter);
    if (where === undefined || parameter === undefined) {
      place
        .at(name)
        .keyError(`a key of ${place.name} must be method.request.header.X (or querystring, path), found "${name}"`);
    } else if (wrong !== undefined) {
      const hint = 'Requests may carry it all the same, and a proxy integration sees it: remove this line.';
      place.at(name).keyError(`API Gateway refuses the parameter "${parameter}" in ${place.name}: ${wrong}`, hint);
    } else if (where === 'path' && key && !key.parameters.includes(parameter)) {
      // AWS takes it (recorded: docs/aws/rest-api-observed.md#run-time-validation).
      const hint = 'It never has a value: where it is required, a validator refuses every request.';
      place
        .at(name)
        .keyWarning(`${place.name} has {${parameter}}, which is not a variable of the path "${key.path}"`, hint);
    }
  }
}

/**
 * Without a raised quota a buffered response has 29 seconds; 300 are the most that AWS grants (docs/aws/rest-api.md#integration-fields).
 */
function checkTimeout({ timeoutInMillis, responseTransferMode }: Integration, place: Place): void {
  if (responseTransferMode === 'STREAM' || timeoutInMillis <= INTEGRATION_TIMEOUT_MS.rest) return;
  const at = place.has('timeoutInMillis') ? place.at('timeoutInMillis') : place.at('integration', 'timeoutInMillis');
  if (timeoutInMillis <= MAX_RAISED_TIMEOUT_MS.BUFFERED) {
    at.warning(`${at.name} is over 29,000 ms, for which AWS wants a raised quota`);
    return;
  }
  at.error(
    `${at.name} must be at most 300,000 ms, found ${timeoutInMillis}`,
    'Only streamed responses may take longer, up to 900,000 ms: responseTransferMode: STREAM.',
  );
}
