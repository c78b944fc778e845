import type { RoutedCall } from '../call/call.ts';
import type { PreparedRequest } from '../call/results.ts';

/** Decides what the integration is sent: parameters, template, content conversion, overrides, header rules. */
export function mapIntegrationRequest(call: RoutedCall): PreparedRequest {
  return call.route.method.integration.mapRequest(call);
}
