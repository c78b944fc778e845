// Lambda integrations with templates (type AWS): recorded, docs/aws/rest-api-observed.md#lambda-non-proxy,
// docs/aws/rest-api-observed.md#choosing-the-integration-response, docs/aws/rest-api-observed.md#overrides.
import { describe, expect, test } from 'vitest';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import type { Integration, IntegrationResponse } from '../../src/model/definition/integration.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { FunctionError, serve } from './support/serve.ts';
import type { FakeHandler } from './support/serve.ts';

const echo: FakeHandler = (call) => JSON.parse(call.payload ?? 'null') as unknown;

function lambda(fn: FakeHandler, parts: Partial<Integration> = {}) {
  const integration = {
    type: 'AWS',
    httpMethod: 'POST',
    lambda: { functionName: 'fn' },
    responses: [respondsWith()],
    ...parts,
  } as const;
  return serve(restApi([method('ANY /x', integration)]), { functions: { fn } });
}

const error = (message: string) =>
  new FunctionError(JSON.stringify({ errorMessage: message, errorType: 'Exception', requestId: 'r', stackTrace: [] }));

test('fact 7: without template an empty body is `{}` for the function', async () => {
  const served = lambda(echo);
  expect((await served.send('GET /test/x')).body).toBe('{}');
  expect(served.invocations[0]?.payload).toBe('{}');
});

test('recorded: test_lambda_aws_integration, the body is the event', async () => {
  const response = await lambda(echo).send('POST /test/x', { body: '{"message": "hello world"}' });
  expect(response.json()).toEqual(recording('lambda', 'test_lambda_aws_integration', 'lambda-aws-integration'));
});

test('recorded: test_lambda_aws_integration_with_request_template', async () => {
  const requestTemplates = { 'application/json': '{"param1": "$input.params(\'param1\')"}' };
  const responses = [respondsWith({ selectionPattern: '' })];
  const response = await lambda(echo, { requestTemplates, responses }).send('GET /test/x?param1=foobar');
  const name = 'test_lambda_aws_integration_with_request_template';
  expect(response.json()).toEqual(recording('lambda', name, 'lambda-aws-integration-1'));
});

// docs/aws/rest-api-observed.md#choosing-the-integration-response
describe('selection patterns', () => {
  const responses: readonly IntegrationResponse[] = [
    respondsWith({ statusCode: '200', selectionPattern: '' }),
    respondsWith({ statusCode: '502', selectionPattern: '.+' }),
    respondsWith({ statusCode: '405', selectionPattern: '.*four hundred.*' }),
  ];
  const raise: FakeHandler = (call) => {
    const { statusCode } = objectOf(JSON.parse(call.payload ?? '{}'));
    if (statusCode === '200') return 'Pass';
    return error(`Error: Raising ${statusCode === '400' ? 'four' : 'five'} hundred from within the Lambda function`);
  };

  test.each([
    ['200', 200],
    ['400', 405],
    ['500', 502],
  ])('recorded: test_lambda_selection_patterns %s', async (statusCode, expected) => {
    const response = await lambda(raise, { responses }).send('POST /test/x', { body: JSON.stringify({ statusCode }) });
    expect(response.statusCode).toBe(expected);
    const recorded = recording('lambda', 'test_lambda_selection_patterns', `lambda-selection-pattern-${statusCode}`);
    const answer = response.json();
    if (typeof recorded === 'string') expect(response.body).toBe(JSON.stringify(recorded));
    else expect(objectOf(answer)['errorMessage']).toBe(objectOf(recorded)['errorMessage']);
  });

  test('fact 9: a pattern sees only errorMessage, so "200" never matches a success', async () => {
    const patterns = [respondsWith(), respondsWith({ statusCode: '201', selectionPattern: '200' })];
    expect((await lambda(() => ({ statusCode: 200 }), { responses: patterns }).send('GET /test/x')).statusCode).toBe(
      200,
    );
  });

  test('an errorMessage in a successful result selects nothing', async () => {
    const patterns = [respondsWith(), respondsWith({ statusCode: '500', selectionPattern: '.+' })];
    expect((await lambda(() => ({ errorMessage: 'x' }), { responses: patterns }).send('GET /test/x')).statusCode).toBe(
      200,
    );
  });

  test('`.*` takes successes too, `.+` does not (D)', async () => {
    const patterns = [respondsWith(), respondsWith({ statusCode: '500', selectionPattern: '.*' })];
    expect((await lambda(() => 1, { responses: patterns }).send('GET /test/x')).statusCode).toBe(500);
  });

  test('the whole message has to match, and `.` is not a line feed (likely)', async () => {
    const patterns = [respondsWith(), respondsWith({ statusCode: '404', selectionPattern: 'not found' })];
    const status = async (message: string, selectionPattern = 'not found') =>
      (
        await lambda(() => error(message), {
          responses: [patterns[0] ?? respondsWith(), respondsWith({ statusCode: '404', selectionPattern })],
        }).send('GET /test/x')
      ).statusCode;
    expect(await status('not found')).toBe(404);
    expect(await status('pet not found')).toBe(200);
    expect(await status('a\nb', '.+')).toBe(200);
    expect(await status('a\nb', String.raw`[\s\S]+`)).toBe(404);
  });

  test('without an error pattern a failing function is a 200 with the error as body', async () => {
    const response = await lambda(() => error('boom')).send('GET /test/x');
    expect(response.statusCode).toBe(200);
    expect(response.json()).toMatchObject({ errorMessage: 'boom' });
  });

  test('no match and no default is a 500 (D)', async () => {
    const served = lambda(() => 1, { responses: [respondsWith({ selectionPattern: '.+' })] });
    expect((await served.send('GET /test/x')).statusCode).toBe(500);
    expect(served.exchanges[0]?.reason).toBe(
      'No match for output mapping and no default output mapping configured. Endpoint Response Status Code: 200',
    );
  });

  test('a status that the method does not declare is a 500 (D)', async () => {
    const methodResponses = { '201': { responseParameters: {}, responseModels: {} } };
    const integration = { type: 'AWS', lambda: { functionName: 'fn' }, responses: [respondsWith()] } as const;
    const served = serve(restApi([method('GET /x', integration, { methodResponses })]), { functions: { fn: () => 1 } });
    expect((await served.send('GET /test/x')).statusCode).toBe(500);
    expect(served.exchanges[0]?.reason).toBe('Output mapping refers to an invalid method response: 200');
  });
});

