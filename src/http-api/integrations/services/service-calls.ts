import type { AwsSubtypeName } from '../../../model/definition/aws-subtypes.ts';
import { appConfigCall } from './app-config.ts';
import { putEventsCall } from './event-bridge.ts';
import { jsonCall } from './json-call.ts';
import { sqsCall } from './sqs.ts';
import type { ParameterValues, ServiceCall } from './service-call.ts';

/** How each subtype is called. The values are all there and not empty; `Region` was taken out. */
export const SERVICE_CALLS: Readonly<Record<AwsSubtypeName, (values: ParameterValues) => ServiceCall>> = {
  'EventBridge-PutEvents': putEventsCall,
  'SQS-SendMessage': sqsCall('SendMessage'),
  'SQS-ReceiveMessage': sqsCall('ReceiveMessage'),
  'SQS-DeleteMessage': sqsCall('DeleteMessage'),
  'SQS-PurgeQueue': sqsCall('PurgeQueue'),
  'AppConfig-GetConfiguration': appConfigCall,
  // `Data` is a blob, which callers send in base64 (the validated test does); it passes as it is.
  'Kinesis-PutRecord': (values) => jsonCall('kinesis', '1.1', 'Kinesis_20131202.PutRecord', values),
  'StepFunctions-StartExecution': stepFunctions('StartExecution'),
  'StepFunctions-StartSyncExecution': stepFunctions('StartSyncExecution'),
  'StepFunctions-StopExecution': stepFunctions('StopExecution'),
};

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
