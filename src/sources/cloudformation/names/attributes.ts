import { derivedId } from '../../../model/definition/derived-id.ts';
import { functionArn } from '../../../model/lambda/arn.ts';
import { nameRules } from './resource-names.ts';

/** A resource as its attributes see it. */
export interface NamedResource {
  readonly type: string;
  /** With the ids of the stacks around it: unique in the input. */
  readonly id: string;
  readonly logicalId: string;
  /** What `Ref` gives. */
  readonly ref: string;
  /** Its name, where it has one. */
  readonly name: string;
  /** A property as text; `undefined` where it is not there. */
  readonly property: (name: string) => string | undefined;
}

export interface Place {
  readonly region: string;
  readonly accountId: string;
}

/** The ARN of a resource whose type has a rule; `undefined` for others. */
export function arnOf({ type, name }: Pick<NamedResource, 'type' | 'name'>, place: Place): string | undefined {
  const arn = nameRules[type]?.arn;
  if (arn === undefined) return undefined;
  const values: Readonly<Record<string, string>> = { region: place.region, account: place.accountId, name };
  return `arn:aws:${arn.replace(/\{(\w+)\}/g, (_, part: string) => values[part] ?? '')}`;
}

type Attribute = (resource: NamedResource, place: Place) => string | undefined;

const ref: Attribute = (resource) => resource.ref;
const name: Attribute = (resource) => resource.name;
const endpoint: Attribute = ({ ref: id, property }, { region }) => {
  const scheme = property('ProtocolType') === 'WEBSOCKET' ? 'wss' : 'https';
  return `${scheme}://${id}.execute-api.${region}.amazonaws.com`;
};

const domainNameArn: Attribute = ({ name: domain }, { region }) =>
  `arn:aws:apigateway:${region}::/domainnames/${domain}`;

/** The function that a `FunctionName` means, which may be a name, a part of an ARN or an ARN. */
const targetArn: Attribute = ({ property }, place) => {
  const written = property('FunctionName') ?? property('TargetFunctionArn') ?? '';
  return written.startsWith('arn:')
    ? written
    : functionArn(place.region, place.accountId, written.split(':').at(-1) ?? '');
};

