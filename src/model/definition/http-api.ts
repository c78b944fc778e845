import type { ApiCommon } from './api-common.ts';
import type { Authorizer, RouteAuthorization } from './authorizer.ts';
import type { Integration } from './integration.ts';
import type { Position } from '../base/position.ts';
import type { Throttle } from './stage.ts';

export interface HttpApi extends ApiCommon {
  readonly type: 'http';
  readonly cors?: CorsConfiguration;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  readonly routes: readonly HttpRoute[];
  /** `strict` (default): an explicit route does not answer its path with a slash more. */
  readonly trailingSlash: 'strict' | 'ignore';
}

export interface HttpRoute {
  /** `GET /pets/{id}`, `ANY /{proxy+}`, `$default`: as configured, and as the event shows it. */
  readonly routeKey: string;
  readonly authorization: RouteAuthorization;
  readonly integration: Integration;
  readonly throttle?: Throttle;
  readonly operationName?: string;
  readonly declaredAt?: Position;
}

/** API-level CORS of an HTTP API or a function URL; names as in CloudFormation, in camel case. */
export interface CorsConfiguration {
  readonly allowOrigins: readonly string[];
  readonly allowMethods: readonly string[];
  readonly allowHeaders: readonly string[];
  readonly exposeHeaders: readonly string[];
  /** Seconds, -1 to 86,400. */
  readonly maxAge?: number;
  readonly allowCredentials: boolean;
}
