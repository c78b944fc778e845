import { BackendError } from '../../integrations/contract.ts';
import type { BackendErrorKind } from '../../integrations/contract.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

const GATEWAY_ERRORS: Readonly<Record<BackendErrorKind, GatewayErrorType>> = {
  timeout: 'INTEGRATION_TIMEOUT',
  unreachable: 'INTEGRATION_FAILURE',
  tls: 'INTEGRATION_FAILURE',
  aborted: 'INTEGRATION_FAILURE',
  'invalid-address': 'API_CONFIGURATION_ERROR',
  'no-endpoint': 'API_CONFIGURATION_ERROR',
  'too-large': 'API_CONFIGURATION_ERROR',
};

/**
 * What the client gets when the backend cannot be called (docs/aws/rest-api-observed.md#error-catalogue). Other errors come back as they
 * are.
 */
export function backendFailure(error: unknown, towards: 'aws' | 'http'): unknown {
  if (!(error instanceof BackendError)) return error;
  if (error.kind === 'invalid-address') return invalidAddress(error.message, error);
  const kind = GATEWAY_ERRORS[error.kind];
  // The network text is that of HTTP backends; service calls say what every internal error says
  // (docs/aws/rest-api.md#gateway-response-types).
  const clientMessage =
    towards === 'aws' && kind === 'INTEGRATION_FAILURE' ? { clientMessage: 'Internal server error' } : {};
  return new GatewayError(kind, { reason: error.message, cause: error, ...clientMessage });
}

/** Recorded: docs/aws/rest-api-observed.md#http. */
export function invalidAddress(detail: string, cause?: unknown): GatewayError {
  return new GatewayError('API_CONFIGURATION_ERROR', { reason: `Invalid endpoint address: ${detail}`, cause });
}
