import { GatewayError } from '../../model/http/gateway-error.ts';
import { passOrRefuse } from '../../traffic/contract.ts';
import type { Passage } from './passage.ts';

/** Takes a token of the method's limit on the stage, each verb of each resource having its own bucket (docs/aws/rest-api.md#throttling). */
export function throttle({ matched: { call, method } }: Passage): void | Promise<void> {
  const { key, throttle: limit } = method.settings(call.httpMethod);
  return passOrRefuse(
    call.deployment.services.rate.take(key, limit),
    () => new GatewayError('THROTTLED', { reason: `The stage allows no further request to ${key} now` }),
  );
}
