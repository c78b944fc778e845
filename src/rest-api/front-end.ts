import type { FrontEnd } from '../model/http/front-end.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import { Call } from './call/call.ts';
import type { Deployment } from './call/deployment.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { conclude } from './logs/conclude.ts';
import { logFailure, logMethodResponse } from './logs/execution-log-lines.ts';
import { executionPipeline, restPipeline, runPipeline } from './pipeline.ts';
import { renderFault } from './responses/errors.ts';
import { Passage } from './stages/passage.ts';
import type { PipelineStage } from './stages/stage.ts';

/** A request in, a response out; what happened goes to the journal and the logs. */
export function frontEndOf(api: CompiledApi): FrontEnd {
  const { deployment, accessLog } = api;
  return {
    async handle(request) {
      const call = new Call(deployment, request, isForCanary(deployment));
      const response = await answer(new Passage(api, call), restPipeline);
      return conclude(call, response, accessLog);
    },
  };
}

/** Runs one method as TestInvokeMethod does: nobody is asked for credentials or keys. */
export function runMethod(passage: Passage): Promise<ClientResponse> {
  return answer(passage, executionPipeline);
}

async function answer(passage: Passage, stages: readonly PipelineStage[]): Promise<ClientResponse> {
  const { api, call } = passage;
  try {
    const response = await runPipeline(stages, passage);
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

function isForCanary({ api, services }: Deployment): boolean | undefined {
  return api.canary && services.random() * 100 < api.canary.percentTraffic;
}
