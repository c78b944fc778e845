/** Names of records of this definition -> keys -> what to do instead, where there is something to do. */
export type KeysOf = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * Keys that AWS has and the emulator does not read yet. They are refused by name, so that they are never taken for working. Supporting one
 * means deleting it here.
 */
export const notSupportedYet: KeysOf = {
  configuration: { tags: '' },
  function: {
    codeUri: 'Name the file in handler.',
    deadLetterQueue: 'Use onFailure.',
    description: '',
    fileSystemConfigs: '',
    imageUri: 'Run the program itself with command.',
    onSuccess: '',
    provisionedConcurrency: '',
    snapStart: '',
    tags: '',
    tracing: '',
    vpcConfig: '',
  },
  'HTTP API': api(),
  'REST API': {
    ...api(),
    clientCertificateId: '',
    documentation: '',
    documentationVersion: '',
    vpcEndpointIds: '',
  },
  'WebSocket API': { ...api(), disableSchemaValidation: '', mutualTlsAuthentication: '' },
  canary: { deploymentId: 'The canary runs the same definition with other stage variables.' },
  'method setting': methodSettings(),
  'method settings': methodSettings(),
};

function api(): Record<string, string> {
  return {
    description: '',
    ipAddressType: '',
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
