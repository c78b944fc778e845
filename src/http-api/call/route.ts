import type { CompiledAuthorizer } from '../../authorizers/contract.ts';
import type { Authorizer, RouteAuthorization } from '../../model/definition/authorizer.ts';
import type { Throttle } from '../../model/definition/stage.ts';

/** A compiled route, as its requests know it: everything but the integration, which the compiled API keeps. */
export interface Route {
  /** As configured: `ANY /{proxy+}`, `$default`. */
  readonly routeKey: string;
  /** `/{proxy+}`; `$default` for the default route. */
  readonly template: string;
  /** What was configured to run: a function's name, a URL, a service's subtype. For the journal. */
  readonly target: string;
  readonly authorization: RouteAuthorization['type'];
  /** Absent where everybody may pass. */
  readonly gate?: RouteGate;
  /** The route's own, or the stage's default. */
  readonly throttle: Throttle | undefined;
}

export interface RouteGate {
  readonly authorizer: CompiledAuthorizer;
  /** The Lambda authorizer of a CUSTOM route; it decides the shape of the authorizer's event. */
  readonly definition?: Authorizer;
}
