import { fail } from '../model/base/errors.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { TracedStages } from '../observability/stage-trace.ts';
import { renderFault } from './responses/errors.ts';
import type { HttpExchange } from './call/exchange.ts';
import type { IntegrationResult } from './call/results.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { answerPreflight } from './stages/answer-preflight.ts';
import { authorize } from './stages/authorize.ts';
import { beginDrill, drilledIntegration, failAuthorizer, failThrottle } from './drill-stages.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';
import { locateStage } from './stages/locate-stage.ts';
import { matchRoute } from './stages/match-route.ts';
import { refuseOversized } from './stages/refuse-oversized.ts';
import type { PipelineStage } from './stages/stage.ts';
import { throttle } from './stages/throttle.ts';

/** What a request to an HTTP API passes through. */
export const httpPipeline: readonly PipelineStage[] = [
  refuseOversized,
  locateStage,
  answerPreflight,
  matchRoute,
  authorize,
  throttle,
  invokeIntegration,
];

/** `httpPipeline` as the record names it. */
export const httpStages: TracedStages = {
  names: ['request', 'request', 'preflight', 'route', 'authorizer', 'throttle', 'integration'],
  lastOwn: 5,
};

/** `httpPipeline` while drills are on. */
export const drilledPipeline: readonly PipelineStage[] = [
  refuseOversized,
  locateStage,
  answerPreflight,
  matchRoute,
  beginDrill,
  failAuthorizer,
  authorize,
  failThrottle,
  throttle,
  drilledIntegration,
];

export const drilledStages: TracedStages = {
  names: [
    'request',
    'request',
    'preflight',
    'route',
    'route',
    'authorizer',
    'authorizer',
    'throttle',
    'throttle',
    'integration',
  ],
  lastOwn: 8,
};

/** Runs the stages until one has answered or refused. Rejects only for a defect of the emulator's own. */
export async function runPipeline(
  stages: readonly PipelineStage[],
  exchange: HttpExchange,
  api: CompiledApi,
): Promise<IntegrationResult> {
  const { trace } = exchange;
  try {
    let index = 0;
    for (const stage of stages) {
      if (trace) trace.reached = index;
      const pending = stage(exchange, api);
      if (pending) await pending;
      if (pending && trace) trace.mark(index);
      if (exchange.result) return exchange.result;
      index += 1;
    }
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return renderFault(exchange, error);
  }
  throw fail('PIPELINE_WITHOUT_ANSWER');
}
