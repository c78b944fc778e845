import { MAX_CONNECTION_SECONDS, MAX_FRAME_BYTES, MAX_IDLE_SECONDS, MAX_MESSAGE_BYTES } from './limits.ts';
import type { WebSocketLimits } from './websocket-api.ts';

/** What holds where the configuration sets nothing lower. */
export const WEBSOCKET_LIMITS: WebSocketLimits = {
  messageBytes: MAX_MESSAGE_BYTES,
  frameBytes: MAX_FRAME_BYTES,
  idleSeconds: MAX_IDLE_SECONDS,
  maximumSeconds: MAX_CONNECTION_SECONDS,
};
