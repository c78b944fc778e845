import { BackendError } from '../../integrations/contract.ts';
import type { BackendErrorKind } from '../../integrations/contract.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/**
 * docs/aws/http-api.md#http-proxy-headers, docs/aws/http-api.md#errors: what is not there, or does not answer in time, is 503. What cannot
 * work as configured is 500.
 */
const GATEWAY_ERRORS: Readonly<Record<BackendErrorKind, GatewayErrorType>> = {
  timeout: 'INTEGRATION_TIMEOUT',
  unreachable: 'INTEGRATION_FAILURE',
  tls: 'INTEGRATION_FAILURE',
  aborted: 'INTEGRATION_FAILURE',
  'too-large': 'INTEGRATION_FAILURE',
  'invalid-address': 'API_CONFIGURATION_ERROR',
  'no-endpoint': 'API_CONFIGURATION_ERROR',
};

/** What the client gets when the backend cannot be called. Other errors come back as they are. */
export function backendFailure(error: unknown): unknown {
  if (!(error instanceof BackendError)) return error;
  // The client's own body was too large, and cut the call.
  if (error.cause instanceof GatewayError) return error.cause;
  return new GatewayError(GATEWAY_ERRORS[error.kind], { cause: error, reason: error.message });
}
