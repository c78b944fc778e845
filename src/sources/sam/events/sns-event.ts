import type { TemplateValue } from '../../template/template.ts';
import { EventError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { getAtt } from '../words/intrinsics.ts';
import { isGiven } from '../words/values.ts';
import { addPermission, madeId, present, type SamEvent } from './event.ts';

/** An `SNS` event becomes a subscription: of the function, or of a queue that it polls. */
export function addSnsSubscription(event: SamEvent): void {
  const { properties } = event;
  const viaQueue = properties['SqsSubscription'];
  if (!isGiven(viaQueue)) {
    addPermission(event, 'sns.amazonaws.com', present({ SourceArn: properties['Topic'] }));
    subscribe(event, 'lambda', event.target.arn);
    return;
  }
  const queue = viaQueue === true ? madeQueue(event) : givenQueue(event, viaQueue);
  event.work.add(event.owner, madeId(event, 'EventSourceMapping'), {
    type: 'AWS::Lambda::EventSourceMapping',
    properties: {
      EventSourceArn: queue.arn,
      FunctionName: event.target.arn,
      BatchSize: queue.batchSize ?? 10,
      Enabled: true,
    },
  });
  subscribe(event, 'sqs', queue.arn);
}

interface Queue {
  readonly arn: TemplateValue;
  readonly batchSize?: TemplateValue | undefined;
}

function madeQueue(event: SamEvent): Queue {
  const id = madeId(event, 'Queue');
  event.work.add(event.owner, id, { type: 'AWS::SQS::Queue', properties: {} });
  return { arn: getAtt(id, 'Arn') };
}

function givenQueue(event: SamEvent, value: TemplateValue): Queue {
  const subscription = expectMap(value, { id: event.id, isEvent: true }, 'SqsSubscription');
  const { QueueArn: arn, QueueUrl: url, BatchSize: batchSize } = subscription;
  if (!isGiven(arn) || !isGiven(url)) {
    throw new EventError(event.id, 'No QueueARN or QueueURL provided.', ['Properties', 'SqsSubscription']);
  }
  return { arn, batchSize };
}

function subscribe(event: SamEvent, protocol: string, endpoint: TemplateValue): void {
  const { Topic, Region, FilterPolicy, FilterPolicyScope, RedrivePolicy } = event.properties;
  event.work.add(event.owner, madeId(event), {
    type: 'AWS::SNS::Subscription',
    properties: {
      Protocol: protocol,
      Endpoint: endpoint,
      ...present({ TopicArn: Topic, Region, FilterPolicy, FilterPolicyScope, RedrivePolicy }),
    },
  });
}
