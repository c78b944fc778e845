import type { SampleKind } from './contract.ts';

const TOKEN = ['$request.header.Authorization'];

export const SAMPLE_KINDS = {
  http: request('HTTP API, payload 2.0', ({ route }) => http(route, { function: 'handler' })),
  'http-v1': request('HTTP API, payload 1.0', ({ route }) =>
    http(route, { function: 'handler', payloadFormatVersion: '1.0' }),
  ),
  rest: request('REST API, proxy integration', ({ route }) => rest(route, {})),
  'websocket-connect': socket('connect', '$connect of a WebSocket API'),
  'websocket-message': socket('message', 'a message of a WebSocket API'),
  'websocket-disconnect': socket('disconnect', '$disconnect of a WebSocket API'),
  'authorizer-token': authorizer('REST API, TOKEN authorizer', ({ route }) =>
    rest(route, { who: { type: 'token', function: 'authorize' } }),
  ),
  'authorizer-request': authorizer('REST API, REQUEST authorizer', ({ route }) =>
    rest(route, {
      who: { type: 'request', function: 'authorize', identitySource: 'method.request.header.Authorization' },
    }),
  ),
  'authorizer-http': authorizer('HTTP API, Lambda authorizer, payload 2.0', ({ route }) =>
    httpWithAuthorizer(route, '2.0'),
  ),
  'authorizer-http-v1': authorizer('HTTP API, Lambda authorizer, payload 1.0', ({ route }) =>
    httpWithAuthorizer(route, '1.0'),
  ),
  'authorizer-websocket': {
    says: 'WebSocket API, authorizer of $connect',
    sends: 'connect',
    receives: 'authorize',
    api: () => webSocketWithAuthorizer(),
  },
  'function-url': {
    says: 'function URL',
    sends: 'function-url',
    receives: 'handler',
    api: () => http('$default', { function: 'handler' }),
  },
} as const satisfies Record<string, SampleKind>;

export type SampleKindName = keyof typeof SAMPLE_KINDS;

function request(says: string, api: SampleKind['api']): SampleKind {
  return { says, sends: 'request', receives: 'handler', api };
}

function authorizer(says: string, api: SampleKind['api']): SampleKind {
  return { says, sends: 'request', receives: 'authorize', api };
}

function socket(sends: 'connect' | 'message' | 'disconnect', says: string): SampleKind {
  const routes = { $connect: 'handler', $disconnect: 'handler', $default: 'handler' };
  return { says, sends, receives: 'handler', api: ({ route }) => webSocket({ ...routes, [route]: 'handler' }) };
}

function http(route: string, target: object): object {
  return { type: 'http', routes: { [route]: target } };
}

function httpWithAuthorizer(route: string, payloadFormatVersion: '1.0' | '2.0'): object {
  const who = { type: 'request', function: 'authorize', identitySource: TOKEN, payloadFormatVersion };
  const routes = { [route]: { function: 'handler', authorizer: 'who' } };
  return { type: 'http', authorizers: { who }, routes };
}

function rest(route: string, authorizers: object): object {
  const target = 'who' in authorizers ? { function: 'handler', authorizer: 'who' } : 'handler';
  return { type: 'rest', stage: 'dev', authorizers, routes: { [route]: target } };
}

function webSocket(routes: object, authorizers: object = {}): object {
  const routeSelectionExpression = '$request.body.action';
  return { type: 'websocket', stage: 'dev', routeSelectionExpression, authorizers, routes };
}

function webSocketWithAuthorizer(): object {
  const who = { type: 'request', function: 'authorize', identitySource: ['route.request.header.Authorization'] };
  return webSocket({ $connect: { function: 'handler', authorizer: 'who' } }, { who });
}

export function isSampleKind(text: string): text is SampleKindName {
  return Object.hasOwn(SAMPLE_KINDS, text);
}
