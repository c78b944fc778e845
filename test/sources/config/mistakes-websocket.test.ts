import { expect, test } from 'vitest';
import { webSocketApi, loadText, said } from './reading.ts';

// Mistakes in WebSocket APIs: what the user reads, word for word, with its place.
test.each([
  [
    'a WebSocket API without an expression',
    'apis:\n  chat: { type: websocket }\n',
    '2:3 apis.chat needs "routeSelectionExpression": an expression such as $request.body.action',
  ],
  [
    'an authorizer on a message route',
    webSocketApi(
      '    authorizers:\n      ticket: { type: request, function: list }\n    routes:\n      send: { function: create, authorizer: ticket }\n',
    ),
    '11:45 apis.chat.routes.send has an authorizer, which AWS takes on $connect only',
  ],
  [
    'a route that begins with a dollar',
    webSocketApi('    routes:\n      $conect: list\n'),
    '9:7 the route "$conect" begins with $, which only $connect, $disconnect, $default do -> Did you mean "$connect"?',
  ],
  [
    'an identity source of an HTTP API',
    webSocketApi(
      '    authorizers:\n      ticket: { type: request, function: list, identitySource: [$request.querystring.t] }\n',
    ),
    '9:65 apis.chat.authorizers.ticket.identitySource must be route.request.header.X, route.request.querystring.X, context.X or stageVariables.X, found "$request.querystring.t"',
  ],
  [
    'simple responses in a WebSocket API',
    webSocketApi('    authorizers:\n      ticket: { type: request, function: list, simpleResponses: true }\n'),
    '9:48 apis.chat.authorizers.ticket cannot have "simpleResponses" -> WebSocket authorizers answer with a policy.',
  ],
  [
    'limits above those of AWS',
    webSocketApi('    limits: { messageBytes: 1000000 }\n'),
    '8:29 apis.chat.limits.messageBytes must be an integer from 1 to 131,072 (bytes), found 1000000',
  ],
  [
    'a response key without slashes',
    webSocketApi('    routes:\n      $default: { integration: { type: mock, responses: { "200": {} } } }\n'),
    '9:59 "200" in responses must be $default, or a pattern between slashes such as /4\\d\\d/',
  ],
  [
    'a cached WebSocket authorizer',
    webSocketApi('    authorizers:\n      ticket: { type: request, function: list, ttl: 60 }\n'),
    '9:53 warning: apis.chat.authorizers.ticket.ttl has no effect: WebSocket APIs ask their authorizer at every handshake',
  ],
  [
    'an API key on a message route',
    webSocketApi('    routes:\n      send: { function: list, apiKeyRequired: true }\n'),
    '9:47 apis.chat.routes.send wants an API key, which AWS takes on $connect only',
  ],
  [
    'a parameter that handshakes do not have',
    webSocketApi(
      '    routes:\n      $connect: { function: list, requestParameters: { method.request.header.A: true } }\n',
    ),
    '9:56 a key of apis.chat.routes.$connect.requestParameters must be route.request.querystring.X or route.request.header.X, found "method.request.header.A"',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});
