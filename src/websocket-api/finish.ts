import type { ClientResponse } from '../model/messages.ts';
import type { Exchange } from '../observability/exchange.ts';
import type { Call } from './call.ts';
import { statusOf } from './context.ts';
import type { Deployment } from './deployment.ts';

/** A call is over: its exchange goes to the journal, its line to the access log. */
export function finish(call: Call, deployment: Deployment, response?: ClientResponse): void {
  const { api, services, logAccess } = deployment;
  const { record } = call;
  const exchange: Exchange = {
    id: call.requestId,
    api: api.name,
    apiType: 'websocket',
    startedAt: call.time,
    durationMs: services.clock.now() - call.time,
    method: call.eventType,
    path: call.eventType === 'CONNECT' ? call.client.rawPath : call.connection.id,
    ...(call.route ? { routeKey: call.route.routeKey } : {}),
    ...(record.target === undefined ? {} : { target: record.target }),
    statusCode: response?.statusCode ?? statusOf(call),
    ...(call.eventType === 'CONNECT' ? { request: call.client } : {}),
    ...(response ? { response } : {}),
    ...(record.event === undefined ? {} : { event: record.event }),
    ...(record.result ? { result: record.result } : {}),
    ...(record.error ? { reason: record.error.message } : {}),
  };
  services.journal.add(exchange);
  logAccess?.(call, deployment);
}
