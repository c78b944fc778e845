import { parseInterpolation } from '../../mapping/parameters/index.ts';
import type { WebSocketApi } from '../../model/definition/websocket-api.ts';
import type { Call } from '../call/call.ts';
import { logContextOf } from '../transform/context-variables.ts';
import type { Deployment } from '../call/deployment.ts';
import { memberText, sourcesOf } from '../transform/expressions.ts';
import type { WebSocketApiServices } from '../call/services.ts';

export type AccessLogger = (call: Call, deployment: Deployment) => void;

/**
 * Writes one line for each event; variables without a value print `-` (observed: docs/aws/websocket-api.md#stages-and-logs). Absent where
 * the stage has no access log.
 */
export function compileAccessLog(api: WebSocketApi, services: WebSocketApiServices): AccessLogger | undefined {
  const settings = api.stage.accessLog;
  if (!settings) return undefined;
  const write = services.accessLogs.open(settings);
  const format = parseInterpolation(settings.format, { missing: '-' });
  return (call, deployment) => {
    const context = logContextOf(call, deployment);
    write(format.evaluate({ ...sourcesOf({ call, deployment }), context: (name) => memberText(context, name) }));
  };
}
