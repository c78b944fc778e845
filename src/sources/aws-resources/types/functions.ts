import { block, boolean, choice, ignoring, json, list, map, number, others, text } from '../shape/field.ts';
import { corsConfiguration } from './http-api.ts';

const destinationConfig = block({
  onFailure: block({ destination: text() }),
  onSuccess: block({ destination: text() }),
});

/** Functions and what belongs to them. A `functionName` is a name, a part of an ARN or an ARN, perhaps with a qualifier. */
export const functionTypes = {
  'AWS::Lambda::Function': {
    functionName: text(),
    runtime: text(),
    handler: text(),
    code: block(
      {
        zipFile: text(),
        s3Bucket: text(),
        s3Key: text(),
        imageUri: text(),
        /** A folder, a zip or a source file here, relative to the folder of the record; `filename` in Terraform. */
        path: text(),
        ...ignoring('s3ObjectVersion', 'sourceKMSKeyArn', 's3ObjectStorageMode'),
      },
      { textAs: 'path' },
    ),
    packageType: choice(['Zip', 'Image']),
    timeout: number(),
    memorySize: number(),
    environment: block({ variables: map(text()) }),
    layers: list(text()),
    architectures: list(text()),
    ephemeralStorage: block({ size: number() }),
    reservedConcurrentExecutions: number({ terraform: 'reserved_concurrent_executions' }),
    deadLetterConfig: block({ targetArn: text() }),
    loggingConfig: block({
      logFormat: choice(['Text', 'JSON']),
      applicationLogLevel: text(),
      systemLogLevel: text(),
      logGroup: text(),
    }),
    imageConfig: block({ command: list(text()), entryPoint: list(text()), workingDirectory: text() }),
    ...ignoring(
      'capacityProviderConfig',
      'codeSigningConfigArn',
      'description',
      'durableConfig',
      'fileSystemConfigs',
      'functionScalingConfig',
      'kmsKeyArn',
      'publishToLatestPublished',
      'recursiveLoop',
      'role',
      'runtimeManagementConfig',
      'snapStart',
      'tags',
      'tenancyConfig',
      'tracingConfig',
      'vpcConfig',
    ),
  },
  'AWS::Lambda::Alias': {
    functionName: text(),
    functionVersion: text(),
    name: text(),
    ...ignoring('description', 'provisionedConcurrencyConfig', 'routingConfig'),
  },
  'AWS::Lambda::Version': {
    functionName: text(),
    ...ignoring('codeSha256', 'description', 'provisionedConcurrencyConfig', 'runtimePolicy', 'functionScalingConfig'),
  },
  'AWS::Lambda::LayerVersion': {
    layerName: text(),
    content: block(
      { s3Bucket: text(), s3Key: text(), path: text(), ...ignoring('s3ObjectVersion') },
      { textAs: 'path' },
    ),
    ...ignoring('compatibleArchitectures', 'compatibleRuntimes', 'description', 'licenseInfo'),
  },
  'AWS::Lambda::Url': {
    targetFunctionArn: text({ terraform: 'function_name' }),
    qualifier: text(),
    authType: choice(['NONE', 'AWS_IAM'], { terraform: 'authorization_type' }),
    invokeMode: choice(['BUFFERED', 'RESPONSE_STREAM']),
    cors: corsConfiguration,
  },
  'AWS::Lambda::EventInvokeConfig': {
    functionName: text(),
    qualifier: text(),
    destinationConfig,
    maximumEventAgeInSeconds: number(),
    maximumRetryAttempts: number(),
  },
  'AWS::Lambda::EventSourceMapping': {
    functionName: text(),
    eventSourceArn: text(),
    enabled: boolean(),
    batchSize: number(),
    ...others,
  },
} as const;

/** What else invokes functions: listed, and run with a sample event. */
export const triggerTypes = {
  'AWS::Events::Rule': {
    name: text(),
    scheduleExpression: text(),
    eventPattern: json(),
    targets: list(block({ arn: text(), ...others })),
    ...ignoring('description', 'eventBusName', 'roleArn', 'state', 'tags'),
  },
  'AWS::Scheduler::Schedule': {
    name: text(),
    scheduleExpression: text(),
    target: block({ arn: text(), ...others }),
    ...others,
  },
  'AWS::SNS::Subscription': {
    protocol: text(),
    endpoint: text(),
    topicArn: text(),
    ...others,
  },
  'AWS::S3::Bucket': {
    bucketName: text(),
    notificationConfiguration: block({
      lambdaConfigurations: list(block({ event: text(), function: text(), ...others })),
      ...others,
    }),
    ...others,
  },
} as const;
