import type { ApiCommon, ApiModels } from './api-common.ts';
import type { Authorizer, RouteAuthorization } from './authorizer.ts';
import type { Integration } from './integration.ts';
import type { Position } from '../base/position.ts';
import type { ApiKey, UsagePlan } from './rest-api.ts';
import type { Throttle } from './stage.ts';

export interface WebSocketApi extends ApiCommon {
  readonly type: 'websocket';
  readonly routeSelectionExpression: string;
  /** `$request.header.x-api-key` or `$context.authorizer.usageIdentifierKey`. */
  readonly apiKeySelectionExpression: string;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  readonly models: ApiModels;
  readonly apiKeys: readonly ApiKey[];
  readonly usagePlans: readonly UsagePlan[];
  readonly routes: readonly WebSocketRoute[];
  readonly limits: WebSocketLimits;
}

export interface WebSocketRoute {
  /** `$connect`, `$disconnect`, `$default` or a key of the user's. */
  readonly routeKey: string;
  readonly authorization: RouteAuthorization;
  readonly apiKeyRequired: boolean;
  readonly integration?: Integration;
  /** Two-way: the integration's body is sent back. */
  readonly routeResponse: boolean;
  /** A route response of its own makes it two-way, not a setting of the route: `describe` names settings only. */
  readonly twoWayByResource?: true;
  readonly modelSelectionExpression?: string;
  /** Key -> model name. */
  readonly requestModels: Readonly<Record<string, string>>;
  /** `route.request.{querystring,header}.X` -> required. */
  readonly requestParameters: Readonly<Record<string, boolean>>;
  readonly operationName?: string;
  readonly throttle?: Throttle;
  readonly declaredAt?: Position;
}

/** AWS's own figures unless configured lower. */
export interface WebSocketLimits {
  /** Bytes; 131,072. */
  readonly messageBytes: number;
  /** Bytes; 32,768. */
  readonly frameBytes: number;
  /** Seconds without a message in either direction; 600. */
  readonly idleSeconds: number;
  /** Seconds; 7,200. */
  readonly maximumSeconds: number;
}
