import type { WebSocketApi } from '../../model/definition/websocket-api.ts';
import type { ReadUnderWay } from '../../observability/under-way.ts';
import type { Call } from './call.ts';
import type { WebSocketApiServices } from './services.ts';

/** The facts of one deployment of an API that every call may look at. */
export interface Deployment {
  readonly api: WebSocketApi;
  readonly services: WebSocketApiServices;
  /** `{apiId}.execute-api.{region}.amazonaws.com`. */
  readonly executeApiHost: string;
  /** The stage's variables as events have them; absent where there are none. */
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  /** Tells the journal what is known of an event that has not ended. */
  readonly readUnderWay: ReadUnderWay<Call>;
  /** `requestTime` of events, from milliseconds since the epoch. */
  readonly requestTime: (milliseconds: number) => string;
}
