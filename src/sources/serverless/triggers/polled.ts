import { alphanumeric, normalizedName, upperFirst } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { addTrigger, nameOf, sourceMapping, type Trigger } from './trigger.ts';

const MAPPING = 'AWS::Lambda::EventSourceMapping';

export function addQueue(trigger: Trigger): void {
  const source = arnOf(trigger.part);
  const id = `${normalizedName(trigger.fn.key)}EventSourceMappingSQS${alphanumeric(nameOf(source))}`;
  addTrigger(trigger, id, MAPPING, sourceMapping(trigger, source));
}

/** A DynamoDB or Kinesis stream. */
export function addStream(trigger: Trigger): void {
  const source = arnOf(trigger.part);
  const { value } = source;
  const type = trigger.part.get('type').text() ?? (typeof value === 'string' ? value.split(':')[2] : undefined) ?? '';
  // A table's stream is named after the table: arn:aws:dynamodb:…:table/NAME/stream/….
  const name = typeof value === 'string' ? (value.split('/')[1] ?? value) : nameOf(source);
  const id = `${normalizedName(trigger.fn.key)}EventSourceMapping${upperFirst(type)}${alphanumeric(name)}`;
  addTrigger(trigger, id, MAPPING, {
    ...sourceMapping(trigger, source),
    StartingPosition: trigger.part.get('startingPosition'),
  });
}

const BROKERS: Readonly<Record<string, string>> = {
  activemq: 'ActiveMQ',
  rabbitmq: 'RabbitMQ',
  kafka: 'Kafka',
  msk: 'MSK',
};

/** Amazon MQ and Kafka. */
export function addBroker(trigger: Trigger): void {
  const { type, part, fn } = trigger;
  const subject = [part.get('queue'), part.get('topic')].find(({ exists }) => exists)?.text() ?? '';
  const cluster = type === 'msk' ? alphanumeric(nameOf(part.get('arn'))) : '';
  const id = `${normalizedName(fn.key)}EventSourceMapping${BROKERS[type] ?? ''}${cluster}${alphanumeric(subject)}`;
  addTrigger(trigger, id, MAPPING, sourceMapping(trigger, part.get('arn')));
}

function arnOf(part: Part): Part {
  return typeof part.value === 'string' || !part.get('arn').exists ? part : part.get('arn');
}
