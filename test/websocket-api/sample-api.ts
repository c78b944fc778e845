import { integrationDefaults } from '../../src/model/definition/integration-defaults.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { WebSocketApi, WebSocketRoute } from '../../src/model/definition/websocket-api.ts';

/** A WebSocket API like the reference's samples; `routes` by key, `over` for whatever else a test needs. */
export function sampleApi(
  routes: Readonly<Record<string, Partial<WebSocketRoute>>>,
  over: Partial<WebSocketApi> = {},
): WebSocketApi {
  return {
    type: 'websocket',
    name: 'chat',
    id: 'a1b2c3d4e5',
    port: 0,
    stage: { name: 'dev', variables: {}, deploymentId: 'abcdef' },
    disableExecuteApiEndpoint: false,
    routeSelectionExpression: '$request.body.action',
    apiKeySelectionExpression: '$request.header.x-api-key',
    authorizers: {},
    models: {},
    apiKeys: [],
    usagePlans: [],
    routes: Object.entries(routes).map(([routeKey, route]) => ({ ...plainRoute, ...route, routeKey })),
    limits: { messageBytes: 131_072, frameBytes: 32_768, idleSeconds: 600, maximumSeconds: 7200 },
    ...over,
  };
}

/** A Lambda proxy integration. */
export function proxyTo(functionName: string, over: Partial<Integration> = {}): Integration {
  return { ...integrationDefaults('websocket'), type: 'AWS_PROXY', lambda: { functionName }, ...over };
}

export function integration(type: Integration['type'], over: Partial<Integration> = {}): Integration {
  return { ...integrationDefaults('websocket'), type, ...over };
}

const plainRoute: Omit<WebSocketRoute, 'routeKey'> = {
  authorization: { type: 'NONE' },
  apiKeyRequired: false,
  routeResponse: false,
  requestModels: {},
  requestParameters: {},
};
