import type { CompiledAuthorizer } from '../../authorizers/contract.ts';
import type { RequestSource } from '../../mapping/parameters/index.ts';
import type { Throttle } from '../../model/definition/stage.ts';
import type { WebSocketRoute } from '../../model/definition/websocket-api.ts';

/** A compiled route, as its calls know it: everything but the integration, which the compiled API keeps. */
export interface RouteFacts {
  readonly routeKey: string;
  readonly authorizationType: WebSocketRoute['authorization']['type'];
  readonly authorizer: CompiledAuthorizer;
  readonly apiKeyRequired: boolean;
  /** Two-way. */
  readonly routeResponse: boolean;
  readonly throttle?: Throttle;
  /** `route.request.querystring.X`, `route.request.header.X`. */
  readonly requiredParameters: readonly string[];
  readonly messageModel?: MessageModel;
}

/** Problems of a message in the validator's words; none when it fits. */
export type MessageModel = (message: RequestSource) => readonly string[];
