/** An AWS service that an HTTP API calls by itself, and the parameters of the call. `Region` goes with all. */
export interface AwsSubtype {
  /** As endpoints of local stand-ins are named. */
  readonly service: string;
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Every `integrationSubtype` that HTTP APIs have (docs/aws/http-api.md#service-integrations). */
export const AWS_SUBTYPES = {
  'EventBridge-PutEvents': {
    service: 'events',
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'TraceHeader'],
  },
  'SQS-SendMessage': {
    service: 'sqs',
    required: ['QueueUrl', 'MessageBody'],
    optional: [
      'DelaySeconds',
      'MessageAttributes',
      'MessageDeduplicationId',
      'MessageGroupId',
      'MessageSystemAttributes',
    ],
  },
  'SQS-ReceiveMessage': {
    service: 'sqs',
    required: ['QueueUrl'],
    optional: [
      'AttributeNames',
      'MaxNumberOfMessages',
      'MessageAttributeNames',
      'ReceiveRequestAttemptId',
      'VisibilityTimeout',
      'WaitTimeSeconds',
    ],
  },
  'SQS-DeleteMessage': { service: 'sqs', required: ['ReceiptHandle', 'QueueUrl'], optional: [] },
  'SQS-PurgeQueue': { service: 'sqs', required: ['QueueUrl'], optional: [] },
  'AppConfig-GetConfiguration': {
    service: 'appconfig',
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
    optional: ['ClientConfigurationVersion'],
  },
  'Kinesis-PutRecord': {
    service: 'kinesis',
    required: ['StreamName', 'Data', 'PartitionKey'],
    optional: ['SequenceNumberForOrdering', 'ExplicitHashKey'],
  },
  'StepFunctions-StartExecution': { service: 'states', required: ['StateMachineArn'], optional: ['Name', 'Input'] },
  'StepFunctions-StartSyncExecution': {
    service: 'states',
    required: ['StateMachineArn'],
    optional: ['Name', 'Input', 'TraceHeader'],
  },
  'StepFunctions-StopExecution': { service: 'states', required: ['ExecutionArn'], optional: ['Cause', 'Error'] },
} as const satisfies Readonly<Record<string, AwsSubtype>>;

export type AwsSubtypeName = keyof typeof AWS_SUBTYPES;

/** Whether an `integrationSubtype` is one that HTTP APIs have. */
export function isAwsSubtype(name: string): name is AwsSubtypeName {
  return Object.hasOwn(AWS_SUBTYPES, name);
}
