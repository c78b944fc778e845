// Recordings of REST APIs with AWS services behind them, and of TestInvokeMethod, through the built CLI:
// docs/aws/rest-api-observed.md#request-conversion, docs/aws/rest-api-observed.md#response-conversion,
// docs/aws/rest-api-observed.md#service-integrations, docs/aws/rest-api-observed.md#test-invoke-log.
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { objectOf, recording } from '../../rest-api/support/recordings.ts';
import { samplesMissing, unlessSkipped } from '../../shared-folder.ts';
import { runCli } from '../cli.ts';
import { expectLikeRecorded, headerNames, recordedBytes } from './comparing.ts';
import { type Project, startProject } from './project.ts';
import { type StandIns, startStandIns } from './stand-ins.ts';

// The recorded objects: 67 bytes of gzip, the same as base64, and a text.
const GZIP = 'H4sIABRs7mMC/0vOzy0oSi0uTk1RSEksSdRRKM7IL81JUUhKVcjMK0vMyUxRCA1x07VQKC4pysxLBwC4ORBXLwAAAA==';
const OBJECTS = {
  'binary-raw': Buffer.from(GZIP, 'base64'),
  'binary-encoded': Buffer.from(GZIP),
  text: Buffer.from('this is a UTF8 text typed object'),
} as const;
type Stored = keyof typeof OBJECTS;

const json = (template: string) => ({ 'application/json': template });
const arn = (rest: string) => `arn:aws:apigateway:us-east-1:${rest}`;
const answers = (parts: object = {}) => ({ default: { statusCode: 200, ...parts } });

/** The recorded bucket integration: key, content types and ETag are mapped. */
const bucket = (request: object = {}, response: object = {}) => ({
  requestParameters: {
    'method.request.path.object_path': true,
    'method.request.header.Content-Type': false,
    'method.request.header.response-content-type': false,
  },
  integration: {
    type: 'aws',
    httpMethod: 'ANY',
    uri: arn('s3:path/bucket/{object_path}'),
    requestParameters: {
      'integration.request.path.object_path': 'method.request.path.object_path',
      'integration.request.header.Content-Type': 'method.request.header.Content-Type',
    },
    responses: answers({
      responseParameters: { 'method.response.header.ETag': 'integration.response.header.ETag' },
      ...response,
    }),
    ...request,
  },
});

const queue = (parts: object, response: object = {}) => ({
  integration: {
    type: 'aws',
    httpMethod: 'POST',
    uri: arn('sqs:path/123456789012/queue'),
    requestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
    passthroughBehavior: 'never',
    responses: answers(response),
    ...parts,
  },
});

const table = (action: string, template: object) => ({
  integration: {
    type: 'aws',
    httpMethod: 'POST',
    uri: arn(`dynamodb:action/${action}`),
    requestTemplates: json(JSON.stringify({ TableName: action, ...template })),
    responses: answers(),
  },
});

const keysOf = (variable: string) =>
  `{#foreach($key in ${variable}.keySet())"$key": "${variable}.get($key)"#if($foreach.hasNext),#end#end}`;
const CONTEXT = `{"context": ${keysOf('$context')}, "identity": ${keysOf('$context.identity')}, "requestOverride": ${keysOf('$context.requestOverride')}, "responseOverride": ${keysOf('$context.responseOverride')}, "authorizer_keys": ${keysOf('$context.authorizer')}}`;
const GREAT = json('{"message": "great success!"}');
const IDS = json(
  '#set($response = $input.path("$.SendMessageResponse")){"messageId": "$response.SendMessageResult.MessageId", "requestId": "$response.ResponseMetadata.RequestId"}',
);
const attribute = (name: string) =>
  json(
    `Action=SendMessage&MessageBody=$input.body&${name}.1.Name=user-agent&${name}.1.Value.DataType=String&${name}.1.Value.StringValue=$input.params('User-Agent')`,
  );

const HANDLING = {
  none: {},
  text: { contentHandling: 'CONVERT_TO_TEXT' },
  binary: { contentHandling: 'CONVERT_TO_BINARY' },
};
const objectRoutes = Object.fromEntries([
  ...Object.entries(HANDLING).map(([name, handling]) => [`PUT /${name}/{object_path+}`, bucket(handling)] as const),
  ...Object.entries(HANDLING).map(([name, handling]) => [`GET /${name}/{object_path+}`, bucket({}, handling)] as const),
]);

