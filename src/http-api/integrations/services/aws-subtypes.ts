import { appConfigCall } from './app-config.ts';
import { putEventsCall } from './event-bridge.ts';
import { jsonCall } from './json-call.ts';
import { sqsCall } from './sqs.ts';
import type { AwsSubtype, ParameterValues, ServiceCall } from './service-call.ts';

/** Every subtype that HTTP APIs have (http-api.md 10.5). */
export const awsSubtypes: Readonly<Record<string, AwsSubtype>> = {
  'EventBridge-PutEvents': { required: ['Detail', 'DetailType', 'Source'], call: putEventsCall },
  'SQS-SendMessage': { required: ['QueueUrl', 'MessageBody'], call: sqsCall('SendMessage') },
  'SQS-ReceiveMessage': { required: ['QueueUrl'], call: sqsCall('ReceiveMessage') },
  'SQS-DeleteMessage': { required: ['ReceiptHandle', 'QueueUrl'], call: sqsCall('DeleteMessage') },
  'SQS-PurgeQueue': { required: ['QueueUrl'], call: sqsCall('PurgeQueue') },
  'AppConfig-GetConfiguration': {
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
    call: appConfigCall,
  },
  'Kinesis-PutRecord': {
    required: ['StreamName', 'Data', 'PartitionKey'],
    // `Data` is a blob, which callers send in base64 (the validated test does); it passes as it is.
    call: (values) => jsonCall('kinesis', '1.1', 'Kinesis_20131202.PutRecord', values),
  },
  'StepFunctions-StartExecution': { required: ['StateMachineArn'], call: stepFunctions('StartExecution') },
  'StepFunctions-StartSyncExecution': { required: ['StateMachineArn'], call: stepFunctions('StartSyncExecution') },
  'StepFunctions-StopExecution': { required: ['ExecutionArn'], call: stepFunctions('StopExecution') },
};

const SERVICES: Readonly<Record<string, string>> = {
  AppConfig: 'appconfig',
  EventBridge: 'events',
  Kinesis: 'kinesis',
  SQS: 'sqs',
  StepFunctions: 'states',
};

/** The service that a subtype calls, as endpoints are named; `undefined` where there is no such subtype. */
export function serviceOfSubtype(subtype: string): string | undefined {
  return SERVICES[subtype.split('-', 1)[0] ?? ''];
}

/** Step Functions' members are spelled like the parameters, with a small first letter. */
function stepFunctions(action: string): (values: ParameterValues) => ServiceCall {
  return (values) => {
    const members = Object.entries(values).map(([name, value]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      value,
    ]);
    return jsonCall('states', '1.0', `AWSStepFunctions.${action}`, Object.fromEntries(members));
  };
}
