import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';

/** What invokes a function besides APIs. */
export interface Trigger {
  readonly id: string;
  /** `sqs`, `dynamodb`, `kinesis`, `schedule`, `eventbridge`, `s3`, `sns` …: a kind of `gw-emulate event` where there is one. */
  readonly kind: string;
  /** Id of the function. */
  readonly function: string;
  /** ARN of the queue, stream, topic or bucket, or the schedule. */
  readonly source?: string;
}

/** Every trigger of the input whose function is part of it. They do not fire here; `gw-emulate invoke` runs their functions with a sample event. */
export function buildTriggers(context: BuildContext): Trigger[] {
  const { records } = context;
  return [
    ...records.all('AWS::Lambda::EventSourceMapping').flatMap((record) => {
      const { functionName, eventSourceArn: source } = record;
      return trigger(record, serviceOf(source) ?? 'event source', functionName, source, context);
    }),
    ...records.all('AWS::Events::Rule').flatMap((record) =>
      (record.targets ?? []).flatMap(({ arn }) => {
        const kind = record.scheduleExpression === undefined ? 'eventbridge' : 'schedule';
        return trigger(record, kind, arn, record.scheduleExpression, context);
      }),
    ),
    ...records
      .all('AWS::Scheduler::Schedule')
      .flatMap((record) => trigger(record, 'schedule', record.target?.arn, record.scheduleExpression, context)),
    ...records
      .all('AWS::SNS::Subscription')
      .filter(({ protocol }) => protocol === 'lambda')
      .flatMap((record) => trigger(record, 'sns', record.endpoint, record.topicArn, context)),
    ...records
      .all('AWS::S3::Bucket')
      .flatMap((record) =>
        (record.notificationConfiguration?.lambdaConfigurations ?? []).flatMap((one) =>
          trigger(record, 's3', one.function, `arn:aws:s3:::${record.physicalId}`, context),
        ),
      ),
  ];
}

function trigger(
  { id }: AwsResource,
  kind: string,
  functionName: string | undefined,
  source: string | undefined,
  { functions, records }: BuildContext,
): Trigger[] {
  const named = functionName === undefined ? undefined : functions.idOf(functions.nameIn(functionName));
  if (named === undefined) return [];
  const lambda = records.get('AWS::Lambda::Function', named)?.hints?.name ?? named;
  return [{ id, kind, function: lambda, ...(source !== undefined && { source }) }];
}

/** The service in an ARN: `arn:aws:sqs:…` is `sqs`. */
function serviceOf(arn: string | undefined): string | undefined {
  return /^arn:[\w-]+:([\w-]+):/.exec(arn ?? '')?.[1];
}
