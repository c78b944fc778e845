import { parseInterpolation } from '../mapping/parameters/index.ts';
import type { WebSocketApi } from '../model/websocket-api.ts';
import type { Call } from './call.ts';
import { logContextOf } from './context.ts';
import type { Deployment } from './deployment.ts';
import { memberText, sourcesOf } from './expressions.ts';
import type { WebSocketApiServices } from './services.ts';

/** Writes one line for each event; variables without a value print `-` (observed, section 11). Absent where the stage has no access log. */
export function compileAccessLog(api: WebSocketApi, services: WebSocketApiServices): AccessLog | undefined {
  const settings = api.stage.accessLog;
  if (!settings) return undefined;
  const write = services.accessLogs.open(settings);
  const format = parseInterpolation(settings.format, { missing: '-' });
  return (call, deployment) => {
    const context = logContextOf(call, deployment);
    write(format.evaluate({ ...sourcesOf({ call, deployment }), context: (name) => memberText(context, name) }));
  };
}

type AccessLog = (call: Call, deployment: Deployment) => void;
