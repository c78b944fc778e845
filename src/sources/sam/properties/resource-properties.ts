import { API, HTTP_API, WEBSOCKET_API } from './api-properties.ts';
import {
  boolean,
  integer,
  listOf,
  map,
  mapOf,
  oneOf,
  optional,
  passed,
  plain,
  type PropertyTable,
  required,
  requiredPlain,
  text,
  words,
} from './kinds.ts';

// The properties of each SAM resource type and their types, as version 1.110 of AWS's translator checks them
// (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html).

const textOrMap = oneOf(text, map);

const FUNCTION: PropertyTable = {
  FunctionName: optional(textOrMap),
  Handler: passed,
  Runtime: passed,
  CodeUri: passed,
  ImageUri: passed,
  PackageType: passed,
  InlineCode: passed,
  DeadLetterQueue: optional(map),
  Description: passed,
  MemorySize: passed,
  Timeout: passed,
  VpcConfig: passed,
  Role: optional(text),
  AssumeRolePolicyDocument: optional(map),
  Policies: optional(oneOf(text, map, listOf(textOrMap))),
  RolePath: passed,
  PermissionsBoundary: optional(text),
  Environment: optional(mapOf(map)),
  Events: optional(mapOf(map)),
  Tags: optional(map),
  PropagateTags: optional(boolean),
  Tracing: optional(oneOf(map, text)),
  KmsKeyArn: passed,
  DeploymentPreference: optional(map),
  ReservedConcurrentExecutions: passed,
  Layers: optional(listOf(textOrMap)),
  EventInvokeConfig: optional(map),
  EphemeralStorage: passed,
  AutoPublishAlias: optional(oneOf(text)),
  AutoPublishCodeSha256: optional(oneOf(text)),
  AutoPublishAliasAllProperties: plain(boolean),
  VersionDescription: passed,
  ProvisionedConcurrencyConfig: passed,
  FileSystemConfigs: passed,
  ImageConfig: passed,
  CodeSigningConfigArn: passed,
  Architectures: passed,
  SnapStart: optional(map),
  FunctionUrlConfig: optional(map),
  RuntimeManagementConfig: passed,
  LoggingConfig: passed,
  RecursiveLoop: passed,
  SourceKMSKeyArn: passed,
  CapacityProviderConfig: optional(map),
  FunctionScalingConfig: optional(map),
  VersionDeletionPolicy: optional(words('Delete', 'Retain')),
  PublishToLatestPublished: passed,
  TenancyConfig: passed,
  DurableConfig: optional(map),
};

const SIMPLE_TABLE: PropertyTable = {
  PointInTimeRecoverySpecification: passed,
  PrimaryKey: optional(mapOf(text)),
  ProvisionedThroughput: optional(mapOf(oneOf(integer, map))),
  TableName: optional(textOrMap),
  Tags: optional(map),
  SSESpecification: optional(map),
};

const APPLICATION: PropertyTable = {
  Location: required(textOrMap),
  TemplateUrl: optional(text),
  Parameters: optional(map),
  NotificationARNs: optional(listOf(textOrMap)),
  Tags: optional(map),
  TimeoutInMinutes: optional(integer),
};

const LAYER_VERSION: PropertyTable = {
  LayerName: optional(textOrMap),
  Description: optional(text),
  PublishLambdaVersion: optional(boolean),
  ContentUri: required(textOrMap),
  CompatibleArchitectures: optional(listOf(textOrMap)),
  CompatibleRuntimes: optional(listOf(textOrMap)),
  LicenseInfo: optional(text),
  RetentionPolicy: optional(text),
};

const STATE_MACHINE: PropertyTable = {
  Definition: optional(map),
  DefinitionUri: optional(textOrMap),
  Logging: optional(map),
  Role: optional(text),
  RolePath: passed,
  DefinitionSubstitutions: optional(map),
  Events: optional(mapOf(map)),
  Name: optional(text),
  Type: optional(text),
  Tags: optional(map),
  PropagateTags: optional(boolean),
  Policies: optional(oneOf(text, listOf(textOrMap))),
  Tracing: optional(map),
  PermissionsBoundary: optional(text),
  AutoPublishAlias: passed,
  DeploymentPreference: passed,
  UseAliasAsEventTarget: plain(boolean),
};

const CONNECTOR: PropertyTable = {
  Source: required(map),
  Destination: required(oneOf(map, listOf(map))),
  Permissions: required(listOf(text)),
};

const GRAPHQL_API: PropertyTable = {
  Name: passed,
  Tags: plain(map),
  XrayEnabled: passed,
  Auth: requiredPlain(map),
  SchemaInline: plain(text),
  SchemaUri: plain(text),
  Logging: plain(oneOf(map, boolean)),
  DataSources: plain(map),
  Functions: plain(map),
  Resolvers: plain(map),
  ApiKeys: plain(map),
  DomainName: plain(map),
  Cache: plain(map),
  Visibility: passed,
  OwnerContact: passed,
  IntrospectionConfig: passed,
  QueryDepthLimit: passed,
  ResolverCountLimit: passed,
};

const CAPACITY_PROVIDER: PropertyTable = {
  CapacityProviderName: plain(textOrMap),
  VpcConfig: requiredPlain(map),
  OperatorRole: plain(textOrMap),
  Tags: plain(map),
  PropagateTags: plain(boolean),
  InstanceRequirements: plain(map),
  ScalingConfig: plain(map),
  KmsKeyArn: plain(textOrMap),
};

/** By SAM's resource type. */
export const RESOURCE_PROPERTIES: Readonly<Record<string, PropertyTable>> = {
  'AWS::Serverless::Function': FUNCTION,
  'AWS::Serverless::Api': API,
  'AWS::Serverless::HttpApi': HTTP_API,
  'AWS::Serverless::WebSocketApi': WEBSOCKET_API,
  'AWS::Serverless::SimpleTable': SIMPLE_TABLE,
  'AWS::Serverless::Application': APPLICATION,
  'AWS::Serverless::LayerVersion': LAYER_VERSION,
  'AWS::Serverless::StateMachine': STATE_MACHINE,
  'AWS::Serverless::Connector': CONNECTOR,
  'AWS::Serverless::GraphQLApi': GRAPHQL_API,
  'AWS::Serverless::CapacityProvider': CAPACITY_PROVIDER,
};
