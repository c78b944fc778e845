import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { CompiledIntegration } from './contract.ts';

/** An integration whose URI names nothing that its type can call: every use of it is a configuration error, as on AWS. */
export function withoutTarget(integration: Integration): CompiledIntegration {
  const reason = `the ${integration.type} integration has no usable target (uri: ${integration.uri ?? 'none'})`;
  return {
    target: integration.type,
    run: () => Promise.reject(new GatewayError('API_CONFIGURATION_ERROR', { reason })),
  };
}
