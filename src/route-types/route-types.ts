import type { Api } from '../model/definition/api.ts';
import type { Model } from '../model/definition/model.ts';
import { modelTypes, type ModelTypes } from './model-types.ts';
import { indented, memberName, text } from './names.ts';
import { httpShape, restShape, type RouteShape, webSocketShape } from './route-shapes.ts';
import { SHARED_TYPES } from './shared-types.ts';
import { TypeNames } from './type-names.ts';

const HEAD = `// Types of the APIs' routes, made by "gw-emulate types". Changes are lost: change the definition and make it again.
/* eslint-disable */
`;

/** TypeScript types of every route of a definition, for handlers and for clients. The same definition gives the same text. */
export function routeTypes({ apis }: Pick<Model, 'apis'>): string {
  const names = new TypeNames();
  const parts = apis.map((api) => {
    const models = modelTypes(api.name, api.type === 'http' ? {} : api.models, names);
    return { api, models, routes: shapesOf(api, models) };
  });
  const declarations = parts.flatMap(({ models }) => models.declarations);
  const members = parts.map(
    ({ api, routes }) =>
      `/** ${apiKind(api)} */\n${memberName(api.name)}: {\n  ${routes.map((route) => indented(routeMember(route))).join('\n  ')}\n};`,
  );
  const table = `/** Every route by API and route key. */\nexport interface Apis {\n  ${members.map(indented).join('\n  ')}\n}\n`;
  return [HEAD, ...declarations, table, SHARED_TYPES].join('\n').replaceAll('{\n  \n  }', '{}');
}

function apiKind({ type, stage }: Api): string {
  const kind = { http: 'HTTP API', rest: 'REST API', websocket: 'WebSocket API' }[type];
  return `${kind}, stage ${stage.name}.`.replaceAll('*/', '*\\/');
}

function shapesOf(api: Api, models: ModelTypes): RouteShape[] {
  switch (api.type) {
    case 'http':
      return api.routes.map((route) => httpShape(route, api));
    case 'rest':
      return api.methods.map((method) => restShape(method, api, models));
    default:
      return api.routes.map((route) => webSocketShape(route, api, models));
  }
}

function routeMember(route: RouteShape): string {
  const { key, path, query, headers, body, authorizer } = route;
  const lines = [
    `path: ${path};`,
    `query: ${query};`,
    `headers: ${headers};`,
    `body: ${body};`,
    `authorizer: ${authorizer};`,
    `event: ${eventType(route)};`,
    `response: ${responseType(route)};`,
  ];
  return `${text(key)}: {\n  ${lines.map(indented).join('\n  ')}\n};`;
}

function eventType({ event, key, path, query, headers, authorizer }: RouteShape): string {
  switch (event) {
    case 'HttpEvent':
      return `HttpEvent<${text(key)}, ${path}, ${query}, ${authorizer}>`;
    case 'ProxyEvent':
      return `ProxyEvent<${path}, ${query}, ${headers}, ${authorizer}>`;
    case 'WebSocketEvent':
      return `WebSocketEvent<${text(key)}, ${query}, ${headers}, ${authorizer}>`;
    default:
      // A template or a service makes it out of the request.
      return 'unknown';
  }
}

function responseType({ responses }: RouteShape): string {
  const known = responses.filter(([status]) => /^\d{3}$/.test(status));
  if (known.length === 0) return '{ status: number; body: unknown }';
  return known.map(([status, body]) => `{ status: ${status}; body: ${body} }`).join(' | ');
}
