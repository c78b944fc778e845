import type { Authorization, AuthorizerCompiler } from '../../authorizers/contract.ts';
import type { Drills } from '../../drills/index.ts';
import type { AwsBackend, HttpBackend } from '../../integrations/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { AccessLogs } from '../../observability/access-log.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';
import type { SharedCache } from '../../shared-state/contract.ts';
import type { KeyLedger, RateLimiter } from '../../traffic/contract.ts';

/** What a REST API needs from the rest of the house. One set serves one deployment of one API. */
export interface RestApiServices {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly lambda: LambdaInvoker;
  readonly http: HttpBackend;
  readonly aws: AwsBackend;
  /** Compiles authorizers together with the API's resource policy. */
  readonly authorizers: AuthorizerCompiler;
  readonly rate: RateLimiter;
  readonly keys: KeyLedger;
  /** A cache of all emulators that share a state, by what it holds of this deployment; absent where there are no others. */
  readonly sharedCache?: (what: string) => SharedCache;
  readonly clock: Clock;
  readonly ids: Ids;
  /** 0 up to, not including, 1; decides which requests a canary takes. */
  random(): number;
  readonly journal: ExchangeSink;
  /** What is made to go wrong on purpose. */
  readonly drills?: Drills;
  readonly accessLogs: AccessLogs;
  /** Takes one finished line of the execution log. */
  executionLog(line: string): void;
  /** VPC link id -> local base URL that stands for what is behind it. */
  readonly vpcLinks: Readonly<Record<string, string>>;
  /** Something the developer should know once; never on the request's path. */
  warn(message: string): void;
  /** Whether the caller holds `execute-api:InvalidateCache` on the method. Without it, no caller does. */
  mayInvalidateCache?(authorization: Authorization, methodArn: string): boolean;
}
