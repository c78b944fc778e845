import type { Api } from '../../model/definition/api.ts';
import type { ApiModels } from '../../model/definition/api-common.ts';
import type { RouteAuthorization } from '../../model/definition/authorizer.ts';
import { INTEGRATION_TIMEOUT_MS } from '../../model/definition/limits.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { RestMethod } from '../../model/definition/rest-api.ts';
import type { DescribedRoute, DescribedTarget } from './document.ts';
import type { FunctionIds } from './functions.ts';
import { tidy } from './tidy.ts';

/** The routes of an API, whatever kind it is of. */
export function describeRoutes(api: Api, functions: FunctionIds): DescribedRoute[] {
  if (api.type === 'rest') return api.methods.map((method) => describeMethod(method, api.models, functions));
  if (api.type === 'http') {
    return api.routes.map((route) => ({
      ...describeTarget(route.integration, 'http', functions),
      ...authorizationOf(route.authorization),
      ...tidy<Partial<DescribedRoute>>({
        operation: route.operationName,
        payloadFormat: route.integration.lambda && (route.integration.payloadFormatVersion ?? '1.0'),
      }),
      key: route.routeKey,
    }));
  }
  return api.routes.map((route) => ({
    ...(route.integration && describeTarget(route.integration, 'websocket', functions)),
    ...authorizationOf(route.authorization),
    ...tidy<Partial<DescribedRoute>>({
      operation: route.operationName,
      apiKeyRequired: route.apiKeyRequired,
      routeResponse: route.routeResponse && route.twoWayByResource === undefined,
      required: requiredOf(route.requestParameters),
    }),
    key: route.routeKey,
  }));
}

function describeMethod(method: RestMethod, models: ApiModels, functions: FunctionIds): DescribedRoute {
  const { requestValidator: validator } = method;
  return {
    ...describeTarget(method.integration, 'rest', functions),
    ...authorizationOf(method.authorization),
    ...tidy<Partial<DescribedRoute>>({
      operation: method.operationName,
      apiKeyRequired: method.apiKeyRequired,
      validator:
        validator &&
        tidy<NonNullable<DescribedRoute['validator']>>({
          body: validator.validateRequestBody,
          parameters: validator.validateRequestParameters,
        }),
      required: requiredOf(method.requestParameters),
      models: Object.fromEntries(
        Object.entries(method.requestModels).filter(([, name]) => models[name]?.isGenerated !== true),
      ),
    }),
    key: `${method.httpMethod} ${method.path}`,
  };
}

function describeTarget(
  integration: Integration,
  kind: keyof typeof INTEGRATION_TIMEOUT_MS,
  functions: FunctionIds,
): Partial<DescribedRoute> {
  const { timeoutInMillis, connectionType, responseTransferMode } = integration;
  return tidy<Partial<DescribedRoute>>({
    target: targetOf(integration, functions),
    timeout: timeoutInMillis === INTEGRATION_TIMEOUT_MS[kind] ? undefined : timeoutInMillis,
    connectionType: connectionType === 'VPC_LINK' ? connectionType : undefined,
    stream: responseTransferMode === 'STREAM',
  });
}

function targetOf(integration: Integration, functions: FunctionIds): DescribedTarget {
  const { type, lambda, uri, httpMethod, integrationSubtype } = integration;
  const proxy = type.endsWith('_PROXY') ? {} : { proxy: false as const };
  if (lambda) return { type: 'lambda', ...functions.of(lambda), ...proxy };
  if (type === 'MOCK') return { type: 'mock', ...corsHeadersOf(integration) };
  if (type === 'HTTP' || type === 'HTTP_PROXY') {
    return { type: 'http', uri: uri ?? '', ...(httpMethod !== undefined && { method: httpMethod }), ...proxy };
  }
  if (integrationSubtype !== undefined) return { type: 'aws', subtype: integrationSubtype };
  return { type: 'aws', ...(uri !== undefined && { uri }) };
}

/** Preflight answers of REST APIs: the access-control-* mappings of the first 2xx response. */
function corsHeadersOf({ responses }: Integration): { readonly corsHeaders?: Readonly<Record<string, string>> } {
  const success = responses.find(({ statusCode }) => statusCode.startsWith('2'));
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(success?.responseParameters ?? {})) {
    const header = name.replace('method.response.header.', '').toLowerCase();
    if (header.startsWith('access-control-')) headers[header] = value;
  }
  return Object.keys(headers).length === 0 ? {} : { corsHeaders: headers };
}

function authorizationOf(authorization: RouteAuthorization): Pick<DescribedRoute, 'authorizer' | 'scopes'> {
  if (authorization.type === 'NONE') return {};
  if (authorization.type === 'AWS_IAM') return { authorizer: 'IAM' };
  const scopes = 'scopes' in authorization ? authorization.scopes : [];
  return { authorizer: authorization.authorizer, ...(scopes.length > 0 && { scopes }) };
}

/** `method.request.querystring.q` is `querystring.q`. Variables of the path are always required. */
function requiredOf(parameters: Readonly<Record<string, boolean>>): string[] {
  return Object.entries(parameters)
    .filter(([name, required]) => required && !name.includes('.request.path.'))
    .map(([name]) => name.replace(/^(?:method|route)\.request\./, ''));
}
