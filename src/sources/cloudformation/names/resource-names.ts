/** What identifies resources of one type: the property that names them, what `Ref` gives, and their ARN. */
export interface NameRule {
  /** The property with the name; the logical id stands in for it. */
  readonly property?: string;
  /** What `Ref` gives: the name unless set. */
  readonly ref?: 'arn' | 'url';
  /** The ARN after `arn:aws:`, with `{region}`, `{account}` and `{name}`. */
  readonly arn?: string;
}

/**
 * Resource types whose name, `Ref` and ARN follow from the template. For all others `Ref` is the logical id, and
 * attributes are unknown.
 */
export const nameRules: Readonly<Record<string, NameRule>> = {
  'AWS::ApiGateway::ApiKey': {},
  'AWS::ApiGateway::DomainName': { property: 'DomainName' },
  'AWS::ApiGateway::DomainNameV2': { property: 'DomainName' },
  'AWS::ApiGateway::Model': { property: 'Name' },
  'AWS::ApiGateway::Stage': { property: 'StageName' },
  'AWS::ApiGatewayV2::DomainName': { property: 'DomainName' },
  'AWS::ApiGatewayV2::Stage': { property: 'StageName' },
  'AWS::AppSync::GraphQLApi': { ref: 'arn', arn: 'appsync:{region}:{account}:apis/{name}' },
  'AWS::CloudWatch::Alarm': { property: 'AlarmName', arn: 'cloudwatch:{region}:{account}:alarm:{name}' },
  'AWS::Cognito::UserPool': { arn: 'cognito-idp:{region}:{account}:userpool/{name}' },
  'AWS::DynamoDB::GlobalTable': { property: 'TableName', arn: 'dynamodb:{region}:{account}:table/{name}' },
  'AWS::DynamoDB::Table': { property: 'TableName', arn: 'dynamodb:{region}:{account}:table/{name}' },
  'AWS::ECR::Repository': { property: 'RepositoryName', arn: 'ecr:{region}:{account}:repository/{name}' },
  'AWS::ECS::Cluster': { property: 'ClusterName', arn: 'ecs:{region}:{account}:cluster/{name}' },
  'AWS::Events::EventBus': { property: 'Name', arn: 'events:{region}:{account}:event-bus/{name}' },
  'AWS::Events::Rule': { property: 'Name', arn: 'events:{region}:{account}:rule/{name}' },
  'AWS::IAM::ManagedPolicy': { property: 'ManagedPolicyName', ref: 'arn', arn: 'iam::{account}:policy/{name}' },
  'AWS::IAM::Role': { property: 'RoleName', arn: 'iam::{account}:role/{name}' },
  'AWS::IAM::User': { property: 'UserName', arn: 'iam::{account}:user/{name}' },
  'AWS::KMS::Key': { arn: 'kms:{region}:{account}:key/{name}' },
  'AWS::Kinesis::Stream': { property: 'Name', arn: 'kinesis:{region}:{account}:stream/{name}' },
  'AWS::KinesisFirehose::DeliveryStream': {
    property: 'DeliveryStreamName',
    arn: 'firehose:{region}:{account}:deliverystream/{name}',
  },
  'AWS::Lambda::Function': { property: 'FunctionName', arn: 'lambda:{region}:{account}:function:{name}' },
  'AWS::Lambda::LayerVersion': {
    property: 'LayerName',
    ref: 'arn',
    arn: 'lambda:{region}:{account}:layer:{name}:1',
  },
  'AWS::Logs::LogGroup': { property: 'LogGroupName', arn: 'logs:{region}:{account}:log-group:{name}:*' },
  'AWS::S3::Bucket': { property: 'BucketName', arn: 's3:::{name}' },
  'AWS::SNS::Topic': { property: 'TopicName', ref: 'arn', arn: 'sns:{region}:{account}:{name}' },
  'AWS::SQS::Queue': { property: 'QueueName', ref: 'url', arn: 'sqs:{region}:{account}:{name}' },
  'AWS::SSM::Parameter': { property: 'Name', arn: 'ssm:{region}:{account}:parameter/{name}' },
  'AWS::Scheduler::Schedule': { property: 'Name', arn: 'scheduler:{region}:{account}:schedule/default/{name}' },
  'AWS::SecretsManager::Secret': {
    property: 'Name',
    ref: 'arn',
    arn: 'secretsmanager:{region}:{account}:secret:{name}',
  },
  'AWS::StepFunctions::StateMachine': {
    property: 'StateMachineName',
    ref: 'arn',
    arn: 'states:{region}:{account}:stateMachine:{name}',
  },
};

/** Types whose `Ref` is an id that AWS makes up: how long it is. Derived here, so that references lead back to the resource. */
export const madeUpIds: Readonly<Record<string, number>> = {
  'AWS::ApiGateway::ApiKey': 10,
  'AWS::ApiGateway::Authorizer': 6,
  'AWS::ApiGateway::Deployment': 6,
  'AWS::ApiGateway::RequestValidator': 6,
  'AWS::ApiGateway::Resource': 6,
  'AWS::ApiGateway::RestApi': 10,
  'AWS::ApiGateway::UsagePlan': 6,
  'AWS::ApiGatewayV2::Api': 10,
  'AWS::ApiGatewayV2::Authorizer': 6,
  'AWS::ApiGatewayV2::Deployment': 6,
  'AWS::ApiGatewayV2::Integration': 7,
  'AWS::ApiGatewayV2::Route': 7,
};
