import type { HttpExchange } from '../call/exchange.ts';

/** Which stage does the URL mean, and what of its path is left? */
export function locateStage(exchange: HttpExchange): void {
  exchange.address = exchange.deployment.addressing(exchange.client);
}