const configWith = (url: string, dynamodb: string) => ({
  accountId: '111111111111',
  endpoints: { s3: url, sqs: url, dynamodb },
  functions: { fn: 'handlers.fn' },
  apis: {
    unmarked: { type: 'rest', stage: 'test', routes: objectRoutes },
    marked: { type: 'rest', stage: 'test', binaryMediaTypes: ['image/png'], routes: objectRoutes },
    any: { type: 'rest', stage: 'test', routes: { 'ANY /{object_path+}': bucket() } },
    queues: {
      type: 'rest',
      stage: 'testing',
      routes: {
        'POST /form': queue(
          { requestTemplates: json('Action=SendMessage&MessageBody=$input.body') },
          { responseTemplates: GREAT },
        ),
        'POST /ids': queue(
          { requestTemplates: json('Action=SendMessage&MessageBody=$input.body') },
          { responseTemplates: IDS },
        ),
        'POST /MessageAttribute': queue({ requestTemplates: attribute('MessageAttribute') }),
        'POST /MessageAttributes': queue({ requestTemplates: attribute('MessageAttributes') }),
        'POST /sqs': queue({ requestTemplates: json(CONTEXT) }),
      },
    },
    tables: {
      type: 'rest',
      stage: 'test',
      routes: {
        'POST /PutItem': table('PutItem', { Item: { id: { S: "$input.params('id')" } } }),
        'POST /Query': table('Query', {
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': { S: "$input.params('id')" } },
        }),
        'POST /Scan': table('Scan', {}),
      },
    },
    tried: {
      type: 'rest',
      stage: 'local',
      routes: { 'GET /foo': { integration: { type: 'aws', uri: 'fn', httpMethod: 'POST', responses: answers() } } },
    },
  },
});

const HANDLERS = `
export const fn = async (event) => ({
  statusCode: 200,
  body: JSON.stringify('response from localstack lambda: ' + JSON.stringify(event)),
  isBase64Encoded: false,
  headers: {},
});
`;

let project: Project;
let standIns: StandIns;
let database: Server;

