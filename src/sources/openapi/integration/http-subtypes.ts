import { nearestHint } from '../../problems/nearest.ts';
import type { IntegrationSource } from './integration-parts.ts';
import { checkExpression, readTextMap } from './text-maps.ts';

interface Subtype {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** AWS services that an HTTP API calls by itself, and their parameters (http-api 10.5). `Region` goes with all. */
const SUBTYPES: Readonly<Record<string, Subtype>> = {
  'EventBridge-PutEvents': {
    required: ['Detail', 'DetailType', 'Source'],
    optional: ['Time', 'EventBusName', 'Resources', 'TraceHeader'],
  },
  'SQS-SendMessage': {
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
  'SQS-DeleteMessage': { required: ['ReceiptHandle', 'QueueUrl'], optional: [] },
  'SQS-PurgeQueue': { required: ['QueueUrl'], optional: [] },
  'AppConfig-GetConfiguration': {
    required: ['Application', 'Environment', 'Configuration', 'ClientId'],
    optional: ['ClientConfigurationVersion'],
  },
  'Kinesis-PutRecord': {
    required: ['StreamName', 'Data', 'PartitionKey'],
    optional: ['SequenceNumberForOrdering', 'ExplicitHashKey'],
  },
  'StepFunctions-StartExecution': { required: ['StateMachineArn'], optional: ['Name', 'Input'] },
  'StepFunctions-StartSyncExecution': { required: ['StateMachineArn'], optional: ['Name', 'Input', 'TraceHeader'] },
  'StepFunctions-StopExecution': { required: ['ExecutionArn'], optional: ['Cause', 'Error'] },
};

/** The parameters of a service call, checked against what the subtype takes. */
export function readSubtypeParameters(name: string, source: IntegrationSource): Record<string, string> {
  const { fields, operation, context, at, refuse } = source;
  const subtype = Object.hasOwn(SUBTYPES, name) ? SUBTYPES[name] : undefined;
  if (!subtype) {
    const hint = nearestHint(name, Object.keys(SUBTYPES), 'subtypes');
    refuse('integrationSubtype', `there is no integration subtype "${name}"`, hint);
  }
  if (fields.raw('credentials') === undefined)
    refuse('integrationSubtype', `${name} needs "credentials", the ARN of the role that makes the call`);
  const parameters: Record<string, string> = {};
  const known = [...(subtype?.required ?? []), ...(subtype?.optional ?? []), 'Region'];
  for (const [key, text, place] of readTextMap(fields, 'requestParameters', operation)) {
    if (subtype && !known.includes(key)) {
      const hint = nearestHint(key, known, 'parameters');
      context.problems.error(`"${key}" is no parameter of ${name}`, place.keyPosition, hint);
    }
    parameters[key] = text;
    checkExpression(text, 'http-request', place, context);
  }
  const missing = subtype?.required.filter((each) => parameters[each] === undefined) ?? [];
  if (missing.length > 0)
    context.problems.error(`${name} needs the parameters ${missing.join(', ')}`, at('requestParameters').position);
  return parameters;
}
