import type { RoutedCall } from '../call.ts';
import type { PreparedRequest } from '../integration-result.ts';

/** Decides what the integration is sent: parameters, template, content conversion, overrides, header rules. */
export function mapIntegrationRequest(call: RoutedCall): PreparedRequest {
  return call.route.method.integration.mapRequest(call);
}
