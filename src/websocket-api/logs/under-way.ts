import { type ExchangeUnderWay, type ReadUnderWay, runningMs, stageUnderWay } from '../../observability/under-way.ts';
import type { Call } from '../call/call.ts';

/** Tells what is known of an event of this API that has not ended. */
export function readUnderWay(api: string): ReadUnderWay<Call> {
  return (call): ExchangeUnderWay => {
    const { connection, record, requestId, route, time } = call;
    const stage = stageUnderWay(record.trace, false);
    return {
      id: requestId,
      api,
      apiType: 'websocket',
      startedAt: time,
      runningMs: runningMs(record.trace),
      method: call.eventType,
      path: call.eventType === 'CONNECT' ? call.client.rawPath : connection.id,
      ...(call.eventType === 'CONNECT' && call.client.rawQuery !== '' && { query: call.client.rawQuery }),
      ...(route && { routeKey: route.routeKey }),
      ...(record.target !== undefined && { target: record.target }),
      connectionId: connection.id,
      ...(stage !== undefined && { stage }),
      ...(record.event !== undefined && { event: record.event }),
    };
  };
}
