import type { AwsServiceRequest } from '../../integrations/contract.ts';
import { appConfigCall } from './aws-appconfig.ts';
import { putEventsCall } from './aws-event-bridge.ts';
import { jsonCall } from './aws-json-call.ts';
import { sqsCall } from './aws-sqs.ts';

export type ParameterValues = Readonly<Record<string, string>>;

/** A call without what every one has: region, timeout and the query that signing adds to. */
export type ServiceCall = Pick<AwsServiceRequest, 'service' | 'path' | 'method' | 'headers' | 'body'> &
  Partial<Pick<AwsServiceRequest, 'query'>>;

export interface AwsSubtype {
  readonly required: readonly string[];
  /** All values are there and not empty; `Region` was taken out. */
  call(values: ParameterValues): ServiceCall;
}

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
