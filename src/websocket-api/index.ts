export { compileWebSocketApi } from './websocket-api.ts';
export { Connections } from './connection-store.ts';
export type { ConnectionStore } from './connection-store.ts';
export type { Connection, Transport } from './connection.ts';
export type { Handshake, IncomingData, WebSocketFrontEnd } from './front-end.ts';
export type { WebSocketApiServices } from './services.ts';
