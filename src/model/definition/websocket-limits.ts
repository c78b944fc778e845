import type { WebSocketLimits } from './websocket-api.ts';

/** AWS's figures (websocket-api 9.1, 9.3). */
export const WEBSOCKET_LIMITS: WebSocketLimits = {
  messageBytes: 131_072,
  frameBytes: 32_768,
  idleSeconds: 600,
  maximumSeconds: 7200,
};
