import type { HttpExchange } from '../call/exchange.ts';
import type { CompiledApi } from '../deployment/compiled-api.ts';

/**
 * With CORS configured, the gateway answers a preflight request itself, unless a route takes OPTIONS for that path: an explicit one, ANY
 * or `$default` (documented; observed 2022 and 2025). A disallowed origin gets the same 204, without CORS headers (unproven).
 */
export function answerPreflight(exchange: HttpExchange, { routes }: CompiledApi): void {
  const { client, deployment, headers } = exchange;
  if (client.method !== 'OPTIONS' || !deployment.cors) return;
  const { origin } = headers;
  if (origin === undefined || headers['access-control-request-method'] === undefined) return;
  if (routes.match('OPTIONS', exchange.address.routePath)) return;
  exchange.preflightHeaders = deployment.cors.preflightHeaders(origin);
  exchange.result = { statusCode: 204, headers: [], body: null };
}
