import type { Call, RoutedCall } from './call/call.ts';
import { logMethodRequest } from './logs/execution-log-lines.ts';
import type { Awaitable, MethodResponse } from './call/results.ts';
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
 * supply it. What a stage throws becomes a gateway response; integration responses never see it. There is a promise only where somebody is
 * waited for.
 */
export function runPipeline(call: Call): Awaitable<MethodResponse> {
  checkLimits(call);
  return call.client.body === null ? admit(call) : receiveBody(call).then(() => admit(call));
}

function admit(call: Call): Awaitable<MethodResponse> {
  const routed = matchRoute(call);
  const asked = authorize(routed);
  return asked === undefined ? serve(routed) : asked.then(() => serve(routed));
}

function serve(call: RoutedCall): Awaitable<MethodResponse> {
  requireApiKey(call);
  throttle(call);
  return executeMethod(call);
}

/** The part of it that TestInvokeMethod runs: without route, authorizer, key and throttle. */
export function executeMethod(call: RoutedCall): Awaitable<MethodResponse> {
  logMethodRequest(call);
  validateRequest(call);
  return answerFromCache(call, integrate);
}

function integrate(call: RoutedCall): Awaitable<MethodResponse> {
  const send = mapIntegrationRequest(call);
  const result = invokeIntegration(call, send);
  return result instanceof Promise
    ? result.then((late) => mapIntegrationResponse(call, late))
    : mapIntegrationResponse(call, result);
}
