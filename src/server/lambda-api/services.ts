import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';

/** What the Lambda API needs of the rest of the house. Region and account are asked for anew: a reload may change them. */
export interface LambdaApiServices {
  readonly lambda: LambdaInvoker;
  /** All functions, by their names. */
  readonly functions: () => Readonly<Record<string, LambdaFunction>>;
  readonly region: () => string;
  readonly accountId: () => string;
  readonly clock: Clock;
  readonly ids: Ids;
}
