import type { IamIdentity } from '../../authorizers/contract.ts';
import type { Clock } from '../../model/clock.ts';
import type { Ids } from '../../model/ids.ts';
import type { LambdaInvoker } from '../../model/invocation.ts';
import type { ClientRequest } from '../../model/messages.ts';
import type { ExchangeSink } from '../../observability/exchange.ts';

/** What a function URL needs of the rest of the house. */
export interface FunctionUrlServices {
  readonly region: string;
  readonly lambda: LambdaInvoker;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly journal: ExchangeSink;
  /**
   * Who signed a request for the service `lambda` (SigV4), its body being these bytes; `undefined` when nobody known did, or when the
   * signature is wrong.
   */
  signer(request: ClientRequest, body: Buffer): Promise<IamIdentity | undefined>;
}
