import { responseTypeOf } from '../../model/http/gateway-error.ts';
import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { STOCK_FAULTS } from './faults.ts';

/** The one place where a refusal or failure of the gateway becomes a response. It is kept with the exchange, for the logs. */
export function renderFault(exchange: Pick<HttpExchange, 'failure' | 'fault'>, error: GatewayError): IntegrationResult {
  const { statusCode, message: stockMessage } = STOCK_FAULTS[error.kind];
  // AWS's bodies are fixed; this failure is not one of AWS's.
  const message = error.kind === 'NOT_RUN_HERE' ? (error.options.clientMessage ?? stockMessage) : stockMessage;
  exchange.failure = error;
  const responseType = responseTypeOf(error.kind);
  exchange.fault = { ...(responseType && { responseType }), message };
  const { wwwAuthenticate } = error.options;
  const contentType = ['Content-Type', 'application/json'] as const;
  return {
    statusCode,
    headers: wwwAuthenticate === undefined ? [contentType] : [contentType, ['Www-Authenticate', wwwAuthenticate]],
    body: `{"message":${JSON.stringify(message)}}`,
  };
}
