// What AWS says of integrations: texts and the rules behind them are those of docs/aws/rest-api-observed.md#refused-resources,
// docs/aws/rest-api-observed.md#mock, docs/aws/rest-api-observed.md#control-plane-messages, docs/aws/rest-api-observed.md#openapi-import
// and docs/aws/rest-api.md#integration-fields, docs/aws/rest-api.md#integration-extension.
import { describe, expect, test } from 'vitest';
import { importRest, LAMBDA_URI, restIntegration, said } from './importing.ts';

const PUT = "Unable to put integration on 'GET' for resource at path '/a': ";
const TYPES = 'Member must satisfy enum value set: [HTTP, MOCK, AWS_PROXY, HTTP_PROXY, AWS]';

const mistakes: readonly (readonly [what: string, integration: string, expected: readonly string[]])[] = [
  [
    'an unknown type',
    'type: HTTPS_PROXY',
    [
      `error 6:15 1 validation error detected: Value 'HTTPS_PROXY' at 'putIntegrationInput.type' failed to satisfy constraint: ${TYPES}`,
    ],
  ],
  ['no type', 'uri: https://example.com', [`error 6:9 ${PUT}the integration has no "type"`]],
  [
    'no method',
    'type: http\nuri: https://example.com',
    [`error 6:9 ${PUT}Enumeration value for HttpMethod must be non-empty`],
  ],
  [
    'an invalid method',
    'type: http\nuri: https://example.com\nhttpMethod: FETCH',
    [`error 8:21 ${PUT}Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY`],
  ],
  [
    'an HTTP address without a scheme',
    'type: http_proxy\nhttpMethod: GET\nuri: example.com/a',
    [`error 8:14 ${PUT}Invalid HTTP endpoint specified for URI`],
  ],
  [
    'an HTTP integration that goes nowhere',
    'type: http_proxy\nhttpMethod: GET',
    [`error 6:9 ${PUT}Invalid HTTP endpoint specified for URI`],
  ],
  [
    'an AWS integration that is not an ARN',
    'type: aws\nhttpMethod: POST\nuri: https://example.com',
    [`error 8:14 ${PUT}Invalid ARN specified in the request`],
  ],
  [
    'an ARN without path or action',
    'type: aws\nhttpMethod: POST\nuri: arn:aws:apigateway:us-east-1:sqs:orders',
    [`error 8:14 ${PUT}AWS ARN for integration must contain path or action`],
  ],
  [
    'a bare function ARN',
    'type: aws_proxy\nhttpMethod: POST\nuri: arn:aws:lambda:us-east-1:123456789012:function:fn',
    [`error 8:14 ${PUT}AWS ARN for integration must contain path or action`],
  ],
  [
    'a service behind AWS_PROXY',
    'type: aws_proxy\nhttpMethod: POST\nuri: arn:aws:apigateway:us-east-1:sqs:path/1/orders',
    [`error 8:14 ${PUT}AWS_PROXY calls Lambda functions only, found the service sqs`],
  ],
  [
    'a function that is not called with POST',
    `type: aws_proxy\nhttpMethod: GET\nuri: ${LAMBDA_URI}`,
    ['warning 7:21 a Lambda function is called with POST; with httpMethod GET every request is answered 500'],
  ],
  [
    'a request parameter that is not text',
    'type: mock\nrequestParameters:\n  integration.request.header.nothing: true',
    [
      "warning 8:47 Invalid format for 'requestParameters'. Expected type string for property 'integration.request.header.nothing' of resource '/a' and method 'GET' but got 'true'",
    ],
  ],
  [
    'a request parameter for nowhere',
    'type: mock\nrequestParameters:\n  header.X: "\'1\'"',
    [
      'error 8:11 Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: header.X]',
    ],
  ],
  [
    'a template for what is not a media type',
    "type: mock\nrequestTemplates: { '123': '{}' }",
    ['error 7:29 Validation Result: warnings : [], errors : [Invalid content type specified: 123]'],
  ],
  [
    'a template that is not text',
    'type: mock\nrequestTemplates:\n  application/json: { statusCode: 200 }',
    [
      `warning 8:29 Invalid format for 'requestTemplates'. Expected type string for property 'application/json' of resource '/a' and method 'GET' but got '{"statusCode":200}'`,
    ],
  ],
  [
    'an invalid status code',
    'type: mock\nresponses: { default: { statusCode: wrong } }',
    [
      "error 7:45 Unable to put integration response on 'GET' for resource at path '/a': 1 validation error detected: Value 'wrong' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d",
    ],
  ],
  [
    'a response without a status code',
    'type: mock\nresponses: { default: {} }',
    [
      "error 7:31 Unable to put integration response on 'GET' for resource at path '/a': the response has no \"statusCode\"",
    ],
  ],
  [
    'two responses with one status code (unproven)',
    "type: mock\nresponses: { default: { statusCode: 200 }, '2\\d\\d': { statusCode: 200 } }",
    ['warning 7:52 two integration responses have the status code 200; "default" gives way to this one'],
  ],
  [
    'a response parameter for nowhere',
    'type: mock\nresponses:\n  default:\n    statusCode: 200\n    responseParameters: { X: "\'1\'" }',
    [
      'error 10:35 Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: X]',
    ],
  ],
  [
    'a timeout that is too short',
    'type: mock\ntimeoutInMillis: 49',
    ['error 7:26 timeoutInMillis must be a whole number from 50 to 300000, found 49'],
  ],
  [
    'a timeout that needs a raised quota',
    `type: mock\ntimeoutInMillis: 29001`,
    ['warning 7:26 timeoutInMillis 29001 is above 29000: on AWS it needs a raised quota'],
  ],
  [
    'an invalid passthrough behaviour',
    'type: mock\npassthroughBehavior: when_no_matches',
    ['error 7:30 passthroughBehavior must be one of WHEN_NO_MATCH, WHEN_NO_TEMPLATES, NEVER, found "when_no_matches"'],
  ],
  [
    'invalid content handling',
    'type: mock\ncontentHandling: CONVERT',
    ['error 7:26 contentHandling must be one of CONVERT_TO_BINARY, CONVERT_TO_TEXT, found "CONVERT"'],
  ],
  [
    'a link without an id',
    'type: http_proxy\nhttpMethod: GET\nuri: https://example.com\nconnectionType: VPC_LINK',
    [`error 9:25 ${PUT}a VPC_LINK connection needs "connectionId"`],
  ],
  [
    'streaming of what is mapped',
    `type: aws\nhttpMethod: POST\nuri: ${LAMBDA_URI}\nresponseTransferMode: STREAM`,
    [`error 9:31 ${PUT}STREAM is for AWS_PROXY and HTTP_PROXY integrations, found AWS`],
  ],
  [
    'a field with a typo',
    'type: mock\npasthroughBehavior: never',
    ['warning 7:9 "pasthroughBehavior" is not a field of x-amazon-apigateway-integration; it is ignored'],
  ],
  [
    'fields of HTTP APIs',
    'type: mock\nintegrationSubtype: SQS-SendMessage',
    ['warning 7:9 REST APIs ignore "integrationSubtype"'],
  ],
  [
    'an integration that is not a map',
    '- type: mock',
    [
      `error 6:9 x-amazon-apigateway-integration must be a map, found a list`,
      `error 6:9 ${PUT}the integration has no "type"`,
    ],
  ],
];

