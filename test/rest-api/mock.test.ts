// MOCK integrations: recorded, docs/aws/rest-api-observed.md#mock and docs/aws/rest-api-observed.md#request-to-response-template; leniency
// 10 (U).
import { describe, expect, test } from 'vitest';
import { mockStatus } from '../../src/rest-api/integrations/mock-status.ts';
import type { Integration, IntegrationResponse } from '../../src/model/definition/integration.ts';
import { method, respondsWith, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

const json = (template: string) => ({ 'application/json': template });

function mock(
  request: string,
  responses: readonly IntegrationResponse[] = [respondsWith()],
  parts: Partial<Integration> = {},
) {
  return serve(restApi([method('ANY /{id}', { type: 'MOCK', requestTemplates: json(request), responses, ...parts })]));
}

describe('status of the request template (10)', () => {
  test.each([
    '{ statusCode: 200 }',
    `{'statusCode': 200, '': ''}`,
    '{"statusCode": 200 , }',
    '{"statusCode": 200 ,, }',
    '{"statusCode": 200 , null: null }',
    `{statusCode: 200, "value": 'goog'}`,
    '{statusCode: 200, foo}: [ba r]}',
    '{"statusCode": 200}',
    ' {"a": {"statusCode": 1}, "statusCode": 200} ',
    '{"a": "}", "statusCode": 200}',
    String.raw`{"a": "\"", "statusCode": 200}`,
  ])('%s is read as 200', (text) => {
    expect(mockStatus(text)).toBe(200);
  });

  test.each([
    'statusCode: 200',
    `{"statusCode': 200 }`,
    `{'statusCode: 200 }`,
    '{statusCode: 200, {foo: [ba r]}',
    '{"statusCode": 200',
    '{"statusCode": "200"}',
    '{}',
    '',
    '[200]',
    '{"statusCode": 200.5}',
  ])('%s has none', (text) => {
    expect(mockStatus(text)).toBeUndefined();
  });

  test('none is a 500', async () => {
    const served = mock('{}');
    const response = await served.send('GET /test/1');
    expect(response).toMatchObject({ statusCode: 500, body: '{"message": "Internal server error"}' });
    expect(served.exchanges[0]?.reason).toBe(
      'Unable to parse statusCode. It should be an integer that is defined in the request template.',
    );
  });

  test('the status chooses the integration response', async () => {
    const served = mock('{"statusCode": $input.params("id")}', [
      respondsWith({ statusCode: '200' }),
      respondsWith({ statusCode: '202', selectionPattern: String.raw`2\d{2}` }),
      respondsWith({ statusCode: '404', selectionPattern: '4..' }),
    ]);
    expect((await served.send('GET /test/201')).statusCode).toBe(202);
    expect((await served.send('GET /test/410')).statusCode).toBe(404);
    expect((await served.send('GET /test/302')).statusCode).toBe(200);
  });
});

test('without a response template: empty body, JSON, no trace id', async () => {
  const response = await mock('{"statusCode": 200}').send('GET /test/1', {
    headers: [['X-Amzn-Trace-Id', 'Root=1-a-b']],
  });
  expect(response).toMatchObject({ statusCode: 200, body: '' });
  expect(response.headers.map(([name]) => name)).toEqual(['x-amzn-RequestId', 'x-amz-apigw-id', 'Content-Type']);
});

test('the response template does not see the output of the request template', async () => {
  const served = mock('{"statusCode": 200, "a": 1}', [
    respondsWith({ responseTemplates: json('[$input.body][$input.path("$.a")]') }),
  ]);
  expect((await served.send('GET /test/1')).body).toBe('[{}][]');
});

test.each(['GET', 'POST'])('recorded: test_mock_integration_response %s', async (verb) => {
  for (const passthroughBehavior of ['WHEN_NO_MATCH', 'NEVER', 'WHEN_NO_TEMPLATES'] as const) {
    const template = '{"statusCode": 200, "id": $input.params().path.id}';
    const served = mock('{"statusCode": 200}', [respondsWith({ responseTemplates: json(template) })], {
      passthroughBehavior,
    });
    const step = `TestIntegrations::test_mock_integration_response[${passthroughBehavior}-UrlType.PATH_BASED-${verb}]`;
    expect((await served.send(`${verb} /test/42`)).json()).toEqual(recording('basic', step, 'mock-response'));
  }
});

// docs/aws/rest-api-observed.md#request-to-response-template
describe('overrides pass from the request template to the response template', () => {
  const request = [
    '#set($context.responseOverride.header.foo = "bar")',
    '#set($context.responseOverride.status = 444)',
    '#set($context.responseOverride.custom = "is also passed around")',
    '{"statusCode": 200}',
  ].join('\n');

  test('fact 8: a request template can set the status of the response', async () => {
    const response = await mock(request).send('GET /test/1');
    expect(response).toMatchObject({ statusCode: 444, body: '' });
    expect(response.header('foo')).toBe('bar');
  });

  test('recorded: test_integration_mock_with_response_override_in_request_template', async () => {
    const template =
      '{"statusOverride": "$context.responseOverride.status", "fooHeader": "$context.responseOverride.header.foo", "custom": "$context.responseOverride.custom"}';
    const served = mock(request, [respondsWith({ responseTemplates: json(template) })]);
    const response = await served.send('GET /test/1');
    const name = 'test_integration_mock_with_response_override_in_request_template[True]';
    expect({ body: response.json(), status_code: response.statusCode }).toEqual(
      recording('integrations', name, 'response'),
    );
  });

  test('recorded: test_integration_mock_with_vtl_map_assignation', async () => {
    const writes = [
      '#set($paramName = "foo")',
      '#set($context.requestOverride.querystring[$paramName] = "bar")',
      '#set($paramPutName = "putfoo")',
      '$context.requestOverride.querystring.put($paramPutName, "putBar")',
      '#set($context["requestOverride"].querystring["nestedfoo"] = "nestedFoo")',
      '{"statusCode": 200}',
    ].join('\n');
    const template =
      '#set($value = $context.requestOverride.querystring["foo"])#set($value2 = $context.requestOverride.querystring["putfoo"])#set($value3 = $context.requestOverride.querystring["nestedfoo"]){"value": "$value", "value2": "$value2", "value3": "$value3"}';
    const response = await mock(writes, [respondsWith({ responseTemplates: json(template) })]).send('GET /test/1');
    const recorded = objectOf(recording('integrations', 'test_integration_mock_with_vtl_map_assignation', 'response'));
    expect({ body: response.json(), status_code: response.statusCode }).toEqual(recorded);
  });

  test.each([
    ['invoke-path1', 'path1'],
    ['invoke-path2', 'path2'],
    ['invoke-path-else', 'other'],
  ])('recorded: test_integration_mock_with_request_overrides_in_response_template %s', async (step, id) => {
    const writes =
      '#set($context.requestOverride.path.body = $util.base64Decode($input.params("id"))){"statusCode": 200}';
    const template = [
      '#set($body = $context.requestOverride.path.body)',
      '#if($body == "path1"){"response": "path was path one"}',
      '#elseif($body == "path2"){"response": "path was path two"}',
      '#else{"response": "this is the else clause"}#end',
    ].join('');
    const name = 'test_integration_mock_with_request_overrides_in_response_template';
    const encoded = Buffer.from(id).toString('base64');
    const response = await mock(writes, [respondsWith({ responseTemplates: json(template) })]).send(
      `GET /test/${encoded}`,
    );
    expect(response.json()).toEqual(recording('integrations', name, step));
  });
});

test('CORS: an OPTIONS method answers with mapped static headers (16)', async () => {
  const served = mock('{"statusCode": 200}', [
    respondsWith({
      responseParameters: {
        'method.response.header.Access-Control-Allow-Origin': "'*'",
        'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS'",
      },
    }),
  ]);
  const response = await served.send('OPTIONS /test/1');
  expect(response.header('Access-Control-Allow-Origin')).toBe('*');
  expect(response.header('Access-Control-Allow-Methods')).toBe('GET,OPTIONS');
});

// docs/aws/rest-api.md#cors
test('everything binary and a template without CONVERT_TO_TEXT is a 500', async () => {
  const route = method('OPTIONS /x', {
    type: 'MOCK',
    requestTemplates: json('{"statusCode": 200}'),
    responses: [respondsWith()],
  });
  const broken = serve(restApi([route], { binaryMediaTypes: ['*/*'] }));
  expect((await broken.send('OPTIONS /test/x')).statusCode).toBe(500);
  const cured = { ...route, integration: { ...route.integration, contentHandling: 'CONVERT_TO_TEXT' as const } };
  expect((await serve(restApi([cured], { binaryMediaTypes: ['*/*'] })).send('OPTIONS /test/x')).statusCode).toBe(200);
});
