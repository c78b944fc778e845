import type { RouteAuthorization } from '../model/definition/authorizer.ts';
import type { HttpApi, HttpRoute } from '../model/definition/http-api.ts';
import type { RestApi, RestMethod } from '../model/definition/rest-api.ts';
import type { WebSocketApi, WebSocketRoute } from '../model/definition/websocket-api.ts';
import type { ModelTypes } from './model-types.ts';
import { memberName } from './names.ts';

/** What is known of a route, each part as the text of a type. */
export interface RouteShape {
  readonly key: string;
  readonly path: string;
  readonly query: string;
  readonly headers: string;
  readonly body: string;
  readonly authorizer: string;
  /** Status -> type of the body. */
  readonly responses: readonly (readonly [status: string, body: string])[];
  /** Name of the event's generic type; `undefined` where a template makes the event. */
  readonly event: 'HttpEvent' | 'ProxyEvent' | 'WebSocketEvent' | undefined;
}

const ANY_TEXT = 'Record<string, string | undefined>';
const NOTHING = 'undefined';

export function httpShape({ routeKey, authorization, integration }: HttpRoute, api: HttpApi): RouteShape {
  const version = integration.lambda === undefined ? undefined : (integration.payloadFormatVersion ?? '2.0');
  return {
    key: routeKey,
    path: pathType(routeKey),
    query: ANY_TEXT,
    headers: ANY_TEXT,
    body: 'unknown',
    authorizer: version === '1.0' ? flatContext(authorization) : httpContext(authorization, api),
    responses: [],
    event: version === undefined ? undefined : version === '1.0' ? 'ProxyEvent' : 'HttpEvent',
  };
}

export function restShape(method: RestMethod, _api: RestApi, models: ModelTypes): RouteShape {
  const { httpMethod, path, requestParameters, requestModels, requestValidator, methodResponses, integration } = method;
  const isChecked = requestValidator?.validateRequestParameters === true;
  return {
    key: `${httpMethod} ${path}`,
    path: pathType(path),
    query: parametersType(requestParameters, 'method.request.querystring.', isChecked),
    headers: parametersType(requestParameters, 'method.request.header.', isChecked),
    body: bodyType(requestModels, models),
    authorizer: flatContext(method.authorization),
    responses: Object.entries(methodResponses).map(([status, { responseModels }]) => [
      status,
      bodyType(responseModels, models),
    ]),
    event: integration.type === 'AWS_PROXY' ? 'ProxyEvent' : undefined,
  };
}

export function webSocketShape(route: WebSocketRoute, _api: WebSocketApi, models: ModelTypes): RouteShape {
  const { routeKey, requestParameters, requestModels, integration, authorization } = route;
  const isConnect = routeKey === '$connect';
  return {
    key: routeKey,
    path: NOTHING,
    query: isConnect ? parametersType(requestParameters, 'route.request.querystring.', true) : NOTHING,
    headers: isConnect ? parametersType(requestParameters, 'route.request.header.', true) : NOTHING,
    body: isConnect || routeKey === '$disconnect' ? NOTHING : bodyType(requestModels, models),
    authorizer: flatContext(authorization),
    responses: [],
    event: integration?.type === 'AWS_PROXY' ? 'WebSocketEvent' : undefined,
  };
}

/** `GET /pets/{id}/{rest+}`: its parameters, all of them text. */
function pathType(key: string): string {
  const names = [...key.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name = '']) => `${memberName(name)}: string`);
  return names.length === 0 ? NOTHING : `{ ${names.join('; ')} }`;
}

/** Parameters that the API declares; others may come too. One that the gateway does not check may be missing. */
function parametersType(parameters: Readonly<Record<string, boolean>>, prefix: string, isChecked: boolean): string {
  const known = Object.entries(parameters).filter(([name]) => name.startsWith(prefix));
  if (known.length === 0) return ANY_TEXT;
  const members = known.map(
    ([name, required]) => `${memberName(name.slice(prefix.length))}${required && isChecked ? '' : '?'}: string`,
  );
  return `{ ${members.join('; ')}; [name: string]: string | undefined }`;
}

/** One of the models, whatever the media type. */
function bodyType(byMediaType: Readonly<Record<string, string>>, models: ModelTypes): string {
  const types = [...new Set(Object.values(byMediaType).map((model) => models.use(model)))];
  return types.length === 0 || types.includes('unknown') ? 'unknown' : types.join(' | ');
}

/** `requestContext.authorizer` in payload format 2.0 (docs/aws/http-api.md). */
function httpContext(authorization: RouteAuthorization, { authorizers }: HttpApi): string {
  switch (authorization.type) {
    case 'NONE':
      return NOTHING;
    case 'JWT':
      return '{ jwt: { claims: Record<string, string>; scopes: string[] | null } }';
    case 'AWS_IAM':
      return '{ iam: { accessKey: string; accountId: string; callerId: string; userArn: string; userId: string } }';
    default: {
      const authorizer = 'authorizer' in authorization ? authorizers[authorization.authorizer] : undefined;
      return authorizer?.type === 'jwt'
        ? '{ jwt: { claims: Record<string, string>; scopes: string[] | null } }'
        : '{ lambda: Record<string, unknown> | null }';
    }
  }
}

/** `requestContext.authorizer` in payload format 1.0, of REST and of WebSocket APIs. */
function flatContext({ type }: RouteAuthorization): string {
  switch (type) {
    case 'CUSTOM':
      return '{ principalId?: string; [name: string]: string | number | boolean | null | undefined }';
    case 'JWT':
    case 'COGNITO_USER_POOLS':
      return '{ claims: Record<string, string>; scopes?: string[] | null }';
    default:
      return NOTHING;
  }
}
