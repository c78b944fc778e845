import { GatewayError } from '../model/http/gateway-error.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import type { TracedStages } from '../observability/stage-trace.ts';
import { logFailure, logMethodResponse } from './logs/execution-log-lines.ts';
import { renderFault } from './responses/errors.ts';
import { answerFromCache } from './stages/answer-from-cache.ts';
import { authorize } from './stages/authorize.ts';
import { beginExecution } from './stages/begin-execution.ts';
import { checkLimits } from './stages/check-limits.ts';
import { beginDrill, drillIntegration, failAuthorizer, failThrottle } from './drill-stages.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';
import { keepInCache } from './stages/keep-in-cache.ts';
import { mapIntegrationRequest } from './stages/map-integration-request.ts';
import { mapIntegrationResponse } from './stages/map-integration-response.ts';
import { mapMethodResponse } from './stages/map-method-response.ts';
import { matchRoute } from './stages/match-route.ts';
import type { Passage } from './stages/passage.ts';
import { receiveBody } from './stages/receive-body.ts';
import { requireApiKey } from './stages/require-api-key.ts';
import type { PipelineStage } from './stages/stage.ts';
import { throttle } from './stages/throttle.ts';
import { validateRequest } from './stages/validate-request.ts';

/** The execution of a method until there is an answer: all that TestInvokeMethod runs. */
export const executionPipeline: readonly PipelineStage[] = [
  beginExecution,
  validateRequest,
  answerFromCache,
  mapIntegrationRequest,
  invokeIntegration,
  mapIntegrationResponse,
];

/**
 * What a request passes through until there is an answer, in AWS's order (docs/aws/rest-api-observed.md#order,
 * docs/aws/rest-api.md#order-of-evaluation). The authorizer comes before the API key because it may supply it. What a stage throws becomes
 * a gateway response; integration responses never see it.
 */
export const restPipeline: readonly PipelineStage[] = [
  checkLimits,
  receiveBody,
  matchRoute,
  authorize,
  requireApiKey,
  throttle,
  ...executionPipeline,
];

/** `restPipeline` as the record names it. */
export const restStages: TracedStages = {
  names: [
    'request',
    'request',
    'route',
    'authorizer',
    'apiKey',
    'throttle',
    'validation',
    'validation',
    'cache',
    'integrationRequest',
    'integration',
    'integrationResponse',
  ],
  lastOwn: 9,
};

/** `restPipeline` while drills are on. */
export const drilledPipeline: readonly PipelineStage[] = [
  checkLimits,
  receiveBody,
  matchRoute,
  beginDrill,
  failAuthorizer,
  authorize,
  requireApiKey,
  failThrottle,
  throttle,
  beginExecution,
  validateRequest,
  answerFromCache,
  mapIntegrationRequest,
  drillIntegration,
  invokeIntegration,
  mapIntegrationResponse,
];

export const drilledStages: TracedStages = {
  names: [
    'request',
    'request',
    'route',
    'route',
    'authorizer',
    'authorizer',
    'apiKey',
    'throttle',
    'throttle',
    'validation',
    'validation',
    'cache',
    'integrationRequest',
    'integration',
    'integration',
    'integrationResponse',
  ],
  lastOwn: 12,
};

/** What the method's answer passes through on its way out, wherever it came from. */
const responsePipeline: readonly PipelineStage[] = [keepInCache, mapMethodResponse];

/**
 * Runs the stages until one has an answer, then those of the way out. A refusal or failure becomes the response that clients see; rejects only
 * for a defect of the emulator's own.
 */
export async function runPipeline(stages: readonly PipelineStage[], passage: Passage): Promise<ClientResponse> {
  const { api, call } = passage;
  const { trace } = call;
  try {
    let index = 0;
    for (const stage of stages) {
      if (trace) trace.reached = index;
      const pending = stage(passage);
      if (pending) await pending;
      if (trace && (pending || index === trace.stages.lastOwn)) trace.mark(index);
      if (passage.response) break;
      index += 1;
    }
    for (const stage of responsePipeline) {
      const pending = stage(passage);
      if (pending) await pending;
    }
    const response = passage.clientResponse;
    call.facts.statusCode = response.statusCode;
    logMethodResponse(call, response);
    return response;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const response = renderFault(call, error, api.gatewayResponses);
    call.facts.statusCode = response.statusCode;
    logFailure(call, error, response.statusCode);
    return response;
  }
}