describe('REST integrations that AWS refuses or warns of', () => {
  test.each(mistakes)('%s', (_what, integration, expected) => {
    expect(said(importRest(restIntegration(integration)).problems)).toEqual(expected);
  });

  test('a value that is not text is dropped from its map', () => {
    const text =
      'type: mock\nrequestParameters:\n  integration.request.header.a: 1\n  integration.request.header.b: "\'x\'"';
    const { definition } = importRest(restIntegration(text));
    expect(definition.methods[0]?.integration.requestParameters).toEqual({ 'integration.request.header.b': "'x'" });
  });

  test('of two responses with one status code the later stays (unproven)', () => {
    const text = "type: mock\nresponses: { default: { statusCode: 200 }, '2\\d\\d': { statusCode: 200 } }";
    const { definition } = importRest(restIntegration(text));
    expect(definition.methods[0]?.integration.responses).toMatchObject([{ selectionPattern: '2\\d\\d' }]);
  });

  test('a function that does not exist is named with the nearest one, where the functions are known', () => {
    const text = restIntegration(`type: aws_proxy\nhttpMethod: POST\nuri: ${LAMBDA_URI}`);
    const [problem] = importRest(text, { functions: ['fun', 'other'] }).problems;
    expect(problem).toMatchObject({
      severity: 'error',
      message: 'there is no function "fn"',
      hint: 'Did you mean "fun"?',
      position: { file: 'api.yaml', line: 8, column: 14 },
    });
    expect(problem?.frame).toContain('> 8 |         uri: arn:aws:apigateway');
  });
});
