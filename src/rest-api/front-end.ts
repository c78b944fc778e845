import type { FrontEnd } from '../model/http/front-end.ts';
import type { ClientResponse } from '../model/http/messages.ts';
import { StageTrace } from '../observability/stage-trace.ts';
import { Call } from './call/call.ts';
import type { Deployment } from './call/deployment.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { conclude } from './logs/conclude.ts';
import { callUnderWay } from './logs/under-way.ts';
import { drilledPipeline, drilledStages, restPipeline, restStages, runPipeline } from './pipeline.ts';
import { Passage } from './stages/passage.ts';

/** A request in, a response out; what happened goes to the journal and the logs. */
export function frontEndOf(api: CompiledApi): FrontEnd {
  const { deployment, accessLog } = api;
  return {
    async handle(request) {
      const call = new Call(deployment, request, isForCanary(deployment));
      const { drills, journal } = deployment.services;
      journal.begun?.(call, callUnderWay);
      try {
        if (drills?.on === true) return await handleDrilled(call, api);
        call.trace = new StageTrace(restStages);
        const response = await runPipeline(restPipeline, new Passage(api, call));
        return conclude(call, response, accessLog);
      } catch (error) {
        journal.lost?.(call);
        throw error;
      }
    },
  };
}

/** The same while drills are on. */
async function handleDrilled(call: Call, api: CompiledApi): Promise<ClientResponse> {
  call.trace = new StageTrace(drilledStages);
  const response = await runPipeline(drilledPipeline, new Passage(api, call));
  return conclude(call, call.drill?.answer(response) ?? response, api.accessLog);
}

function isForCanary({ api, services }: Deployment): boolean | undefined {
  return api.canary && services.random() * 100 < api.canary.percentTraffic;
}
