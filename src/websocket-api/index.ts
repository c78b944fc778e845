export { compileWebSocketApi } from './compile-websocket-api.ts';
export type { ConnectionStore } from './call/connection-store.ts';
export { Connections } from './call/connection-store.ts';
export type { Connection, Transport } from './call/connection.ts';
export type { DeployedWebSocketApi, Handshake, IncomingData, WebSocketFrontEnd } from './front-end.ts';
export type { WebSocketApiServices } from './call/services.ts';
