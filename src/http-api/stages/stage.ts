import type { HttpExchange } from '../call/exchange.ts';

/**
 * One step of the pipeline. Fills the next part of the exchange, or throws a `GatewayError`. It returns a promise only where it has to
 * wait; setting `exchange.result` ends the pipeline.
 */
export type PipelineStage = (exchange: HttpExchange) => void | Promise<void>;
