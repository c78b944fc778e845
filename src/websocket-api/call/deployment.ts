import type { WebSocketApi } from '../../model/definition/websocket-api.ts';
import type { Call } from './call.ts';
import type { Routes } from '../deployment/compile-routes.ts';
import type { WebSocketApiServices } from './services.ts';

/** One compiled API: what every stage of every call may look at. */
export interface Deployment {
  readonly api: WebSocketApi;
  readonly services: WebSocketApiServices;
  readonly routes: Routes;
  /** `{apiId}.execute-api.{region}.amazonaws.com`. */
  readonly executeApiHost: string;
  /** The stage's variables as events have them; absent where there are none. */
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  /** `requestTime` of events, from milliseconds since the epoch. */
  readonly requestTime: (milliseconds: number) => string;
  /** Writes the call's access log line, if the stage has an access log. */
  readonly logAccess: ((call: Call, deployment: Deployment) => void) | undefined;
}
