import {
  boolean,
  integer,
  list,
  listOf,
  map,
  mapOf,
  oneOf,
  optional,
  passed,
  plain,
  type Property,
  type PropertyTable,
  required,
  requiredPassed,
  requiredPlain,
  text,
} from './kinds.ts';

const many = (names: string, property: Property): PropertyTable =>
  Object.fromEntries(names.split(' ').map((name) => [name, property]));

const API: PropertyTable = {
  ...many('Path Method RestApiId', required(text)),
  ...many('Stage ResponseTransferMode', optional(text)),
  Auth: optional(map),
  RequestModel: optional(map),
  RequestParameters: optional(list),
  TimeoutInMillis: optional(integer),
};

const HTTP_API: PropertyTable = {
  ...many('Path Method ApiId Stage PayloadFormatVersion', optional(text)),
  ...many('Auth RouteSettings', optional(map)),
  TimeoutInMillis: optional(integer),
};

const SCHEDULE: PropertyTable = {
  Schedule: required(text),
  ...many('RuleName Input State Name Description', optional(text)),
  Enabled: optional(boolean),
  ...many('DeadLetterConfig RetryPolicy', optional(map)),
};

const SCHEDULE_V2: PropertyTable = {
  ScheduleExpression: required(text),
  ...many('PermissionsBoundary Name State Description StartDate EndDate', optional(text)),
  ...many('ScheduleExpressionTimezone GroupName KmsKeyArn Input RoleArn', optional(text)),
  ...many('FlexibleTimeWindow DeadLetterConfig RetryPolicy', optional(map)),
  OmitName: plain(boolean),
};

const STATE_MACHINE_RULE: PropertyTable = {
  ...many('EventBusName RuleName Input InputPath State', optional(text)),
  ...many('Pattern DeadLetterConfig RetryPolicy Target InputTransformer', optional(map)),
};

const RULE: PropertyTable = { ...STATE_MACHINE_RULE, Enabled: optional(boolean) };

/** What every event source mapping takes. */
const MAPPING: PropertyTable = {
  ...many(
    'BatchSize MaximumBatchingWindowInSeconds MaximumRetryAttempts MaximumRecordAgeInSeconds ParallelizationFactor TumblingWindowInSeconds',
    optional(integer),
  ),
  ...many('StartingPosition StartingPositionTimestamp KmsKeyArn', passed),
  ...many('Enabled BisectBatchOnFunctionError', optional(boolean)),
  ...many(
    'DestinationConfig FilterCriteria ScalingConfig ProvisionedPollerConfig SchemaRegistryConfig MetricsConfig LoggingConfig',
    optional(map),
  ),
  ...many('Topics Queues SourceAccessConfigurations FunctionResponseTypes KafkaBootstrapServers', optional(list)),
  ...many('SecretsManagerKmsKeyId ConsumerGroupId', optional(text)),
};

const STREAM: PropertyTable = { ...MAPPING, Stream: requiredPassed, StartingPosition: requiredPassed };

/** The events of a function, by type. */
export const FUNCTION_EVENTS: Readonly<Record<string, PropertyTable>> = {
  Api: API,
  HttpApi: HTTP_API,
  Schedule: SCHEDULE,
  ScheduleV2: SCHEDULE_V2,
  CloudWatchEvent: RULE,
  EventBridgeRule: RULE,
  S3: {
    Bucket: required(text),
    Events: requiredPlain(oneOf(text, listOf(text))),
    Filter: optional(mapOf(text)),
  },
  SNS: {
    Topic: required(text),
    Region: optional(text),
    ...many('FilterPolicy FilterPolicyScope', passed),
    SqsSubscription: optional(oneOf(boolean, map)),
    RedrivePolicy: optional(map),
  },
  AlexaSkill: { SkillId: optional(text) },
  IoTRule: { Sql: required(text), AwsIotSqlVersion: optional(text) },
  Cognito: { UserPool: required(text), Trigger: requiredPlain(oneOf(text, listOf(text))) },
  CloudWatchLogs: many('LogGroupName FilterPattern', required(text)),
  Kinesis: STREAM,
  DynamoDB: STREAM,
  SQS: { ...MAPPING, Queue: requiredPassed },
  MSK: { ...STREAM },
  MQ: { ...MAPPING, Broker: requiredPassed, DynamicPolicyName: plain(boolean) },
  SelfManagedKafka: MAPPING,
  DocumentDB: {
    ...MAPPING,
    ...many('Cluster DatabaseName', requiredPassed),
    ...many('CollectionName FullDocument', passed),
  },
};

/** The events of a state machine, by type. */
export const STATE_MACHINE_EVENTS: Readonly<Record<string, PropertyTable>> = {
  Api: {
    ...many('Path Method RestApiId', required(text)),
    Stage: optional(text),
    Auth: optional(map),
    UnescapeMappingTemplate: plain(boolean),
  },
  Schedule: {
    Schedule: required(text),
    ...many('Input State Name Description', optional(text)),
    Enabled: optional(boolean),
    ...many('DeadLetterConfig RetryPolicy', optional(map)),
    Target: plain(map),
    RoleArn: plain(text),
  },
  ScheduleV2: SCHEDULE_V2,
  CloudWatchEvent: STATE_MACHINE_RULE,
  EventBridgeRule: STATE_MACHINE_RULE,
};
