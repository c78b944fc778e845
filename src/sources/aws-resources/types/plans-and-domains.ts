import { block, boolean, choice, ignoring, list, map, number, reference, text } from '../shape/field.ts';
import { endpointConfiguration } from './rest-api.ts';

const throttle = block({ rateLimit: number(), burstLimit: number() });

const mutualTlsAuthentication = block({ truststoreUri: text(), ...ignoring('truststoreVersion') });

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
        api: reference(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'], {
          cloudFormation: 'ApiId',
          terraform: 'api_id',
        }),
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
    ...ignoring(
      'certificateArn',
      'ownershipVerificationCertificateArn',
      'regionalCertificateArn',
      'securityPolicy',
      'endpointAccessMode',
      'routingMode',
      'policy',
      'tags',
    ),
  },
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
    ...ignoring('domainNameConfigurations', 'domainNameConfiguration', 'routingMode', 'tags'),
  },
  'AWS::ApiGatewayV2::ApiMapping': {
    domainName: text(),
    apiMappingKey: text(),
    api: reference(['AWS::ApiGateway::RestApi', 'AWS::ApiGatewayV2::Api'], {
      cloudFormation: 'ApiId',
      terraform: 'api_id',
    }),
    stage: text(),
  },
} as const;
