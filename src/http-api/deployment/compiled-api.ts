import type { Deployment } from '../call/deployment.ts';
import type { Route } from '../call/route.ts';
import type { Integrate } from '../integrations/contract.ts';
import type { AccessLogger } from '../logs/access-log.ts';
import type { RouteTree } from '../routing/routes.ts';

/** One compiled API: what requests may look at, and what the stages run them with. */
export interface CompiledApi {
  readonly deployment: Deployment;
  readonly routes: RouteTree<Route>;
  /** Every route is in it. */
  readonly integrations: ReadonlyMap<Route, Integrate>;
  /** Absent where the stage has no access log. */
  readonly accessLog: AccessLogger | undefined;
}
