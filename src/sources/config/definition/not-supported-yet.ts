/**
 * Keys that AWS knows and the emulator does not read yet, by what they stand on (the names of the records in this folder), with what to do
 * instead. They are refused by name, so that nobody takes them for working. Supporting one means deleting it here.
 */
export const notSupportedYet: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  configuration: {
    domains: 'Put domainName and basePath on the API.',
    tags: '',
  },
  function: {
    architectures: '',
    codeUri: 'Name the file in handler.',
    deadLetterQueue: 'Use onFailure.',
    description: '',
    ephemeralStorage: '',
    fileSystemConfigs: '',
    imageUri: 'Run the program itself with command.',
    onSuccess: '',
    provisionedConcurrency: '',
    snapStart: '',
    tags: '',
    tracing: '',
    vpcConfig: '',
  },
  'HTTP API': {
    ...api(),
    apiKeys: 'HTTP APIs have no API keys; use a REST API.',
    usagePlans: 'HTTP APIs have no usage plans; use a REST API.',
    policy: 'HTTP APIs have no resource policies; use a REST API.',
    models: 'HTTP APIs do not validate bodies; use a REST API.',
  },
  'REST API': {
    ...api(),
    cacheClusterSize: 'Leave it out: the local cache is bounded by count.',
    clientCertificateId: '',
    cors: 'REST APIs have no CORS setting on AWS either: add an OPTIONS route, and headers in the responses.',
    documentation: '',
    documentationVersion: '',
    securityPolicy: '',
    vpcEndpointIds: '',
  },
  'WebSocket API': {
    ...api(),
    cors: 'WebSocket handshakes know no CORS.',
    disableSchemaValidation: '',
    openapi: 'WebSocket APIs have no OpenAPI form on AWS either; write routes.',
    policy: 'WebSocket APIs have no resource policies.',
  },
  canary: { deploymentId: 'The canary runs the same definition with other stage variables.' },
  'REST integration': { integrationTarget: 'Give the listener ARN as uri, and its local URL under vpcLinks.' },
  route: {
    apiKeyRequired: 'HTTP APIs have no API keys; use a REST API.',
    responseTransferMode: 'HTTP APIs do not stream; use a REST API.',
  },
  'REST route': { payloadFormatVersion: 'REST APIs always send payload 1.0.' },
  'WebSocket route': {
    payloadFormatVersion: 'WebSocket APIs always send payload 1.0.',
    responseTransferMode: 'WebSocket APIs do not stream responses.',
  },
  'method setting': methodSettings(),
  'method settings': methodSettings(),
  'WebSocket authorizer': {
    authorizerPayloadFormatVersion: 'WebSocket authorizers always get payload 1.0.',
    enableSimpleResponses: 'WebSocket authorizers answer with a policy.',
    payloadFormatVersion: 'WebSocket authorizers always get payload 1.0.',
    simpleResponses: 'WebSocket authorizers answer with a policy.',
  },
};

function api(): Record<string, string> {
  return {
    description: '',
    ipAddressType: '',
    mutualTlsAuthentication: '',
    port: 'Ports follow the order of the file, from the port at its top.',
    routingRules: '',
    tags: '',
    tracingEnabled: '',
    version: '',
    webAclArn: '',
  };
}

function methodSettings(): Record<string, string> {
  return { cacheDataEncrypted: '', metricsEnabled: '' };
}
