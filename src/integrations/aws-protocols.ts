/** How an action of a service is carried. The figures are those of the services' public API models. */
export type ServiceProtocol =
  | { readonly kind: 'json'; readonly targetPrefix: string; readonly version: '1.0' | '1.1' }
  | { readonly kind: 'query'; readonly apiVersion: string }
  | { readonly kind: 'rest' };

const json = (targetPrefix: string, version: '1.0' | '1.1'): ServiceProtocol => ({
  kind: 'json',
  targetPrefix,
  version,
});
const query = (apiVersion: string): ServiceProtocol => ({ kind: 'query', apiVersion });

const PROTOCOLS: Readonly<Record<string, ServiceProtocol>> = {
  dynamodb: json('DynamoDB_20120810', '1.0'),
  'streams.dynamodb': json('DynamoDBStreams_20120810', '1.0'),
  kinesis: json('Kinesis_20131202', '1.1'),
  firehose: json('Firehose_20150804', '1.1'),
  states: json('AWSStepFunctions', '1.0'),
  events: json('AWSEvents', '1.1'),
  logs: json('Logs_20140328', '1.1'),
  secretsmanager: json('secretsmanager', '1.1'),
  kms: json('TrentService', '1.1'),
  'cognito-idp': json('AWSCognitoIdentityProviderService', '1.1'),
  'cognito-identity': json('AWSCognitoIdentityService', '1.1'),
  ecs: json('AmazonEC2ContainerServiceV20141113', '1.1'),
  athena: json('AmazonAthena', '1.1'),
  codebuild: json('CodeBuild_20161006', '1.1'),
  comprehend: json('Comprehend_20171127', '1.1'),
  rekognition: json('RekognitionService', '1.1'),
  translate: json('AWSShineFrontendService_20170701', '1.1'),
  sqs: query('2012-11-05'),
  sns: query('2010-03-31'),
  // Recorded as a query service through API Gateway (docs/aws/rest-api-observed.md#service-integrations).
  ssm: query('2014-11-06'),
  sts: query('2011-06-15'),
  iam: query('2010-05-08'),
  ses: query('2010-12-01'),
  email: query('2010-12-01'),
  ec2: query('2016-11-15'),
  monitoring: query('2010-08-01'),
  cloudformation: query('2010-05-15'),
  autoscaling: query('2011-01-01'),
};

/** The protocol of a service; services that are not listed speak REST. */
export function protocolOf(service: string): ServiceProtocol {
  return PROTOCOLS[service] ?? { kind: 'rest' };
}

/** What SDKs call a service in `AWS_ENDPOINT_URL_<NAME>`, where it is not the service's name in upper case. */
const ENDPOINT_NAMES: Readonly<Record<string, string>> = {
  states: 'SFN',
  events: 'EVENTBRIDGE',
  logs: 'CLOUDWATCH_LOGS',
  monitoring: 'CLOUDWATCH',
  secretsmanager: 'SECRETS_MANAGER',
  'cognito-idp': 'COGNITO_IDENTITY_PROVIDER',
  'cognito-identity': 'COGNITO_IDENTITY',
  email: 'SES',
};

/** `AWS_ENDPOINT_URL_DYNAMODB`. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html */
export function endpointVariable(service: string): string {
  return `AWS_ENDPOINT_URL_${ENDPOINT_NAMES[service] ?? service.toUpperCase().replaceAll('-', '_')}`;
}
