import { block, boolean, choice, ignoring, list, map, number, reference, text } from '../shape/field.ts';
import { endpointConfiguration } from './rest-api.ts';

const throttle = block({ rateLimit: number(), burstLimit: number() });

const mutualTlsAuthentication = block({ truststoreUri: text(), ...ignoring('truststoreVersion') });

const api = reference(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'], {
  cloudFormation: 'ApiId',
  terraform: 'api_id',
});

/** Both products' names for the same three modes. */
const routingMode = choice([
  'API_MAPPING_ONLY',
  'BASE_PATH_MAPPING_ONLY',
  'ROUTING_RULE_ONLY',
  'ROUTING_RULE_THEN_API_MAPPING',
  'ROUTING_RULE_THEN_BASE_PATH_MAPPING',
]);

const restApi = reference(['AWS::ApiGateway::RestApi'], {
  cloudFormation: 'RestApiId',
  terraform: 'api_id',
});

/** Who may call and how often, and under which names. */
export const planAndDomainTypes = {
  'AWS::ApiGateway::ApiKey': {
    name: text(),
    value: text(),
    enabled: boolean(),
    stageKeys: list(block({ restApi, stageName: text() })),
    ...ignoring('customerId', 'description', 'generateDistinctId', 'tags'),
  },
  'AWS::ApiGateway::UsagePlan': {
    name: text({ cloudFormation: 'UsagePlanName' }),
    apiStages: list(
      block({
        api,
        stage: text(),
        /** `/pets/GET` -> limits. */
        throttle: map(throttle),
      }),
    ),
    quota: block(
      { limit: number(), offset: number(), period: choice(['DAY', 'WEEK', 'MONTH']) },
      {
        terraform: 'quota_settings',
      },
    ),
    throttle: block({ rateLimit: number(), burstLimit: number() }, { terraform: 'throttle_settings' }),
    ...ignoring('description', 'tags', 'productCode'),
  },
  'AWS::ApiGateway::UsagePlanKey': {
    key: reference(['AWS::ApiGateway::ApiKey'], { cloudFormation: 'KeyId', terraform: 'key_id' }),
    usagePlan: reference(['AWS::ApiGateway::UsagePlan'], {
      cloudFormation: 'UsagePlanId',
      terraform: 'usage_plan_id',
    }),
    ...ignoring('keyType'),
  },
  'AWS::ApiGateway::DomainName': {
    domainName: text(),
    endpointConfiguration,
    mutualTlsAuthentication,
    routingMode,
    ...ignoring(
      'certificateArn',
      'ownershipVerificationCertificateArn',
      'regionalCertificateArn',
      'securityPolicy',
      'endpointAccessMode',
      'policy',
      'tags',
    ),
  },
  /** A private name: on AWS it leads to APIs from inside a VPC only. */
  'AWS::ApiGateway::DomainNameV2': {
    domainName: text(),
    routingMode,
    ...ignoring(
      'certificateArn',
      'endpointAccessMode',
      'endpointConfiguration',
      'managementPolicy',
      'policy',
      'securityPolicy',
      'tags',
    ),
  },
  'AWS::ApiGateway::BasePathMappingV2': { domainNameArn: text(), basePath: text(), restApi, stage: text() },
  'AWS::ApiGateway::BasePathMapping': {
    /** The name itself; for private names their ARN. */
    domainName: text(),
    basePath: text(),
    restApi,
    stage: text({ terraform: 'stage_name' }),
    ...ignoring('id'),
  },
  'AWS::ApiGatewayV2::DomainName': {
    domainName: text(),
    mutualTlsAuthentication,
    routingMode,
    ...ignoring('domainNameConfigurations', 'domainNameConfiguration', 'tags'),
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    domainName: text(),
    apiMappingKey: text(),
    api,
    stage: text(),
  },
  'AWS::ApiGatewayV2::RoutingRule': {
    /** CloudFormation names the domain by its ARN, Terraform by its name. */
    domainNameArn: text({ terraform: 'domain_name' }),
    priority: number(),
    conditions: list(
      block({
        matchBasePaths: block({ anyOf: list(text()) }),
        matchHeaders: block({ anyOf: list(block({ header: text(), valueGlob: text() })) }),
      }),
    ),
    actions: list(block({ invokeApi: block({ api, stage: text(), stripBasePath: boolean() }) })),
  },
} as const;
