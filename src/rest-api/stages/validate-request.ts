import type { RoutedCall } from '../call/call.ts';

/** Parameters first, body second; only the first failure is told (recorded: rest-api-observed 12.1). */
export function validateRequest(call: RoutedCall): void {
  call.route.method.validator?.validate(call);
}
