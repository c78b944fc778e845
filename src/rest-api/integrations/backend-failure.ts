import { BackendError } from '../../integrations/contract.ts';
import { GatewayError } from '../../model/gateway-error.ts';

/** What the client gets when the backend cannot be called (rest-api-observed 4.2). Other errors come back as they are. */
export function backendFailure(error: unknown, towards: 'aws' | 'http'): unknown {
  if (!(error instanceof BackendError)) return error;
  const options = { reason: error.message, cause: error };
  switch (error.kind) {
    case 'timeout':
      return new GatewayError('INTEGRATION_TIMEOUT', options);
    case 'unreachable':
    case 'tls':
    case 'aborted':
      return new GatewayError(
        'INTEGRATION_FAILURE',
        towards === 'aws' ? { ...options, clientMessage: 'Internal server error' } : options,
      );
    case 'invalid-address':
      return invalidAddress(error.message, error);
    case 'no-endpoint':
    case 'too-large':
      return new GatewayError('API_CONFIGURATION_ERROR', options);
  }
}

/** Recorded: rest-api-observed 9. */
export function invalidAddress(detail: string, cause?: unknown): GatewayError {
  return new GatewayError('API_CONFIGURATION_ERROR', { reason: `Invalid endpoint address: ${detail}`, cause });
}
