import type { AuthorizerCompiler } from '../../authorizers/contract.ts';
import type { Drills } from '../../drills/index.ts';
import type { AwsBackend, HttpBackend } from '../../integrations/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import type { LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { AccessLogs } from '../../observability/access-log.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';
import type { KeyLedger, RateLimiter } from '../../traffic/contract.ts';
import type { SharedConnections } from '../../shared-state/contract.ts';
import type { ConnectionStore } from './connection-store.ts';

/** What a WebSocket API needs from the floors below and from outside. */
export interface WebSocketApiServices {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly lambda: LambdaInvoker;
  readonly http: HttpBackend;
  readonly aws: AwsBackend;
  readonly authorizers: AuthorizerCompiler;
  readonly rate: RateLimiter;
  /** Buckets that all WebSocket APIs of the account share: new connections. */
  readonly accountRate: RateLimiter;
  readonly keys: KeyLedger;
  /** Outlives the compiled API, so that open connections survive a reload. One store may serve several APIs. */
  readonly connections: ConnectionStore;
  /** The connections of other emulators; absent where there are none. */
  readonly shared?: SharedConnections;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: ExchangeSink;
  /** What is made to go wrong on purpose. */
  readonly drills?: Drills;
  readonly accessLogs: AccessLogs;
  /** VPC link id or ARN -> local base URL. */
  readonly vpcLinks: Readonly<Record<string, string>>;
  /** Shows the developer what AWS would write to a log, or nowhere. */
  warn(message: string): void;
}
