import type { KeysOf } from './not-supported-yet.ts';

/** Keys that one may expect in a place, but that AWS does not have there either, or that stand elsewhere in this file. */
export const belongsElsewhere: KeysOf = {
  configuration: {
    authorizers: 'It belongs in an API: indent it below apis: and the name of the API.',
    cors: 'It belongs in an API: indent it below apis: and the name of the API.',
    handler: 'It belongs in a function: functions: { hello: handlers/hello.handler }.',
    openapi: 'It belongs in an API: indent it below apis: and the name of the API.',
    routes: 'It belongs in an API: indent it below apis: and the name of the API.',
    stage: 'It belongs in an API: indent it below apis: and the name of the API.',
    type: 'It belongs in an API: indent it below apis: and the name of the API.',
  },
  function: {
    events: 'Routes stand in an API, below apis:, and name the function: GET /hello: hello.',
  },
  'HTTP API': {
    apiKeys: 'HTTP APIs have no API keys; use a REST API.',
    binaryMediaTypes: 'HTTP APIs distinguish bytes and text by the content type.',
    gatewayResponses: 'The errors of HTTP APIs cannot be changed.',
    models: 'HTTP APIs do not validate bodies; use a REST API.',
    policy: 'HTTP APIs have no resource policies; use a REST API.',
    usagePlans: 'HTTP APIs have no usage plans; use a REST API.',
  },
  'REST API': {},
  'WebSocket API': {
    cors: 'WebSocket handshakes know no CORS.',
    openapi: 'WebSocket APIs have no OpenAPI form; write routes.',
    policy: 'WebSocket APIs have no resource policies.',
  },
  route: {
    apiKeyRequired: 'HTTP APIs have no API keys; use a REST API.',
    responseTransferMode: 'HTTP APIs do not stream; use a REST API.',
  },
  'REST route': {
    payloadFormatVersion: 'REST APIs always send payload 1.0.',
    responses: 'Write methodResponses, and the integration responses inside integration.',
  },
  'WebSocket route': {
    payloadFormatVersion: 'WebSocket APIs always send payload 1.0.',
    responseTransferMode: 'WebSocket APIs do not stream responses.',
    scopes: 'WebSocket APIs have no JWT authorizers.',
  },
  'WebSocket authorizer': {
    authorizerPayloadFormatVersion: 'WebSocket authorizers always get payload 1.0.',
    enableSimpleResponses: 'WebSocket authorizers answer with a policy.',
    payloadFormatVersion: 'WebSocket authorizers always get payload 1.0.',
    simpleResponses: 'WebSocket authorizers answer with a policy.',
  },
};