describe.skipIf(samplesMissing)(unlessSkipped('recorded on AWS, through the CLI'), () => {
  beforeAll(async () => {
    standIns = await startStandIns();
    database = dynalite({ createTableMs: 0 });
    database.listen(0, '127.0.0.1');
    await once(database, 'listening');
    const endpoint = `http://127.0.0.1:${(database.address() as AddressInfo).port}`;
    await fill(endpoint);
    project = await startProject(configWith(standIns.url, endpoint), HANDLERS);
  });
  afterAll(async () => {
    await project?.stop();
    await standIns?.close();
    database?.close();
  });

  test('test_apigateway_s3_any', async () => {
    const steps = async (): Promise<unknown> => withoutMarkup((await project.send('any', 'GET /test/test.json')).text);
    const put = (id: number) =>
      project.send('any', 'PUT /test/test.json', {
        headers: [['Content-Type', 'application/json']],
        body: JSON.stringify({ put_id: id }),
      });
    const recorded = (step: string) => recording('s3', 'test_apigateway_s3_any', step);
    expectLikeRecorded(await steps(), recorded('get-object-empty'));
    await put(1);
    expect(await steps()).toEqual(recorded('get-object-1'));
    await put(2);
    expect(await steps()).toEqual(recorded('get-object-2'));
    await project.send('any', 'DELETE /test/test.json');
    expectLikeRecorded(await steps(), recorded('get-object-deleted'));
  });

  const BINARY = 'TestApiGatewayS3BinarySupport::test_apigw_s3_binary_support_';
  const requests = (
    [
      ['none', 'request[None]'],
      ['text', 'request[CONVERT_TO_TEXT]'],
      ['binary', 'request_convert_to_binary'],
    ] as const
  ).flatMap(([handling, name]) =>
    (['no-binary-media', 'binary-type', 'binary-media', 'text-type'] as const).flatMap((media) =>
      (Object.keys(OBJECTS) as Stored[]).map((stored) => ({
        handling,
        name,
        media,
        stored,
        step: `get-obj-${media}-${stored}`,
      })),
    ),
  );
  test.each(requests.filter(({ name, step }) => has('s3', `${BINARY}${name}`, step)))('$name $step', async (row) => {
    const recorded = objectOf(recording('s3', `${BINARY}${row.name}`, row.step));
    const type = row.media === 'text-type' ? 'text/plain' : 'image/png';
    const api = row.media === 'no-binary-media' ? 'unmarked' : 'marked';
    const line = `PUT /test/${row.handling}/${row.step}`;
    const answer = await project.send(api, line, { headers: [['Content-Type', type]], body: OBJECTS[row.stored] });
    expect(answer.status).toBe(200);
    expect(standIns.objects.get(row.step)?.bytes).toEqual(recordedBytes(recorded['Body']));
  });

  const files = { encoded: 'binary-encoded', raw: 'binary-raw', text: 'text' } as const;
  const kinds = { text: 'text/plain', binary: 'image/png' } as const;
  const responses = (
    [
      ['none', 'response_no_content_handling'],
      ['text', 'response_convert_to_text'],
      ['binary', 'response_convert_to_binary'],
    ] as const
  ).flatMap(([handling, name]) =>
    (['encoded', 'raw', 'text'] as const).flatMap((file) => [
      { handling, name, file, payload: 'text', accept: 'text', api: 'unmarked', step: `${file}-no-media` } as const,
      ...(['text', 'binary'] as const).flatMap((payload) =>
        (['text', 'binary'] as const).map(
          (accept) =>
            ({
              handling,
              name,
              file,
              payload,
              accept,
              api: 'marked',
              step: `${file}-payload-${payload}-accept-${accept}`,
            }) as const,
        ),
      ),
    ]),
  );
  test.each(responses.filter(({ name, step }) => has('s3', `${BINARY}${name}`, step)))('$name $step', async (row) => {
    const recorded = objectOf(recording('s3', `${BINARY}${row.name}`, row.step));
    standIns.objects.set('object', { type: kinds[row.payload], bytes: OBJECTS[files[row.file]] });
    const headers = [['Accept', kinds[row.accept]]] as const;
    const answer = await project.send(row.api, `GET /test/${row.handling}/object`, { headers });
    expect(answer.bytes).toEqual(recordedBytes(recorded['content']));
    expect(answer.headers).toContainEqual(['ETag', '"tag"']);
  });

  test('test_sqs_aws_integration', async () => {
    const sent = '{"foo": "bar"}';
    for (const [step, parts] of [
      ['sqs-aws-integration-with-payload', { body: sent }],
      ['sqs-aws-integration-without-payload', {}],
    ] as const) {
      const answer = await project.send('queues', 'POST /testing/form', parts);
      expect(answer.json()).toEqual(recording('sqs', 'test_sqs_aws_integration', step));
    }
    const messages = recording('sqs', 'test_sqs_aws_integration', 'sqs-messages') as { Body: unknown }[];
    const received = standIns.queue.slice(-2).map(({ form }) => JSON.parse(form.get('MessageBody') ?? '') as unknown);
    expect(received).toEqual(messages.map(({ Body }) => Body));
  });

  test('test_sqs_request_and_response_xml_templates_integration', async () => {
    const name = 'test_sqs_request_and_response_xml_templates_integration';
    const answer = await project.send('queues', 'POST /testing/ids', { body: '{"foo": "bar"}' });
    expectLikeRecorded(answer.json(), recording('sqs', name, 'sqs-json-response'));
    // The queue answers in JSON because the gateway asks for it.
    expect(standIns.queue.at(-1)?.headers['accept']).toBe('application/json');
  });

  test.each(['MessageAttribute', 'MessageAttributes'])(
    'test_sqs_aws_integration_with_message_attribute[%s]',
    async (attributes) => {
      const name = `test_sqs_aws_integration_with_message_attribute[${attributes}]`;
      const headers = [['User-Agent', 'BAR-Header']] as const;
      await project.send('queues', `POST /testing/${attributes}`, { headers, body: '{"foo": "bar"}' });
      const form = standIns.queue.at(-1)?.form;
      expect(JSON.parse(form?.get('MessageBody') ?? '')).toEqual(recording('sqs', name, 'sqs-message-body'));
      const value = (part: string) => form?.get(`${attributes}.1.Value.${part}`);
      expect({
        [form?.get(`${attributes}.1.Name`) ?? '']: { DataType: value('DataType'), StringValue: value('StringValue') },
      }).toEqual(recording('sqs', name, 'sqs-message-attributes'));
    },
  );

  test('test_sqs_amz_json_protocol: what $context prints', async () => {
    const [message] = recording('sqs', 'test_sqs_amz_json_protocol', 'sqs-messages') as { Body: unknown }[];
    const headers = [['User-Agent', 'python/requests/tests']] as const;
    await project.send('queues', 'POST /testing/sqs', { headers, body: '{}' });
    expectLikeRecorded(JSON.parse(standIns.queue.at(-1)?.body ?? ''), message?.Body);
  });

  test.each(['test', 'test2', 'test 3', 'invalid'])('test_rest_api_to_dynamodb_integration[Query] %s', async (id) => {
    const recorded = objectOf(recording('dynamodb', 'test_rest_api_to_dynamodb_integration[Query]', `result-${id}`));
    const answer = await project.send('tables', `POST /test/Query?id=${encodeURIComponent(id)}`);
    expect({ content: answer.json(), status: answer.status }).toEqual({
      content: recorded['content'],
      status: recorded['status_code'],
    });
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['headers'])));
  });

  test.each([
    ['Scan', 'result-scan', 'POST /test/Scan'],
    ['PutItem', 'result-put-item', 'POST /test/PutItem?id=test-new'],
  ])('test_rest_api_to_dynamodb_integration[%s]', async (action, step, line) => {
    const recorded = objectOf(recording('dynamodb', `test_rest_api_to_dynamodb_integration[${action}]`, step));
    const answer = await project.send('tables', line);
    expect({ content: inOrder(answer.json()), status: answer.status }).toEqual({
      content: inOrder(recorded['content']),
      status: recorded['status_code'],
    });
    expect(headerNames(answer.headers)).toEqual(headerNames(objectOf(recorded['headers'])));
  });

  test.each([
    ['test_invoke_method_response', '/foo', []],
    [
      'test_invoke_method_response_with_body',
      '/foo?queryTest=value',
      ['-H', 'content-type: application/json', '-d', '{"test": "val123"}'],
    ],
  ])('test_apigw_test_invoke_method_api: %s, by gw-emulate test', async (step, path, more) => {
    const recorded = objectOf(recording('basic', 'TestAPIGateway::test_apigw_test_invoke_method_api', step));
    const { code, stdout } = await runCli(
      ['test', 'GET', path, '--resource', '/foo', '--json', ...more],
      project.folder,
    );
    expect(code).toBe(0);
    const result = objectOf(JSON.parse(stdout));
    const log = String(result['log']).split('\n');
    const lines = Object.fromEntries(log.map((text, at) => [`line${String(at).padStart(2, '0')}`, withoutTime(text)]));
    const asRecorded = { ...result, body: JSON.parse(String(result['body'])) as unknown, log: lines };
    const wanted = Object.entries(recorded).filter(([name]) => name !== 'ResponseMetadata');
    expectLikeRecorded(asRecorded, { ...Object.fromEntries(wanted), log: readable(objectOf(recorded['log']), lines) });
  });
});

