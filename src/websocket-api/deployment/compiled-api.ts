import type { RequestSource } from '../../mapping/parameters/index.ts';
import type { Deployment } from '../call/deployment.ts';
import type { CompiledIntegration } from '../integrations/contract.ts';
import type { AccessLogger } from '../logs/access-log.ts';
import type { RouteFacts } from '../routing/route-facts.ts';

/** One compiled API: what calls may look at, and what the stages run them with. */
export interface CompiledApi {
  readonly deployment: Deployment;
  readonly routes: Routes;
  /** Routes without an integration are not in it. */
  readonly integrations: ReadonlyMap<RouteFacts, CompiledIntegration>;
  /** Absent where the stage has no access log. */
  readonly accessLog: AccessLogger | undefined;
}

export interface Routes {
  /** Invoked whatever the selection expression says (docs/aws/websocket-api.md#life-cycle). */
  readonly connect?: RouteFacts;
  readonly disconnect?: RouteFacts;
  /** The route of a message; `undefined` when none matches and there is no `$default`. */
  select(message: RequestSource): RouteFacts | undefined;
}
