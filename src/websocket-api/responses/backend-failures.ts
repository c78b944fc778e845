import { BackendError } from '../../integrations/contract.ts';
import type { BackendErrorKind } from '../../integrations/contract.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/** What each way to miss a backend becomes. */
const GATEWAY_ERRORS: Readonly<Record<BackendErrorKind, GatewayErrorType>> = {
  timeout: 'INTEGRATION_TIMEOUT',
  unreachable: 'INTEGRATION_FAILURE',
  tls: 'INTEGRATION_FAILURE',
  aborted: 'INTEGRATION_FAILURE',
  'too-large': 'INTEGRATION_FAILURE',
  'invalid-address': 'INTEGRATION_FAILURE',
  'no-endpoint': 'INTEGRATION_FAILURE',
};

/** What the client gets when the backend cannot be called. Other errors come back as they are. */
export function backendFailure(error: unknown): unknown {
  if (!(error instanceof BackendError)) return error;
  return new GatewayError(GATEWAY_ERRORS[error.kind], { cause: error, reason: error.message });
}