// docs/aws/rest-api-observed.md#overrides
describe('response templates and overrides', () => {
  const template = [
    '#set($inputRoot = $input.path("$"))',
    '{"statusCode": 200, "body": "$inputRoot.body"}',
    '#if($inputRoot.toString().contains("customerror"))#set($context.responseOverride.status = 400)',
    '#else#set($context.responseOverride.status = 202)#end',
  ].join('\n');

  test.each([
    ['response-template-202', 'noerror'],
    ['response-template-400', 'customerror'],
  ])('recorded: test_lambda_aws_integration_response_with_mapping_templates %s', async (step, body) => {
    const responses = [respondsWith({ responseTemplates: { 'application/json': template } })];
    const response = await lambda(() => ({ body }), { responses }).send('GET /test/x');
    const recorded = recording('lambda', 'test_lambda_aws_integration_response_with_mapping_templates', step);
    expect({ body: response.json(), statusCode: response.statusCode }).toEqual(recorded);
  });

  test.each([
    ['99', 200],
    ['600', 200],
    // Unproven: HTTP cannot end a response with it.
    ['101', 500],
    ['"x"', 200],
    ['418', 418],
  ])('a status of %s gives %i', async (status, expected) => {
    const responseTemplates = { 'application/json': `#set($context.responseOverride.status = ${status})` };
    const response = await lambda(() => 1, { responses: [respondsWith({ responseTemplates })] }).send('GET /test/x');
    expect(response.statusCode).toBe(expected);
  });

  test('an override wins over the mapped header of its name, a list sends it several times (D)', async () => {
    const responseTemplates = {
      'application/json':
        '#set($context.responseOverride.header.a = "override")#set($context.responseOverride.header.b = ["1", "2"])',
    };
    const responseParameters = { 'method.response.header.a': "'mapped'", 'method.response.header.c': "'kept'" };
    const responses = [respondsWith({ responseTemplates, responseParameters })];
    const { headers } = await lambda(() => 1, { responses }).send('GET /test/x');
    expect(headers.slice(-4)).toEqual([
      ['c', 'kept'],
      ['a', 'override'],
      ['b', '1'],
      ['b', '2'],
    ]);
  });

  test('a template that fails is a 500 with the reason for the developer', async () => {
    const responseTemplates = { 'application/json': '#foreach($i in [0..5000])$i#end' };
    const served = lambda(() => 1, { responses: [respondsWith({ responseTemplates })] });
    expect((await served.send('GET /test/x')).statusCode).toBe(500);
    expect(served.exchanges[0]?.reason).toMatch(/^Unable to transform: .* at line 1, column \d+$/);
  });

  test('a template that does not parse makes its method alone answer 500, and is reported once', async () => {
    const responses = [respondsWith({ responseTemplates: { 'application/json': '#if(' } })];
    const served = lambda(() => 1, { responses });
    expect(served.warnings).toHaveLength(1);
    expect((await served.send('GET /test/x')).statusCode).toBe(500);
  });
});

test('X-Amz-Invocation-Type Event: 200 and an empty body at once (recorded: 8)', async () => {
  const requestParameters = { 'integration.request.header.X-Amz-Invocation-Type': "'Event'" };
  const response = await lambda(() => new Promise(() => undefined), { requestParameters }).send('POST /test/x', {
    body: '{"a":1}',
  });
  expect(response).toMatchObject({ statusCode: 200, body: '' });
});

test('a mapped error field of a JSON error message becomes a header (D)', async () => {
  const responseParameters = { 'method.response.header.X-Status': 'integration.response.body.errorMessage.httpStatus' };
  const responses = [respondsWith({ responseParameters })];
  const response = await lambda(() => error('{"httpStatus": 404}'), { responses }).send('GET /test/x');
  expect(response.header('X-Status')).toBe('404');
});

test('the answer carries the trace id and JSON even under a text/html template (recorded: 2, 8)', async () => {
  const responses = [respondsWith({ responseTemplates: { 'text/html': '<p>' } })];
  const response = await lambda(() => 1, { responses }).send('GET /test/x', {
    headers: [['Accept', 'application/json']],
  });
  expect(response.body).toBe('<p>');
  expect(response.header('Content-Type')).toBe('application/json');
  expect(response.header('X-Amzn-Trace-Id')).toBeDefined();
});

test("a body that is not JSON is Lambda's 400 (R)", async () => {
  const message = 'Could not parse request body into json';
  const fn = () => {
    throw new LambdaServiceError('InvalidRequestContentException', message);
  };
  expect(await lambda(fn).send('POST /test/x', { body: 'no' })).toMatchObject({
    statusCode: 400,
    body: `{"message": "${message}"}`,
  });
});
