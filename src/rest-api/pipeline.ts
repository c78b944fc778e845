import type { Call, RoutedCall } from './call.ts';
import { logMethodRequest } from './execution-log-lines.ts';
import type { MethodResponse } from './integration-result.ts';
import { answerFromCache } from './stages/answer-from-cache.ts';
import { authorize } from './stages/authorize.ts';
import { checkLimits } from './stages/check-limits.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';
import { mapIntegrationRequest } from './stages/map-integration-request.ts';
import { mapIntegrationResponse } from './stages/map-integration-response.ts';
import { matchRoute } from './stages/match-route.ts';
import { receiveBody } from './stages/receive-body.ts';
import { requireApiKey } from './stages/require-api-key.ts';
import { throttle } from './stages/throttle.ts';
import { validateRequest } from './stages/validate-request.ts';

/**
 * What a request passes through, in AWS's order (rest-api-observed 1, rest-api 2.1). The authorizer comes before the API key because it may
 * supply it. What a stage throws becomes a gateway response; integration responses never see it.
 */
export async function runPipeline(call: Call): Promise<MethodResponse> {
  checkLimits(call);
  if (call.client.body !== null) await receiveBody(call);
  const routed = matchRoute(call);
  const asked = authorize(routed);
  if (asked) await asked;
  requireApiKey(routed);
  throttle(routed);
  return executeMethod(routed);
}

/** The part of it that TestInvokeMethod runs: without route, authorizer, key and throttle. */
export function executeMethod(call: RoutedCall): Promise<MethodResponse> {
  logMethodRequest(call);
  validateRequest(call);
  return answerFromCache(call, () => integrate(call));
}

async function integrate(call: RoutedCall): Promise<MethodResponse> {
  const send = mapIntegrationRequest(call);
  const result = await invokeIntegration(call, send);
  return mapIntegrationResponse(call, result);
}
