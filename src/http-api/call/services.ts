import type { AuthorizerCompiler } from '../../authorizers/contract.ts';
import type { Drills } from '../../drills/index.ts';
import type { AwsBackend, HttpBackend } from '../../integrations/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { AccessLogs } from '../../observability/access-log.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';
import type { RateLimiter } from '../../traffic/contract.ts';

/** What an HTTP API needs of the rest of the house. */
export interface HttpApiServices {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly lambda: LambdaInvoker;
  readonly http: HttpBackend;
  readonly aws: AwsBackend;
  readonly authorizers: AuthorizerCompiler;
  readonly rate: RateLimiter;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: ExchangeSink;
  /** What is made to go wrong on purpose. */
  readonly drills?: Drills;
  readonly accessLogs: AccessLogs;
  /** VPC link id, or listener or service ARN, to local base URL. */
  readonly vpcLinks: Readonly<Record<string, string>>;
  /** A sentence for the developer about the configuration; never on the path of a request that succeeds. */
  warn(message: string): void;
}
