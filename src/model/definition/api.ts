import type { HttpApi } from './http-api.ts';
import type { RestApi } from './rest-api.ts';
import type { WebSocketApi } from './websocket-api.ts';

export type Api = HttpApi | RestApi | WebSocketApi;
export type ApiType = Api['type'];
