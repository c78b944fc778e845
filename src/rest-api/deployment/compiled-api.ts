import type { Deployment } from '../call/deployment.ts';
import type { AccessLogger } from '../logs/access-log.ts';
import type { GatewayResponses } from '../responses/gateway-responses.ts';
import type { KeptResponses } from '../responses/response-cache.ts';
import type { Routes } from '../routing/routes.ts';
import type { CompiledMethod } from './compile-method.ts';

/** An API as it is served: everything that can be worked out before the first request. */
export interface CompiledApi {
  /** The facts about it that a call carries along. */
  readonly deployment: Deployment;
  readonly routes: Routes<CompiledMethod>;
  readonly gatewayResponses: GatewayResponses;
  /** Absent where the stage has no cache cluster. */
  readonly cache: KeptResponses | undefined;
  /** Absent where the stage writes no access log. */
  readonly accessLog: AccessLogger | undefined;
}
