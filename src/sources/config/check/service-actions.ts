import { nearestHint } from '../../problems/nearest.ts';

/** First-class integrations of HTTP APIs and the parameters they cannot do without (http-api 10.5). */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'EventBridge-PutEvents': ['Detail', 'DetailType', 'Source'],
  'SQS-SendMessage': ['QueueUrl', 'MessageBody'],
  'SQS-ReceiveMessage': ['QueueUrl'],
  'SQS-DeleteMessage': ['ReceiptHandle', 'QueueUrl'],
  'SQS-PurgeQueue': ['QueueUrl'],
  'AppConfig-GetConfiguration': ['Application', 'Environment', 'Configuration', 'ClientId'],
  'Kinesis-PutRecord': ['StreamName', 'Data', 'PartitionKey'],
  'StepFunctions-StartExecution': ['StateMachineArn'],
  'StepFunctions-StartSyncExecution': ['StateMachineArn'],
  'StepFunctions-StopExecution': ['ExecutionArn'],
};

/** What is wrong with a service action and its parameters, and at which key of the integration. */
export function serviceActionProblem(
  subtype: string,
  parameters: readonly string[],
): { readonly at: string; readonly message: string; readonly hint?: string } | undefined {
  const required = Object.hasOwn(ACTIONS, subtype) ? ACTIONS[subtype] : undefined;
  if (!required) {
    const hint = nearestHint(subtype, Object.keys(ACTIONS), 'service actions');
    return { at: 'integrationSubtype', message: `"${subtype}" is not a service action`, ...(hint && { hint }) };
  }
  const missing = required.filter((parameter) => !parameters.includes(parameter));
  if (missing.length === 0) return undefined;
  return { at: 'requestParameters', message: `${subtype} needs the parameters ${missing.join(', ')}` };
}
