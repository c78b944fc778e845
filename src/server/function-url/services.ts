import type { Credential } from '../../model/definition/authorizer.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { Drills } from '../../drills/index.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';

/** What a function URL needs of the rest of the house. */
export interface FunctionUrlServices {
  readonly region: string;
  readonly accountId: string;
  readonly lambda: LambdaInvoker;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: ExchangeSink;
  /** What is made to go wrong on purpose. */
  readonly drills?: Drills;
  /** Who may sign requests to URLs with `auth: IAM`. */
  readonly credentials: readonly Credential[];
}
