import { isJsonObject } from '../../model/base/json.ts';
import type { ApiType } from '../../model/definition/api.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { sendableHeaders } from '../requests/sendable-headers.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

type Members = Readonly<Record<string, unknown>>;

/** What the event was made of: a request to an API, or what happened on a WebSocket connection. */
export interface DescribedRequest {
  readonly apiType: ApiType | 'function-url';
  readonly kind: 'request' | 'connect' | 'message' | 'disconnect';
  /** The function that got it decides who may pass. */
  readonly isAuthorizer: boolean;
  /** `GET /orders/{id}`, `$connect`: as the event names it. */
  readonly route: string;
  readonly apiId: string | undefined;
  readonly method: string;
  /** Below the stage, percent-encoded, with its query. */
  readonly path: string;
  readonly headers: HeaderList;
  readonly body: Buffer | undefined;
  readonly connectionId: string | undefined;
  /** Of the deployed API. */
  readonly stage: string | undefined;
  readonly closeCode: number | undefined;
  /** What a TOKEN authorizer got; the local API says in which header it comes. */
  readonly token?: string;
}

/** The request that an event describes; `undefined` for events of other services. */
export function describedRequest(event: Members): DescribedRequest | undefined {
  const context = membersOf(event['requestContext']);
  if (event['type'] === 'TOKEN' && typeof event['methodArn'] === 'string') return ofToken(event, event['methodArn']);
  const isAuthorizer = event['type'] === 'REQUEST' && (event['methodArn'] ?? event['routeArn']) !== undefined;
  const common = { isAuthorizer, apiId: text(context['apiId']), stage: text(context['stage']) };
  if (text(context['connectionId']) !== undefined) return { ...ofWebSocket(event, context), ...common };
  if (event['version'] === '2.0') return { ...ofHttp(event, context), ...common };
  if (typeof event['httpMethod'] === 'string') return { ...ofProxy(event, context), ...common };
  return undefined;
}

type Rest = Omit<DescribedRequest, 'isAuthorizer' | 'apiId' | 'stage'>;
const NO_SOCKET = { kind: 'request', connectionId: undefined, closeCode: undefined } as const;

/** `arn:aws:execute-api:region:account:api/stage/GET/orders/1`: all that a TOKEN authorizer hears of the request. */
function ofToken(event: Members, arn: string): DescribedRequest {
  const [apiId, stage, method = 'GET', ...path] = arn.split(':').slice(5).join(':').split('/');
  return {
    ...NO_SOCKET,
    apiType: 'rest',
    isAuthorizer: true,
    route: `${method} /${path.join('/')}`,
    apiId,
    stage,
    method,
    path: encoded(`/${path.join('/')}`),
    headers: [],
    body: undefined,
    token: text(event['authorizationToken']) ?? '',
  };
}

/** Payload format 2.0: the path is decoded in the event (docs/aws/http-api.md#event-v2). */
function ofHttp(event: Members, context: Members): Rest {
  const http = membersOf(context['http']);
  const rawPath = text(event['rawPath']) ?? '/';
  const segments = rawPath.split('/').map((part) => percentEncode(part).replaceAll('%252F', '%2F'));
  const query = text(event['rawQueryString']) ?? '';
  const cookies = Array.isArray(event['cookies']) ? event['cookies'].map(String).join('; ') : '';
  const isUrl = /\.lambda-url\./.test(text(context['domainName']) ?? '');
  return {
    ...NO_SOCKET,
    apiType: isUrl ? 'function-url' : 'http',
    route: text(context['routeKey']) ?? text(event['routeKey']) ?? '$default',
    method: text(http['method']) ?? 'GET',
    path: withQuery(withoutStage(segments.join('/'), text(context['stage'])), query),
    headers: [...sendableHeaders(headersOf(event)), ...(cookies === '' ? [] : ([['Cookie', cookies]] as const))],
    body: bodyOf(event),
  };
}

