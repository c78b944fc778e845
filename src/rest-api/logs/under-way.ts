import { type ExchangeUnderWay, runningMs, stageUnderWay } from '../../observability/under-way.ts';
import type { Call } from '../call/call.ts';

/** What is known of a call that has not ended. */
export function callUnderWay(call: Call): ExchangeUnderWay {
  const { client, deployment, route, facts, trace, exchangeId, startedAt } = call;
  const stage = stageUnderWay(trace, facts.statusCode !== undefined);
  return {
    id: exchangeId,
    api: deployment.api.name,
    apiType: 'rest',
    startedAt,
    runningMs: runningMs(trace),
    method: client.method,
    path: client.rawPath,
    ...(client.rawQuery === '' ? {} : { query: client.rawQuery }),
    ...(route && { routeKey: route.method.routeKey, target: route.method.target }),
    ...(stage !== undefined && { stage }),
    ...(facts.event !== undefined && { event: facts.event }),
  };
}
