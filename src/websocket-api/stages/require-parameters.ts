import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ConnectCall } from '../call/call.ts';

/**
 * Parameters that `$connect` declares as required; a handshake without one is refused with 400 (docs/aws/websocket-api.md#request-side).
 */
export function requireParameters(call: ConnectCall): void {
  const missing = (call.route?.requiredParameters ?? []).filter((parameter) => !isPresent(parameter, call));
  if (missing.length === 0) return;
  const names = missing.map((parameter) => parameter.slice(parameter.lastIndexOf('.') + 1)).join(', ');
  throw new GatewayError('BAD_REQUEST_PARAMETERS', {
    clientMessage: `Missing required request parameters: [${names}]`,
    validationErrorString: `Missing required request parameters: [${names}]`,
  });
}

function isPresent(parameter: string, call: ConnectCall): boolean {
  const [, , kind] = parameter.split('.', 3);
  const name = parameter.split('.').slice(3).join('.');
  if (kind === 'querystring') return call.facts.query !== undefined && Object.hasOwn(call.facts.query.single, name);
  return firstHeader(call.client.headers, name) !== undefined;
}
