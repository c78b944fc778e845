import { block, boolean, choice, ignoring, json, list, map, number, reference, text } from '../shape/field.ts';
import { accessLogSetting, s3Location } from './rest-api.ts';

const api = reference(['AWS::ApiGatewayV2::Api'], { cloudFormation: 'ApiId', terraform: 'api_id' });

export const corsConfiguration = block({
  allowCredentials: boolean(),
  allowHeaders: list(text()),
  allowMethods: list(text()),
  allowOrigins: list(text()),
  exposeHeaders: list(text()),
  maxAge: number(),
});

const routeSettings = block({
  dataTraceEnabled: boolean(),
  loggingLevel: choice(['OFF', 'ERROR', 'INFO']),
  throttlingBurstLimit: number(),
  throttlingRateLimit: number(),
  ...ignoring('detailedMetricsEnabled'),
});

const authorizationType = choice(['NONE', 'AWS_IAM', 'JWT', 'CUSTOM']);

const authorizer = reference(['AWS::ApiGatewayV2::Authorizer'], {
  cloudFormation: 'AuthorizerId',
  terraform: 'authorizer_id',
});

const stageSettings = {
  accessLogSettings: accessLogSetting,
  autoDeploy: boolean(),
  defaultRouteSettings: routeSettings,
  /** Route key -> settings. Terraform writes a list of blocks with `route_key`; its adapter makes the map. */
  routeSettings: map(routeSettings),
  stageVariables: map(text()),
};

/** AWS::ApiGatewayV2 types: what HTTP and WebSocket APIs consist of. */
export const httpApiTypes = {
  'AWS::ApiGatewayV2::Api': {
    name: text(),
    protocolType: choice(['HTTP', 'WEBSOCKET']),
    apiKeySelectionExpression: text(),
    body: json(),
    bodyS3Location: s3Location,
    corsConfiguration,
    credentialsArn: text(),
    disableExecuteApiEndpoint: boolean(),
    /** Quick create: of the route that `target` makes; `$default` unless set. */
    routeKey: text(),
    routeSelectionExpression: text(),
    /** Quick create: a function's ARN or a URL. */
    target: text(),
    ...ignoring(
      'basePath',
      'description',
      'disableSchemaValidation',
      'failOnWarnings',
      'ipAddressType',
      'tags',
      'version',
    ),
  },
  'AWS::ApiGatewayV2::Route': {
    api,
    routeKey: text(),
    apiKeyRequired: boolean(),
    authorizationScopes: list(text()),
    authorizationType,
    authorizer,
    modelSelectionExpression: text(),
    operationName: text(),
    requestModels: map(text()),
    /** Parameter -> `{ required }`. */
    requestParameters: map(json()),
    routeResponseSelectionExpression: text(),
    /** Written `integrations/ID`. */
    target: reference(['AWS::ApiGatewayV2::Integration']),
  },
  'AWS::ApiGatewayV2::Integration': {
    api,
    integrationType: choice(['AWS', 'AWS_PROXY', 'HTTP', 'HTTP_PROXY', 'MOCK']),
    integrationSubtype: text(),
    integrationUri: text(),
    integrationMethod: text(),
    connectionId: text(),
    connectionType: choice(['INTERNET', 'VPC_LINK']),
    contentHandlingStrategy: choice(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
    credentialsArn: text(),
    passthroughBehavior: choice(['WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES', 'NEVER']),
    payloadFormatVersion: text(),
    requestParameters: map(text()),
    requestTemplates: map(text()),
    /** Status code -> `{ ResponseParameters: [{ Destination, Source }] }`, or -> destination -> source. */
    responseParameters: map(json()),
    templateSelectionExpression: text(),
    timeoutInMillis: number({ terraform: 'timeout_milliseconds' }),
    tlsConfig: block({ serverNameToVerify: text() }),
    ...ignoring('description'),
  },
  'AWS::ApiGatewayV2::IntegrationResponse': {
    api,
    integration: reference(['AWS::ApiGatewayV2::Integration'], {
      cloudFormation: 'IntegrationId',
      terraform: 'integration_id',
    }),
    integrationResponseKey: text(),
    contentHandlingStrategy: choice(['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']),
    responseParameters: map(text()),
    responseTemplates: map(text()),
    templateSelectionExpression: text(),
  },
  'AWS::ApiGatewayV2::RouteResponse': {
    api,
    route: reference(['AWS::ApiGatewayV2::Route'], { cloudFormation: 'RouteId', terraform: 'route_id' }),
    routeResponseKey: text(),
    ...ignoring('modelSelectionExpression', 'responseModels', 'responseParameters'),
  },
  'AWS::ApiGatewayV2::Authorizer': {
    api,
    name: text(),
    authorizerType: choice(['JWT', 'REQUEST']),
    authorizerUri: text(),
    authorizerPayloadFormatVersion: text(),
    authorizerResultTtlInSeconds: number(),
    enableSimpleResponses: boolean(),
    identitySource: list(text(), { terraform: 'identity_sources' }),
    jwtConfiguration: block({ audience: list(text()), issuer: text() }),
    ...ignoring('authorizerCredentialsArn', 'identityValidationExpression'),
  },
  'AWS::ApiGatewayV2::Model': { api, name: text(), contentType: text(), schema: json(), ...ignoring('description') },
  'AWS::ApiGatewayV2::Deployment': { api, stageName: text(), ...ignoring('description', 'triggers') },
  /** What quick create makes, otherwise. */
  'AWS::ApiGatewayV2::ApiGatewayManagedOverrides': {
    api,
    integration: block({
      integrationMethod: text(),
      payloadFormatVersion: text(),
      timeoutInMillis: number(),
      ...ignoring('description'),
    }),
    route: block({
      authorizationScopes: list(text()),
      authorizationType,
      authorizer,
      operationName: text(),
      target: reference(['AWS::ApiGatewayV2::Integration']),
    }),
    stage: block({ ...stageSettings, ...ignoring('description') }),
  },
  'AWS::ApiGatewayV2::Stage': {
    api,
    stageName: text({ terraform: 'name' }),
    ...stageSettings,
    deployment: reference(['AWS::ApiGatewayV2::Deployment'], {
      cloudFormation: 'DeploymentId',
      terraform: 'deployment_id',
    }),
    ...ignoring('accessPolicyId', 'clientCertificateId', 'description', 'tags'),
  },
} as const;
