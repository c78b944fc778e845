/** What every generated file ends with: the types that routes are looked up with, and the events of the kinds of API. */
export const SHARED_TYPES = `export type ApiName = keyof Apis;
export type RouteKey<Api extends ApiName> = keyof Apis[Api] & string;

type Part<Api extends ApiName, Route extends RouteKey<Api>, Name extends string> = Apis[Api][Route] extends Record<Name, infer Found>
  ? Found
  : never;

export type PathParameters<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'path'>;
export type Query<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'query'>;
export type Body<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'body'>;
export type AuthorizerContext<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'authorizer'>;
/** For handlers: the event that the function of a route receives. Its body is text: JSON.parse gives a Body. */
export type Event<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'event'>;
/** Status and body of the answers that the definition declares. */
export type ApiResponse<Api extends ApiName, Route extends RouteKey<Api>> = Part<Api, Route, 'response'>;

type WithBody<Type> = unknown extends Type ? { body?: unknown } : Type extends undefined ? { body?: undefined } : { body: Type };
type WithPath<Type> = Type extends undefined ? { path?: undefined } : { path: Type };
type WithParameters<Name extends 'query' | 'headers', Type> = Type extends undefined
  ? { [Key in Name]?: undefined }
  : {} extends Type
    ? { [Key in Name]?: Type }
    : { [Key in Name]: Type };

/** For clients: what a request to a route needs. */
export type ApiRequest<Api extends ApiName, Route extends RouteKey<Api>> = WithPath<PathParameters<Api, Route>> &
  WithParameters<'query', Query<Api, Route>> &
  WithParameters<'headers', Part<Api, Route, 'headers'>> &
  WithBody<Body<Api, Route>>;

/** For clients: a function that calls the routes of an API by their keys. */
export type ApiClient<Api extends ApiName> = <Route extends RouteKey<Api>>(
  route: Route,
  request: ApiRequest<Api, Route>,
) => Promise<ApiResponse<Api, Route>>;

type Texts = Record<string, string | undefined>;

/** The event of an HTTP API in payload format 2.0. */
export interface HttpEvent<Route extends string, Path, Query, Authorizer> {
  version: '2.0';
  routeKey: Route;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: Texts;
  queryStringParameters?: Query;
  pathParameters: Path;
  stageVariables?: Texts;
  requestContext: {
    accountId: string;
    apiId: string;
    authorizer: Authorizer;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: Route;
    stage: string;
    time: string;
    timeEpoch: number;
  };
  body?: string;
  isBase64Encoded: boolean;
}

/** The event of a REST API, and of an HTTP API in payload format 1.0. */
export interface ProxyEvent<Path, Query, Headers, Authorizer> {
  resource: string;
  path: string;
  httpMethod: string;
  headers: Headers;
  multiValueHeaders: Record<string, string[] | undefined>;
  queryStringParameters: Query | null;
  multiValueQueryStringParameters: Record<string, string[] | undefined> | null;
  pathParameters: Path extends undefined ? null : Path;
  stageVariables: Texts | null;
  requestContext: {
    accountId: string;
    apiId: string;
    authorizer: Authorizer;
    domainName: string;
    domainPrefix: string;
    extendedRequestId: string;
    httpMethod: string;
    identity: { sourceIp: string; userAgent: string | null; [name: string]: unknown };
    path: string;
    protocol: string;
    requestId: string;
    requestTime: string;
    requestTimeEpoch: number;
    resourceId: string;
    resourcePath: string;
    stage: string;
  };
  body: string | null;
  isBase64Encoded: boolean;
}

/** The event of a WebSocket API. Headers and the query come with $connect only. */
export interface WebSocketEvent<Route extends string, Query, Headers, Authorizer> {
  headers: Headers;
  queryStringParameters?: Query;
  stageVariables?: Texts;
  requestContext: {
    routeKey: Route extends '$connect' | '$disconnect' ? Route : string;
    eventType: Route extends '$connect' ? 'CONNECT' : Route extends '$disconnect' ? 'DISCONNECT' : 'MESSAGE';
    connectionId: string;
    connectedAt: number;
    messageId?: string;
    messageDirection: 'IN';
    authorizer: Authorizer;
    domainName: string;
    stage: string;
    apiId: string;
    requestId: string;
    extendedRequestId: string;
    requestTime: string;
    requestTimeEpoch: number;
    identity: { sourceIp: string; [name: string]: unknown };
  };
  body: Route extends '$connect' | '$disconnect' ? undefined : string;
  isBase64Encoded: boolean;
}
`;