/** Recorded log lines without their times; placeholders inside a line take what stands there in ours. */
function readable(recorded: Readonly<Record<string, unknown>>, ours: Readonly<Record<string, string>>): unknown {
  const lines = Object.entries(recorded).map(([name, line]) => {
    const text = String(line).replace('DDD MMM dd hh:mm:ss UTC yyyy : ', '');
    const pattern = text
      .split(/<[^<>]*>|Day, dd MMM yyyy hh:mm:ss GMT/)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join('.*');
    const own = ours[name] ?? '';
    return [name, new RegExp(`^${pattern}$`).test(own) ? own : text] as const;
  });
  return Object.fromEntries(lines);
}

function withoutTime(line: string): string {
  return line.replace(/^\w{3} \w{3} \d\d \d\d:\d\d:\d\d UTC \d{4} : /, '');
}

async function fill(endpoint: string): Promise<void> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
  for (const name of ['PutItem', 'Query', 'Scan']) {
    await client.send(
      new CreateTableCommand({
        TableName: name,
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
    for (const id of ['test', 'test2', 'test 3']) {
      await client.send(new PutItemCommand({ TableName: name, Item: { id: { S: id } } }));
    }
  }
  client.destroy();
}

function has(file: string, name: string, step: string): boolean {
  if (samplesMissing !== undefined) return false;
  try {
    recording(file, name, step);
    return true;
  } catch {
    return false;
  }
}

/** JSON as it is; the elements of an XML error as the recordings show them. */
function withoutMarkup(text: string): unknown {
  if (!text.startsWith('<')) return JSON.parse(text);
  const elements = [...text.matchAll(/<(\w+)>([^<>]*)<\/\1>/g)].map(([, name, value]) => [name, value] as const);
  return { Error: Object.fromEntries(elements) };
}

/** The items of a scan come in no particular order. */
function inOrder(content: unknown): unknown {
  const { Items, ...rest } = objectOf(content);
  if (!Array.isArray(Items)) return content;
  return { ...rest, Items: Items.map((item) => JSON.stringify(item)).sort() };
}
