import type { Integration } from '../../../../model/definition/integration.ts';
import type { Place } from '../../shape/place.ts';
import type { ApiContext } from '../context/context.ts';
import { functionReference } from '../context/function-reference.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import type { WrittenTarget } from '../context/written.ts';
import { buildIntegration } from './integration.ts';

const TARGETS = ['function', 'http', 'integration'];
/** See `otherNames`. */
const UNKNOWN_TARGETS = ['lambda', 'handler', 'target', 'url', 'uri', 'proxy'];

/** The one target of a route; `undefined` after a problem, or if there is none and none is needed. */
export function buildTarget(
  written: string | WrittenTarget,
  place: Place,
  context: ApiContext,
  pathParameters: readonly string[] | undefined,
  optional = false,
): Integration | undefined {
  if (typeof written === 'string') return functionTarget(written, place, context);
  const present = TARGETS.filter((key) => place.has(key));
  // A key that is not known has been reported, and may be the target under another name.
  if (present.length === 0 && !optional && !place.keys.some((key) => UNKNOWN_TARGETS.includes(key.toLowerCase()))) {
    place.keyError(`${place.name} goes nowhere`, 'Add function:, http: or integration:.');
  }
  if (present.length > 1) {
    const second = place.at(present[1] ?? '');
    second.keyError(`${place.name} has both "${present.join('" and "')}"`, 'A route has one target.');
  }
  const integration = oneTarget(written, place, context, pathParameters);
  return integration && { ...integration, ...beside(written, integration, place) };
}

function oneTarget(
  written: WrittenTarget,
  place: Place,
  context: ApiContext,
  pathParameters: readonly string[] | undefined,
): Integration | undefined {
  if (written.function !== undefined) return functionTarget(written.function, place.at('function'), context, place);
  if (written.http !== undefined) return httpTarget(written.http, place.at('http'), context, pathParameters, place);
  if (!written.integration) return undefined;
  const integration = buildIntegration(written.integration, place.at('integration'), context);
  if (context.kind === 'http' && integration.lambda) warnOfMissingFormat(place);
  if (context.kind === 'rest') warnOfMissingMethod(integration, place.at('integration'));
  return integration;
}

/** AWS has no default for it in an integration (docs/aws/http-api.md#lambda-proxy); the short form of a route has one, since it is ours. */
function warnOfMissingFormat(route: Place): void {
  const integration = route.at('integration');
  if (integration.has('payloadFormatVersion') || route.has('payloadFormatVersion')) return;
  integration.keyWarning(
    `${integration.name} has no payloadFormatVersion, which AWS wants; it is taken for 2.0 here`,
    'Write payloadFormatVersion: "2.0".',
  );
}

/** AWS refuses the deployment (docs/aws/rest-api.md#integration-fields). Lambda is always called with POST, so there it is no question. */
function warnOfMissingMethod({ type, service, uri, httpMethod }: Integration, integration: Place): void {
  const isCalled = service !== undefined || (type.startsWith('HTTP') && /^https?:/.test(uri ?? ''));
  if (!isCalled || httpMethod !== undefined || integration.has('httpMethod')) return;
  const used = type === 'AWS' ? 'POST' : "the client's own method";
  integration.keyWarning(
    `${integration.name} has no httpMethod, which AWS wants; ${used} is used here`,
    'Write httpMethod: the method that the backend is called with, or ANY for the method of the client.',
  );
}

function functionTarget(name: string, place: Place, context: ApiContext, route: Place = place): Integration {
  return {
    ...integrationDefaults(context.kind),
    type: 'AWS_PROXY',
    lambda: functionReference(name, place, context, route),
    httpMethod: 'POST',
    payloadFormatVersion: context.kind === 'http' ? '2.0' : '1.0',
    ...route.declaredAt,
  };
}

function httpTarget(
  uri: string,
  place: Place,
  context: ApiContext,
  pathParameters: readonly string[] | undefined,
  route: Place,
): Integration {
  const used = [...uri.matchAll(/(?<!\$)\{([^{}+]+)\+?\}/g)].map(([, name]) => name ?? '');
  if (pathParameters) {
    for (const name of used.filter((one) => !pathParameters.includes(one))) {
      const hint =
        pathParameters.length === 0
          ? 'The route has no path parameters.'
          : `The route has {${pathParameters.join('}, {')}}.`;
      place.error(`${place.name} uses {${name}}, which is not a path parameter of the route`, hint);
    }
  }
  return {
    ...integrationDefaults(context.kind),
    type: 'HTTP_PROXY',
    uri,
    // A WebSocket message has no method of its own to keep.
    ...(context.kind === 'websocket' && { httpMethod: 'POST' }),
    // REST APIs fill a URI from mapped parameters only (docs/aws/rest-api.md#types-compared); HTTP APIs do it by name.
    ...(context.kind === 'rest' && { requestParameters: pathMappings(used) }),
    ...route.declaredAt,
  };
}

function pathMappings(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(names.map((name) => [`integration.request.path.${name}`, `method.request.path.${name}`]));
}

function beside(written: WrittenTarget, integration: Integration, place: Place): Partial<Integration> {
  if (written.payloadFormatVersion === '2.0' && integration.lambda === undefined) {
    const at = place.at('payloadFormatVersion');
    at.error(`${at.name} must be "1.0" here: only Lambda functions get payload 2.0`);
  }
  if (written.responseTransferMode === 'STREAM' && !integration.type.endsWith('_PROXY')) {
    const at = place.at('responseTransferMode');
    at.error(`${at.name} must be BUFFERED here: only proxy integrations stream`);
  }
  return {
    ...(written.payloadFormatVersion && integration.lambda && { payloadFormatVersion: written.payloadFormatVersion }),
    ...(written.timeoutInMillis !== undefined && { timeoutInMillis: written.timeoutInMillis }),
    ...(written.responseTransferMode && { responseTransferMode: written.responseTransferMode }),
  };
}
