import type { HttpExchange } from '../call/exchange.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/**
 * One step of the pipeline. Fills the next part of the exchange, or throws a `GatewayError`. It returns a promise only where it has to
 * wait; setting `exchange.result` ends the pipeline.
 */
export type PipelineStage = (exchange: HttpExchange, api: CompiledApi) => void | Promise<void>;