/** Payload format 1.0 of HTTP APIs, and REST APIs, whose path has no stage. */
function ofProxy(event: Members, context: Members): Rest {
  const isHttp = event['version'] === '1.0';
  const path = text(event['path']) ?? '/';
  return {
    ...NO_SOCKET,
    apiType: isHttp ? 'http' : 'rest',
    route: `${text(event['httpMethod']) ?? 'GET'} ${text(event['resource']) ?? text(context['resourcePath']) ?? path}`,
    method: text(event['httpMethod']) ?? 'GET',
    path: withQuery(
      isHttp ? withoutStage(encoded(path), text(context['stage'])) : encoded(belowMapping(path, event)),
      queryOf(event),
    ),
    headers: sendableHeaders(headersOf(event)),
    body: bodyOf(event),
  };
}

function ofWebSocket(event: Members, context: Members): Rest {
  const kinds: Readonly<Record<string, Rest['kind']>> = { CONNECT: 'connect', DISCONNECT: 'disconnect' };
  const kind = kinds[text(context['eventType']) ?? ''] ?? 'message';
  const code = context['disconnectStatusCode'];
  return {
    apiType: 'websocket',
    kind,
    route: text(context['routeKey']) ?? '$default',
    method: 'GET',
    path: withQuery('/', queryOf(event)),
    headers: sendableHeaders(headersOf(event)).filter(([name]) => !/^sec-websocket-/i.test(name)),
    body: bodyOf(event),
    connectionId: text(context['connectionId']),
    closeCode: typeof code === 'number' ? code : undefined,
  };
}

function headersOf(event: Members): [string, string][] {
  const several = Object.entries(membersOf(event['multiValueHeaders']));
  if (several.length > 0)
    return several.flatMap(([name, values]) => listOf(values).map((value): [string, string] => [name, value]));
  return Object.entries(membersOf(event['headers'])).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
}

function queryOf(event: Members): string {
  const several = Object.entries(membersOf(event['multiValueQueryStringParameters']));
  const pairs = several.length > 0 ? several : Object.entries(membersOf(event['queryStringParameters']));
  return pairs
    .flatMap(([name, values]) => listOf(values).map((value) => `${percentEncode(name)}=${percentEncode(value)}`))
    .join('&');
}

function bodyOf(event: Members): Buffer | undefined {
  const body = text(event['body']);
  if (body === undefined) return undefined;
  return Buffer.from(body, event['isBase64Encoded'] === true ? 'base64' : 'utf8');
}

/**
 * Behind a custom domain the path of a REST API begins with the key of the base path mapping (docs/aws/domains.md), which the resource does
 * not have.
 */
function belowMapping(path: string, event: Members): string {
  const resource = text(event['resource'])?.split('/') ?? [];
  const greedy = text(membersOf(event['pathParameters'])[/\{([^{}]+)\+\}$/.exec(resource.at(-1) ?? '')?.[1] ?? '']);
  const wanted = resource.length + (greedy === undefined ? 0 : greedy.split('/').length - 1);
  const segments = path.split('/');
  const extra = segments.length - (path.length > 1 && path.endsWith('/') ? 1 : 0) - wanted;
  return resource.length > 1 && extra > 0 ? `/${segments.slice(1 + extra).join('/')}` : path;
}

function withoutStage(path: string, stage: string | undefined): string {
  if (stage === undefined || stage === '$default') return path;
  const prefix = `/${percentEncode(stage)}`;
  return path === prefix || path.startsWith(`${prefix}/`) ? path.slice(prefix.length) || '/' : path;
}

function withQuery(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** A path with what no request line can hold percent-encoded; what is encoded already stays. */
function encoded(path: string): string {
  return path.replaceAll(/[^\u0021-\u007e]+|[?#]/g, (part) => percentEncode(part));
}

function listOf(values: unknown): string[] {
  return [values].flat().filter((value): value is string => typeof value === 'string');
}

function membersOf(value: unknown): Members {
  return isJsonObject(value) ? value : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
