import { block, boolean, choice, ignoring, json, list, map, number, reference, text } from '../shape/field.ts';

const restApi = reference(['AWS::ApiGateway::RestApi'], { cloudFormation: 'RestApiId', terraform: 'rest_api_id' });

const logLevel = choice(['OFF', 'ERROR', 'INFO']);

const accessLogFields = { destinationArn: text(), format: text() };

export const accessLogSetting = block(accessLogFields);

/** `httpMethod` and `resourcePath` may be `*`; the path has its slashes as `~1`, or not (both are seen). */
const methodSetting = block({
  httpMethod: text(),
  resourcePath: text(),
  cacheTtlInSeconds: number(),
  cachingEnabled: boolean(),
  dataTraceEnabled: boolean(),
  loggingLevel: logLevel,
  throttlingBurstLimit: number(),
  throttlingRateLimit: number(),
  requireAuthorizationForCacheControl: boolean(),
  unauthorizedCacheControlHeaderStrategy: choice([
    'FAIL_WITH_403',
    'SUCCEED_WITH_RESPONSE_HEADER',
    'SUCCEED_WITHOUT_RESPONSE_HEADER',
  ]),
  ...ignoring('cacheDataEncrypted', 'metricsEnabled'),
});

const canarySetting = block(
  {
    percentTraffic: number(),
    stageVariableOverrides: map(text()),
    useStageCache: boolean(),
    ...ignoring('deploymentId'),
  },
  { terraform: 'canary_settings' },
);

const stageSettings = {
  accessLogSetting: block(accessLogFields, { terraform: 'access_log_settings' }),
  cacheClusterEnabled: boolean(),
  cacheClusterSize: text(),
  canarySetting,
  methodSettings: list(methodSetting),
  variables: map(text()),
  ...ignoring('clientCertificateId', 'description', 'documentationVersion', 'tags', 'tracingEnabled'),
};

export const endpointConfiguration = block({
  types: list(text()),
  vpcEndpointIds: list(text()),
  ...ignoring('ipAddressType'),
});

export const s3Location = block(
  {
    bucket: text(),
    key: text(),
    /** A local path, as `aws cloudformation package` takes it. */
    path: text(),
    ...ignoring('eTag', 'version'),
  },
  { textAs: 'path' },
);

const integration = block({
  type: choice(['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK']),
  uri: text(),
  integrationHttpMethod: text(),
  connectionType: choice(['INTERNET', 'VPC_LINK']),
  connectionId: text(),
  /** The load balancer behind a VPC link. */
  integrationTarget: text(),
  contentHandling: choice(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
  credentials: text(),
  cacheKeyParameters: list(text()),
  cacheNamespace: text(),
  passthroughBehavior: choice(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']),
  requestParameters: map(text()),
  requestTemplates: map(text()),
  responseTransferMode: choice(['BUFFERED', 'STREAM']),
  timeoutInMillis: number({ terraform: 'timeout_milliseconds' }),
  tlsConfig: block({ insecureSkipVerification: boolean() }),
  integrationResponses: list(
    block({
      statusCode: text(),
      selectionPattern: text(),
      contentHandling: choice(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
      responseParameters: map(text()),
      responseTemplates: map(text()),
    }),
  ),
});

/** AWS::ApiGateway types: what a REST API consists of. */
export const restApiTypes = {
  'AWS::ApiGateway::RestApi': {
    name: text(),
    apiKeySource: choice(['HEADER', 'AUTHORIZER'], { cloudFormation: 'ApiKeySourceType' }),
    binaryMediaTypes: list(text()),
    body: json(),
    bodyS3Location: s3Location,
    disableExecuteApiEndpoint: boolean(),
    endpointConfiguration,
    minimumCompressionSize: number(),
    parameters: map(text()),
    policy: json(),
    mode: choice(['overwrite', 'merge'], { terraform: 'put_rest_api_mode' }),
    ...ignoring('cloneFrom', 'description', 'failOnWarnings', 'tags', 'securityPolicy', 'endpointAccessMode'),
  },
  'AWS::ApiGateway::Resource': {
    restApi,
    /** The parent; the API itself for the first level. */
    parent: reference(['AWS::ApiGateway::Resource', 'AWS::ApiGateway::RestApi'], {
      cloudFormation: 'ParentId',
      terraform: 'parent_id',
    }),
    pathPart: text(),
  },
  'AWS::ApiGateway::Method': {
    restApi,
    /** The API itself for its root. */
    resource: reference(['AWS::ApiGateway::Resource', 'AWS::ApiGateway::RestApi'], {
      cloudFormation: 'ResourceId',
      terraform: 'resource_id',
    }),
    httpMethod: text(),
    authorizationType: text({ terraform: 'authorization' }),
    authorizer: reference(['AWS::ApiGateway::Authorizer'], {
      cloudFormation: 'AuthorizerId',
      terraform: 'authorizer_id',
    }),
    authorizationScopes: list(text()),
    apiKeyRequired: boolean(),
    integration,
    methodResponses: list(
      block({ statusCode: text(), responseModels: map(text()), responseParameters: map(boolean()) }),
    ),
    operationName: text(),
    requestModels: map(text()),
    requestParameters: map(boolean()),
    requestValidator: reference(['AWS::ApiGateway::RequestValidator'], {
      cloudFormation: 'RequestValidatorId',
      terraform: 'request_validator_id',
    }),
  },
  'AWS::ApiGateway::Authorizer': {
    restApi,
    name: text(),
    type: choice(['TOKEN', 'REQUEST', 'COGNITO_USER_POOLS']),
    authorizerUri: text(),
    authorizerResultTtlInSeconds: number(),
    identitySource: text(),
    identityValidationExpression: text(),
    providerARNs: list(text(), { terraform: 'provider_arns' }),
    ...ignoring('authorizerCredentials', 'authType'),
  },
  'AWS::ApiGateway::Model': { restApi, name: text(), contentType: text(), schema: json(), ...ignoring('description') },
  'AWS::ApiGateway::RequestValidator': {
    restApi,
    name: text(),
    validateRequestBody: boolean(),
    validateRequestParameters: boolean(),
  },
  'AWS::ApiGateway::GatewayResponse': {
    restApi,
    responseType: text(),
    statusCode: text(),
    responseParameters: map(text()),
    responseTemplates: map(text()),
  },
  'AWS::ApiGateway::Deployment': {
    restApi,
    /** With a name the deployment makes a stage. */
    stageName: text(),
    stageDescription: block({
      ...stageSettings,
      cacheTtlInSeconds: number(),
      cachingEnabled: boolean(),
      dataTraceEnabled: boolean(),
      loggingLevel: logLevel,
      throttlingBurstLimit: number(),
      throttlingRateLimit: number(),
      ...ignoring('cacheDataEncrypted', 'metricsEnabled'),
    }),
    /** Terraform writes the stage's variables on the deployment itself. */
    variables: map(text()),
    ...ignoring('deploymentCanarySettings', 'description', 'triggers'),
  },
  'AWS::ApiGateway::Stage': {
    restApi,
    stageName: text(),
    ...stageSettings,
    deployment: reference(['AWS::ApiGateway::Deployment'], {
      cloudFormation: 'DeploymentId',
      terraform: 'deployment_id',
    }),
  },
} as const;
