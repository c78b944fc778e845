import type { TemplateMap } from '../../template/template.ts';
import { EventError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';
import { madeId, present, type SamEvent } from './event.ts';
import { checkSourceAccess } from './source-access.ts';

/** Where each kind of event source names its source. */
const SOURCES: Readonly<Record<string, string | undefined>> = {
  Kinesis: 'Stream',
  DynamoDB: 'Stream',
  SQS: 'Queue',
  MSK: 'Stream',
  MQ: 'Broker',
  SelfManagedKafka: undefined,
  DocumentDB: 'Cluster',
};

export const MAPPED_EVENTS: ReadonlySet<string> = new Set(Object.keys(SOURCES));

const FILTERED = ['DocumentDB', 'DynamoDB', 'Kinesis', 'MQ', 'MSK', 'SelfManagedKafka', 'SQS'];
const SAME = [
  'BatchSize',
  'Enabled',
  'StartingPosition',
  'MaximumBatchingWindowInSeconds',
  'MaximumRetryAttempts',
  'MaximumRecordAgeInSeconds',
  'BisectBatchOnFunctionError',
  'ParallelizationFactor',
  'Topics',
  'Queues',
  'FilterCriteria',
  'FunctionResponseTypes',
  'TumblingWindowInSeconds',
  'DestinationConfig',
];

/** A queue, stream or broker that a function polls becomes an event source mapping. */
export function addEventSourceMapping(event: SamEvent): void {
  const { work, type, properties } = event;
  const source = SOURCES[type];
  checkFilter(event);
  if (isGiven(properties['ConsumerGroupId']) && type !== 'MSK' && type !== 'SelfManagedKafka') {
    throw error(event, `Property ConsumerGroupId not defined for resource of type ${type}.`, 'ConsumerGroupId');
  }
  checkDestination(event);
  checkSourceAccess(event);
  work.add(event.owner, madeId(event), {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: work.positions.copied(properties, {
      ...present(Object.fromEntries(SAME.map((key) => [key, properties[key]]))),
      ...present({ EventSourceArn: source === undefined ? undefined : properties[source] }),
      FunctionName: event.target.arn,
    }),
  });
}

function checkFilter(event: SamEvent): void {
  const filter = event.properties['FilterCriteria'];
  if (!isGiven(filter) || isIntrinsic(filter) || !isMap(filter)) return;
  if (!FILTERED.includes(event.type)) {
    throw error(event, `FilterCriteria is only available for ${FILTERED.join(', ')} events.`, 'FilterCriteria');
  }
  const keys = Object.keys(filter);
  if (keys.length !== 1 || keys[0] !== 'Filters') {
    throw error(event, 'FilterCriteria field has a wrong format', 'FilterCriteria');
  }
}

function checkDestination(event: SamEvent): void {
  const config = event.properties['DestinationConfig'];
  if (!isGiven(config) || !isMap(config)) return;
  const failure: TemplateMap = expectMap(
    config['OnFailure'],
    { id: event.id, isEvent: true },
    'DestinationConfig.OnFailure',
  );
  const type = failure['Type'];
  if (!isGiven(type) || ['SQS', 'SNS', 'S3', 'Kafka'].some((known) => known === type)) return;
  throw error(event, "The only valid values for 'Type' are 'SQS', 'SNS', 'S3', and 'Kafka'", 'DestinationConfig');
}

function error(event: SamEvent, message: string, key: string): EventError {
  return new EventError(event.id, message, ['Properties', key], key === 'FilterCriteria' ? event.id : madeId(event));
}
