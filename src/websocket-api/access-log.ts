import type { WebSocketApi } from '../model/websocket-api.ts';
import type { Call } from './call.ts';
import type { Deployment } from './deployment.ts';
import type { WebSocketApiServices } from './services.ts';

export function compileAccessLog(
  _api: WebSocketApi,
  _services: WebSocketApiServices,
): ((call: Call, deployment: Deployment) => void) | undefined {
  return undefined;
}
