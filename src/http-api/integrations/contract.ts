import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';

/** Calls what stands behind a route. Throws `GatewayError` where the gateway itself has to answer. */
export type Integrate = (exchange: HttpExchange) => Promise<IntegrationResult>;
