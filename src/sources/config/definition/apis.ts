import { keysLike } from './input-ids.ts';
import {
  MAX_CONNECTION_SECONDS,
  MAX_FRAME_BYTES,
  MAX_IDLE_SECONDS,
  MAX_MESSAGE_BYTES,
} from '../../../model/definition/limits.ts';
import { boolean, choice, integer, map, number, record, scalar, tagged, text } from '../shape/shape.ts';
import {
  apiFields,
  documentField,
  logLevel,
  modelFields,
  mutualTlsField,
  policyDocument,
  scopesField,
  securityFields,
} from './api.ts';
import { ROUTE_KEY_PATTERNS } from '../check/route-keys.ts';
import { httpAuthorizer, restAuthorizer, websocketAuthorizer } from './authorizers.ts';
import { cors } from './cors.ts';
import { apiKeys, methodSettings, usagePlans } from './plans.ts';
import { httpRoute, requestValidator, requestValidators, restRoute, websocketRoute } from './routes.ts';
import { textMap, texts } from './common-shapes.ts';

const httpApi = record('HTTP API', 'An HTTP API.', {
  ...apiFields,
  ...documentField,
  ...mutualTlsField,
  ...scopesField,
  cors,
  authorizers: map('Authorizers by name.', httpAuthorizer),
  routes: {
    ...map('Route keys (GET /pets/{id}, ANY /{proxy+}, $default) and their targets.', httpRoute),
    schemaKeys: ROUTE_KEY_PATTERNS.http,
  },
  trailingSlash: choice('strict (default): /pets/ is not /pets. ignore: it is.', ['strict', 'ignore']),
});

const gatewayResponse = record('gateway response', "The gateway's own answer.", {
  statusCode: scalar('Status code. Default: that of the type.', {
    pattern: '^[2-5][0-9][0-9]$',
    wanted: 'a status code from 200 to 599',
  }),
  responseParameters: textMap('gatewayresponse.header.X -> where the value comes from.'),
  responseTemplates: map('Media type -> text with $context variables.', text('')),
});

const canary = record(
  'canary',
  'A share of the requests with other stage variables.',
  {
    percentTraffic: number('Share of the requests.', { min: 0, max: 100, unit: 'percent' }),
    stageVariableOverrides: textMap('Stage variables of canary requests, above the others.'),
    useStageCache: boolean("Whether canary requests use the stage's cache."),
  },
  ['percentTraffic'],
);

const restApi = record('REST API', 'A REST API.', {
  ...apiFields,
  ...documentField,
  ...securityFields,
  ...mutualTlsField,
  ...scopesField,
  ...modelFields,
  cors,
  authorizers: map('Authorizers by name.', restAuthorizer),
  routes: {
    ...map('Methods and paths (GET /pets/{id}, ANY /{proxy+}) and their targets.', restRoute),
    schemaKeys: ROUTE_KEY_PATTERNS.rest,
  },
  requestValidators,
  requestValidator,
  gatewayResponses: map('Response type (DEFAULT_4XX, UNAUTHORIZED …) -> response.', gatewayResponse),
  binaryMediaTypes: texts('Media types that are bytes: image/png, */*.'),
  minimumCompressionSize: integer('Responses of this size or more are compressed.', {
    min: 0,
    max: 10_485_760,
    unit: 'bytes',
  }),
  apiKeySource: choice('Where the API key comes from.', ['HEADER', 'AUTHORIZER'], { anyCase: true }),
  apiKeys,
  usagePlans,
  policy: policyDocument,
  endpointType: choice('As access logs and events show it.', ['REGIONAL', 'EDGE', 'PRIVATE'], { anyCase: true }),
  methodSettings,
  cacheClusterEnabled: boolean('The stage has a cache.'),
  cacheClusterSize: scalar('Size of the cache. It decides the price only. Default: 0.5.', {
    pattern: '^(?:0\\.5|1\\.6|6\\.1|13\\.5|28\\.4|58\\.2|118|237)$',
    wanted: '0.5, 1.6, 6.1, 13.5, 28.4, 58.2, 118 or 237 (GB)',
  }),
  canary,
  executionLog: logLevel,
});

const limits = record('limits', "AWS's own limits, or lower ones to test with.", {
  messageBytes: integer('Size of a message.', { min: 1, max: MAX_MESSAGE_BYTES, unit: 'bytes' }),
  frameBytes: integer('Size of a frame.', { min: 1, max: MAX_FRAME_BYTES, unit: 'bytes' }),
  idleSeconds: number('How long a connection may be silent.', { min: 0.001, max: MAX_IDLE_SECONDS, unit: 'seconds' }),
  maximumSeconds: number('How long a connection may last.', {
    min: 0.001,
    max: MAX_CONNECTION_SECONDS,
    unit: 'seconds',
  }),
});

const websocketApi = record(
  'WebSocket API',
  'A WebSocket API.',
  {
    ...apiFields,
    ...modelFields,
    routeSelectionExpression: text('Which route a message goes to: $request.body.action.', {
      wanted: 'an expression such as $request.body.action',
    }),
    apiKeySelectionExpression: choice('Where the API key comes from.', [
      '$request.header.x-api-key',
      '$context.authorizer.usageIdentifierKey',
    ]),
    authorizers: map('Authorizers by name.', websocketAuthorizer),
    routes: map('$connect, $disconnect, $default and keys of your own, and their targets.', websocketRoute),
    apiKeys,
    usagePlans,
    limits,
  },
  ['routeSelectionExpression'],
);

export const apis = map(
  'The APIs by name. They get ports in the order of the file.',
  tagged('An API.', { http: httpApi, rest: restApi, websocket: websocketApi }),
  { pattern: keysLike('[A-Za-z0-9_-]+'), wanted: 'letters, digits, _ and -' },
);

export type HttpApiDefinition = typeof httpApi;
export type RestApiDefinition = typeof restApi;
export type WebSocketApiDefinition = typeof websocketApi;
