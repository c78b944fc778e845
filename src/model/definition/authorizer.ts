import type { LambdaTarget } from './integration.ts';
import type { Position } from '../base/position.ts';

/** A configured authorizer. IAM needs none: it is a route's authorization type. */
export type Authorizer = LambdaRequestAuthorizer | LambdaTokenAuthorizer | JwtAuthorizer | CognitoAuthorizer;

interface AuthorizerCommon {
  readonly name: string;
  /** Six lower-case letters and digits, derived from the name. */
  readonly id: string;
  readonly declaredAt?: Position;
  /** What the source says of it, as it says it and only where it does: shown by `describe`. */
  readonly written?: WrittenAuthorizer;
}

/** The parts of an authorizer that have a default, or that are kept in other words. */
export interface WrittenAuthorizer {
  readonly identitySource?: readonly string[];
  /** Seconds. */
  readonly ttl?: number;
  readonly payloadFormatVersion?: '1.0' | '2.0';
  /** ARNs. */
  readonly userPools?: readonly string[];
}

export interface LambdaRequestAuthorizer extends AuthorizerCommon {
  readonly type: 'request';
  readonly lambda: LambdaTarget;
  /** In the spelling of the API's kind: `$request.header.X`, `method.request.header.X`, `route.request.querystring.X`, `context.X` … */
  readonly identitySources: readonly string[];
  /** Seconds, 0 to 3600; 0 turns caching off. Always 0 for WebSocket APIs. */
  readonly ttl: number;
  /** HTTP APIs. */
  readonly payloadFormatVersion: '1.0' | '2.0';
  readonly simpleResponses: boolean;
}

/** REST APIs only. */
export interface LambdaTokenAuthorizer extends AuthorizerCommon {
  readonly type: 'token';
  readonly lambda: LambdaTarget;
  /** `method.request.header.X`. */
  readonly identitySource: string;
  /** Java regular expression on the token. */
  readonly identityValidationExpression?: string;
  readonly ttl: number;
}

/** HTTP APIs only. */
export interface JwtAuthorizer extends AuthorizerCommon {
  readonly type: 'jwt';
  /** `$request.header.Authorization` unless configured. */
  readonly identitySource: string;
  /** An https URL (http on loopback), or `local` for the emulator's own issuer. */
  readonly issuer: string;
  readonly audience: readonly string[];
}

/** REST APIs only. */
export interface CognitoAuthorizer extends AuthorizerCommon {
  readonly type: 'cognito';
  /** `method.request.header.Authorization` unless configured. */
  readonly identitySource: string;
  /** Issuers: `local`, an issuer URL, or a user pool ARN turned into its issuer URL. */
  readonly userPools: readonly string[];
  readonly identityValidationExpression?: string;
  readonly ttl: number;
}

/** What a route asks of its caller. */
export type RouteAuthorization =
  | { readonly type: 'NONE' }
  | { readonly type: 'AWS_IAM' }
  /** A Lambda authorizer of the API, by name. */
  | { readonly type: 'CUSTOM'; readonly authorizer: string }
  | { readonly type: 'JWT'; readonly authorizer: string; readonly scopes: readonly string[] }
  | { readonly type: 'COGNITO_USER_POOLS'; readonly authorizer: string; readonly scopes: readonly string[] };

/** Who may sign requests: the access key and what it stands for. */
export interface Credential {
  readonly name: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since the epoch from which its session token is expired. */
  readonly expiresAt?: number;
  readonly userArn: string;
  readonly accountId: string;
  /** An IAM policy document; absent means `execute-api:Invoke` on everything. */
  readonly policy?: PolicyDocument;
  readonly declaredAt?: Position;
}

/** An IAM policy document as JSON. Its parts are read by the policy evaluation, not here. */
export type PolicyDocument = Readonly<Record<string, unknown>>;
