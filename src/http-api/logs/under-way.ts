import { type ExchangeUnderWay, runningMs, stageUnderWay } from '../../observability/under-way.ts';
import type { HttpExchange } from '../call/exchange.ts';

/** What is known of a request that has not ended. */
export function exchangeUnderWay(exchange: HttpExchange): ExchangeUnderWay {
  const { client, deployment, route, call, trace, requestId, startedAt } = exchange;
  const stage = stageUnderWay(trace, exchange.result !== undefined || exchange.failure !== undefined);
  return {
    id: requestId,
    api: deployment.api.name,
    apiType: 'http',
    startedAt,
    runningMs: runningMs(trace),
    method: client.method,
    path: client.rawPath,
    ...(client.rawQuery === '' ? {} : { query: client.rawQuery }),
    ...(route && { routeKey: route.routeKey, target: route.target }),
    ...(stage !== undefined && { stage }),
    ...(call.event !== undefined && { event: call.event }),
  };
}
