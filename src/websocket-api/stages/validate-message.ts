import { GatewayError } from '../../model/http/gateway-error.ts';
import type { MessageCall } from '../call/call.ts';

/** The message against the model that its route chooses; a refused one invokes nothing (docs/aws/websocket-api.md#models). */
export function validateMessage(call: MessageCall): void {
  const problems = call.route?.messageModel?.(call.source) ?? [];
  if (problems.length === 0) return;
  const validationErrorString = `[${problems.join(', ')}]`;
  throw new GatewayError('BAD_REQUEST_BODY', {
    validationErrorString,
    reason: `the message does not fit its model: ${validationErrorString}`,
  });
}
