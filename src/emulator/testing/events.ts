/**
 * What functions receive and return, for tests in TypeScript. The shapes are those of `@types/aws-lambda`, so that a handler which is typed with
 * either takes events of the other. `Authorizer` is what stands in `requestContext.authorizer`.
 */

/** Text by name. A name that was not sent is not there. */
export type EventMap = Record<string, string | undefined>;
/** Lists of text by name. */
export type EventListMap = Record<string, string[] | undefined>;

/** The certificate of a client, with mutual TLS. */
export interface EventCertificate {
  clientCertPem: string;
  serialNumber: string;
  subjectDN: string;
  issuerDN: string;
  validity: { notAfter: string; notBefore: string };
}

/** An HTTP API or a function URL, payload format 2.0 (docs/aws/http-api.md#event-v2). */
export interface HttpApiEvent<Authorizer = unknown> {
  version: string;
  routeKey: string;
  rawPath: string;
  rawQueryString: string;
  cookies?: string[];
  headers: EventMap;
  queryStringParameters?: EventMap;
  requestContext: {
    accountId: string;
    apiId: string;
    authentication?: { clientCert: EventCertificate };
    authorizer: Authorizer;
    domainName: string;
    domainPrefix: string;
    http: { method: string; path: string; protocol: string; sourceIp: string; userAgent: string };
    requestId: string;
    routeKey: string;
    stage: string;
    /** `03/Feb/2029:04:05:06 +0000`. */
    time: string;
    /** Milliseconds since the epoch. */
    timeEpoch: number;
  };
  body?: string;
  pathParameters?: EventMap;
  isBase64Encoded: boolean;
  stageVariables?: EventMap;
}

/** What a JWT authorizer puts into `requestContext.authorizer`. */
export interface JwtAuthorizerContext {
  jwt: { claims: Record<string, string | number | boolean | string[]>; scopes: string[] | null };
}

/** What a Lambda authorizer of an HTTP API puts into `requestContext.authorizer`. */
export interface LambdaAuthorizerContext<Context = Record<string, unknown>> {
  lambda: Context;
}

/** A REST API, or an HTTP API with payload format 1.0 (docs/aws/rest-api-observed.md#event, docs/aws/http-api.md#event-v1). */
export interface RestApiEvent<Authorizer = Record<string, unknown> | null | undefined> {
  resource: string;
  path: string;
  httpMethod: string;
  headers: EventMap;
  multiValueHeaders: EventListMap;
  queryStringParameters: EventMap | null;
  multiValueQueryStringParameters: EventListMap | null;
  pathParameters: EventMap | null;
  stageVariables: EventMap | null;
  requestContext: {
    accountId: string;
    apiId: string;
    authorizer: Authorizer;
    domainName?: string;
    domainPrefix?: string;
    extendedRequestId?: string;
    httpMethod: string;
    identity: RestApiIdentity;
    path: string;
    protocol: string;
    requestId: string;
    /** `03/Feb/2029:04:05:06 +0000`. */
    requestTime?: string;
    /** Milliseconds since the epoch. */
    requestTimeEpoch: number;
    resourceId: string;
    resourcePath: string;
    stage: string;
  };
  body: string | null;
  isBase64Encoded: boolean;
}

/** Who calls a REST API. */
export interface RestApiIdentity {
  accessKey: string | null;
  accountId: string | null;
  apiKey: string | null;
  apiKeyId: string | null;
  caller: string | null;
  clientCert: EventCertificate | null;
  cognitoAuthenticationProvider: string | null;
  cognitoAuthenticationType: string | null;
  cognitoIdentityId: string | null;
  cognitoIdentityPoolId: string | null;
  principalOrgId: string | null;
  sourceIp: string;
  user: string | null;
  userAgent: string | null;
  userArn: string | null;
}

/** A WebSocket API (docs/aws/websocket-api.md#request-context). Headers and query come with `$connect` only. */
export interface WebSocketEvent<Authorizer = unknown> {
  headers?: EventMap;
  multiValueHeaders?: EventListMap;
  queryStringParameters?: EventMap;
  multiValueQueryStringParameters?: EventListMap;
  requestContext: {
    routeKey: string;
    /** Messages only; typed as everywhere, as `@types/aws-lambda` has it. */
    messageId: string;
    eventType: 'CONNECT' | 'MESSAGE' | 'DISCONNECT';
    extendedRequestId: string;
    requestTime: string;
    messageDirection: 'IN';
    stage: string;
    /** Milliseconds since the epoch. */
    connectedAt: number;
    /** Milliseconds since the epoch. */
    requestTimeEpoch: number;
    requestId: string;
    domainName: string;
    connectionId: string;
    apiId: string;
    authorizer: Authorizer;
    identity?: EventMap;
    /** `$disconnect` only. */
    disconnectStatusCode?: number;
    disconnectReason?: string;
  };
  stageVariables?: EventMap;
  body?: string;
  isBase64Encoded: boolean;
}

/** What a function returns to a REST API, and to an HTTP or WebSocket API too. */
export interface ProxyResult {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  multiValueHeaders?: Record<string, (string | number | boolean)[]>;
  body: string;
  isBase64Encoded?: boolean;
}

/** What a function returns to an HTTP API with payload format 2.0: this, or anything else, which becomes the body. */
export interface HttpApiResult {
  /** Without it, the whole result is the body (docs/aws/http-api.md#payload-2-responses). */
  statusCode?: number;
  headers?: Record<string, string | number | boolean>;
  cookies?: string[];
  body?: string;
  isBase64Encoded?: boolean;
}
