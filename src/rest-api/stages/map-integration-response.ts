import type { RoutedCall } from '../call/call.ts';
import type { Awaitable, IntegrationResult, MethodResponse } from '../call/results.ts';

/** Chooses the integration response and maps it; proxies pass their own answer on. */
export function mapIntegrationResponse(call: RoutedCall, result: IntegrationResult): Awaitable<MethodResponse> {
  return call.route.method.integration.mapResponse(call, result);
}
