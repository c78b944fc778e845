const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const ID = '059f36b4-87a3-44ab-83d2-661975830a7d';

/** Body or detail of a sample event: JSON where it can be. */
export interface TriggerSample {
  /** The message, record or detail; a small object unless given. */
  readonly body?: string;
  /** Time of the event, milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Events of what invokes functions besides APIs, in the shapes that the pages "Using AWS Lambda with …" of the Lambda Developer Guide show.
 */
export const TRIGGER_EVENTS = {
  sqs: sample('a batch of one message from an SQS queue', ({ body = '{"id":1}', now }) => ({
    Records: [
      {
        messageId: ID,
        receiptHandle: 'AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a',
        body,
        attributes: {
          ApproximateReceiveCount: '1',
          SentTimestamp: String(now),
          SenderId: 'AIDAIENQZJOLO23YVJ4VO',
          ApproximateFirstReceiveTimestamp: String(now),
        },
        messageAttributes: {},
        md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
        eventSource: 'aws:sqs',
        eventSourceARN: `arn:aws:sqs:${REGION}:${ACCOUNT}:my-queue`,
        awsRegion: REGION,
      },
    ],
  })),
  sns: sample('one message of an SNS topic', ({ body = '{"id":1}', now }) => ({
    Records: [
      {
        EventVersion: '1.0',
        EventSubscriptionArn: `arn:aws:sns:${REGION}:${ACCOUNT}:my-topic:${ID}`,
        EventSource: 'aws:sns',
        Sns: {
          SignatureVersion: '1',
          Timestamp: new Date(now).toISOString(),
          Signature: 'EXAMPLE',
          SigningCertUrl: 'EXAMPLE',
          MessageId: ID,
          Message: body,
          MessageAttributes: {},
          Type: 'Notification',
          UnsubscribeUrl: 'EXAMPLE',
          TopicArn: `arn:aws:sns:${REGION}:${ACCOUNT}:my-topic`,
          Subject: 'TestInvoke',
        },
      },
    ],
  })),
  schedule: sample('a scheduled event of EventBridge', ({ now }) => ({
    version: '0',
    id: ID,
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: seconds(now),
    region: REGION,
    resources: [`arn:aws:events:${REGION}:${ACCOUNT}:rule/my-schedule`],
    detail: {},
  })),
  eventbridge: sample('an event of an EventBridge bus', ({ body = '{"id":1}', now }) => ({
    version: '0',
    id: ID,
    'detail-type': 'MyDetailType',
    source: 'my.source',
    account: ACCOUNT,
    time: seconds(now),
    region: REGION,
    resources: [],
    detail: parsed(body),
  })),
  s3: sample('an object was put into an S3 bucket', ({ body = 'test/key', now }) => ({
    Records: [
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: REGION,
        eventTime: new Date(now).toISOString(),
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: 'AWS:AIDAINPONIXQXHT3IKHL2' },
        requestParameters: { sourceIPAddress: '205.255.255.255' },
        responseElements: {
          'x-amz-request-id': 'D82B88E5F771F645',
          'x-amz-id-2': 'vlR7PnpV2Ce81l0PRw6jlUpck7Jo5ZsQjryTjKlc5aLWGVHPZLj5NeC6qMa0emYBDXOo6QBU0Wo=',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: '828aa6fc-f7b5-4305-8584-487c791949c1',
          bucket: {
            name: 'my-bucket',
            ownerIdentity: { principalId: 'A3I5XTEXAMAI3E' },
            arn: 'arn:aws:s3:::my-bucket',
          },
          object: {
            key: body,
            size: 1305107,
            eTag: 'b21b84d653bb07b05b1e6b33684dc11b',
            sequencer: '0C0F6F405D6ED209E1',
          },
        },
      },
    ],
  })),
  dynamodb: sample('a batch of one change from a DynamoDB stream', ({ now }) => ({
    Records: [
      {
        eventID: '1',
        eventVersion: '1.1',
        eventName: 'INSERT',
        eventSource: 'aws:dynamodb',
        awsRegion: REGION,
        dynamodb: {
          ApproximateCreationDateTime: Math.floor(now / 1000),
          Keys: { Id: { N: '101' } },
          NewImage: { Message: { S: 'New item!' }, Id: { N: '101' } },
          SequenceNumber: '111',
          SizeBytes: 26,
          StreamViewType: 'NEW_AND_OLD_IMAGES',
        },
        eventSourceARN: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/my-table/stream/2026-01-01T00:00:00.000`,
      },
    ],
  })),
  kinesis: sample('a batch of one record from a Kinesis stream', ({ body = '{"id":1}', now }) => ({
    Records: [
      {
        kinesis: {
          kinesisSchemaVersion: '1.0',
          partitionKey: '1',
          sequenceNumber: '49590338271490256608559692538361571095921575989136588898',
          data: Buffer.from(body).toString('base64'),
          approximateArrivalTimestamp: now / 1000,
        },
        eventSource: 'aws:kinesis',
        eventVersion: '1.0',
        eventID: 'shardId-000000000006:49590338271490256608559692538361571095921575989136588898',
        eventName: 'aws:kinesis:record',
        invokeIdentityArn: `arn:aws:iam::${ACCOUNT}:role/lambda-role`,
        awsRegion: REGION,
        eventSourceARN: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/my-stream`,
      },
    ],
  })),
} as const;

export type TriggerKind = keyof typeof TRIGGER_EVENTS;

export function isTriggerKind(text: string): text is TriggerKind {
  return Object.hasOwn(TRIGGER_EVENTS, text);
}

function sample(
  says: string,
  event: (sample: TriggerSample) => unknown,
): {
  readonly says: string;
  readonly event: (sample: TriggerSample) => unknown;
} {
  return { says, event };
}

function seconds(now: number): string {
  return new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { text };
  }
}
