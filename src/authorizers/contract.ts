import type { RouteAuthorization } from '../model/definition/authorizer.ts';
import type { ClientRequest } from '../model/http/messages.ts';

/** A route's authorization, compiled once per deployment. Refusals are thrown as `GatewayError`. */
export interface CompiledAuthorizer {
  authorize(request: AuthorizationRequest): Promise<Authorization>;
}

/** What an authorizer may look at. The front end supplies it, since sources are spelled and events are shaped by the kind of API. */
export interface AuthorizationRequest {
  readonly client: ClientRequest;
  /**
   * Value of one identity source in the API kind's spelling (`$request.header.X`, `method.request.querystring.X`,
   * `route.request.header.X`, `context.X`, `stageVariables.X`); `undefined` when missing. Header names are compared without regard to case.
   */
  identitySource(expression: string): string | undefined;
  /** `arn:aws:execute-api:…` of the actual method and path. */
  readonly methodArn: string;
  /** Names the route within the API; part of the cache key where `$context.routeKey` is a source. */
  readonly routeKey: string;
  /** The event of a REQUEST authorizer, built only when the function is invoked. Identity values come in the order of the sources. */
  event(identityValues: readonly string[]): unknown;
  /** The whole body as sent, before any decoding; a signature covers it. Asked for on routes with IAM authorization alone. */
  body(): Buffer | Promise<Buffer>;
  /** The request's trace header. */
  readonly traceHeader?: string;
}

/** Who the caller is, as far as the authorizer said. */
export interface Authorization {
  readonly principalId?: string;
  /** Lambda authorizers: the returned context, types kept. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** JWT and Cognito: every value as text. */
  readonly claims?: Readonly<Record<string, string>>;
  /** JWT: the token's scopes where the route asked for any, else null. */
  readonly scopes?: readonly string[] | null;
  readonly iam?: IamIdentity;
  readonly usageIdentifierKey?: string;
  /** Lambda authorizers: milliseconds that the function took; 0 from the cache. */
  readonly integrationLatency?: number;
  /** Of a refusal by a Lambda authorizer, for the record only: the policy that it returned, or its `isAuthorized`. */
  readonly policy?: unknown;
  /** The answer was kept from an earlier request. */
  readonly fromCache?: true;
}

/** The signer of a request, in the terms of `requestContext.authorizer.iam` and `requestContext.identity`. */
export interface IamIdentity {
  readonly accessKey: string;
  readonly accountId: string;
  readonly callerId: string;
  readonly userArn: string;
  readonly userId: string;
  readonly principalOrgId: string | null;
}

/** No authorization: everybody passes. */
export const openToAll: CompiledAuthorizer = { authorize: () => Promise.resolve({}) };

/** Compiles what a route asks of its caller. One compiler serves one deployment of one API; caches live as long as it does. */
export interface AuthorizerCompiler {
  /** Throws `EmulatorError` where the named authorizer does not exist or does not fit the kind of API. */
  compile(authorization: RouteAuthorization): CompiledAuthorizer;
}