const attributes: Readonly<Record<string, Readonly<Record<string, Attribute>>>> = {
  'AWS::ApiGateway::ApiKey': { APIKeyId: ref },
  'AWS::ApiGateway::Authorizer': { AuthorizerId: ref },
  'AWS::ApiGateway::Deployment': { DeploymentId: ref },
  'AWS::ApiGateway::DomainName': {
    DomainNameArn: domainNameArn,
    RegionalDomainName: ({ id }, { region }) => `d-${derivedId('domain', id)}.execute-api.${region}.amazonaws.com`,
    RegionalHostedZoneId: () => 'Z1UJRXOUMOOFQ8',
    DistributionDomainName: ({ id }) => `${derivedId('distribution', id, 13)}.cloudfront.net`,
    DistributionHostedZoneId: () => 'Z2FDTNDATAQYW2',
  },
  'AWS::ApiGateway::DomainNameV2': {
    DomainNameArn: ({ id, name: domain }, { region, accountId }) =>
      `arn:aws:apigateway:${region}:${accountId}:/domainnames/${domain}+${derivedId('domain', id)}`,
    DomainNameId: ({ id }) => derivedId('domain', id),
  },
  'AWS::ApiGateway::RequestValidator': { RequestValidatorId: ref },
  'AWS::ApiGateway::Resource': { ResourceId: ref },
  'AWS::ApiGateway::RestApi': { RestApiId: ref, RootResourceId: ({ id }) => rootResourceId(id) },
  'AWS::ApiGateway::UsagePlan': { Id: ref },
  'AWS::ApiGatewayV2::Api': { ApiId: ref, ApiEndpoint: endpoint },
  'AWS::ApiGatewayV2::Authorizer': { AuthorizerId: ref },
  'AWS::ApiGatewayV2::Deployment': { DeploymentId: ref },
  'AWS::ApiGatewayV2::DomainName': {
    DomainNameArn: domainNameArn,
    RegionalDomainName: ({ id }, { region }) => `d-${derivedId('domain', id)}.execute-api.${region}.amazonaws.com`,
    RegionalHostedZoneId: () => 'Z1UJRXOUMOOFQ8',
  },
  'AWS::ApiGatewayV2::Integration': { IntegrationId: ref },
  'AWS::ApiGatewayV2::Route': { RouteId: ref },
  'AWS::Cognito::UserPool': {
    ProviderName: (pool, { region }) => `cognito-idp.${region}.amazonaws.com/${pool.name}`,
    ProviderURL: (pool, { region }) => `https://cognito-idp.${region}.amazonaws.com/${pool.name}`,
    UserPoolId: name,
  },
  'AWS::Cognito::UserPoolClient': { ClientId: ref, Name: ref },
  'AWS::DynamoDB::GlobalTable': { StreamArn: streamArn, TableId: name },
  'AWS::DynamoDB::Table': { StreamArn: streamArn },
  'AWS::Events::EventBus': { Name: name },
  'AWS::IAM::Role': { RoleId: ({ id }) => `AROA${derivedId('role', id, 16).toUpperCase()}` },
  'AWS::Lambda::Alias': { AliasArn: ref },
  'AWS::Lambda::LayerVersion': { LayerVersionArn: ref },
  'AWS::Lambda::Url': {
    FunctionArn: targetArn,
    FunctionUrl: ({ id }, { region }) => `https://${derivedId('url', id, 32)}.lambda-url.${region}.on.aws/`,
  },
  'AWS::Lambda::Version': { FunctionArn: targetArn, Version: () => '1' },
  'AWS::S3::Bucket': {
    DomainName: (bucket) => `${bucket.name}.s3.amazonaws.com`,
    DualStackDomainName: (bucket, { region }) => `${bucket.name}.s3.dualstack.${region}.amazonaws.com`,
    RegionalDomainName: (bucket, { region }) => `${bucket.name}.s3.${region}.amazonaws.com`,
    WebsiteURL: (bucket, { region }) => `http://${bucket.name}.s3-website-${region}.amazonaws.com`,
  },
  'AWS::SecretsManager::Secret': { Id: ref },
  'AWS::SNS::Topic': { TopicArn: ref, TopicName: name },
  'AWS::SQS::Queue': { QueueName: name, QueueUrl: ref },
  'AWS::StepFunctions::StateMachine': { Name: name },
};

/** An attribute that follows from the template; `undefined` for one that AWS alone knows. */
export function attributeOf(attribute: string, resource: NamedResource, place: Place): string | undefined {
  const known = attributes[resource.type]?.[attribute]?.(resource, place);
  if (known !== undefined) return known;
  return attribute === 'Arn' ? arnOf(resource, place) : undefined;
}

/** Id of the resource `/` of a REST API, by the API's id in the input. */
export function rootResourceId(id: string): string {
  return derivedId('root resource', id);
}

/** What `Ref` of an alias, a version and a URL gives. */
export function functionPartRef(resource: Omit<NamedResource, 'ref'>, place: Place): string | undefined {
  const withRef = { ...resource, ref: '' };
  switch (resource.type) {
    case 'AWS::Lambda::Alias':
      return `${targetArn(withRef, place)}:${resource.property('Name') ?? resource.logicalId}`;
    case 'AWS::Lambda::Version':
      return `${targetArn(withRef, place)}:1`;
    case 'AWS::Lambda::Url':
      return targetArn(withRef, place);
    default:
      return undefined;
  }
}

function streamArn(table: NamedResource, place: Place): string | undefined {
  return `${arnOf(table, place)}/stream/2026-01-01T00:00:00.000`;
}
