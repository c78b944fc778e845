// Integrations of HTTP APIs: docs/aws/http-api.md#objects, docs/aws/http-api.md#integrations, docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importHttp, httpIntegration, LAMBDA_URI, said } from './importing.ts';

describe('integrations that AWS refuses or warns of', () => {
  const lambda = `type: aws_proxy\nuri: ${LAMBDA_URI}\npayloadFormatVersion: "2.0"`;
  const http = 'type: http_proxy\nhttpMethod: GET\nuri: https://x.example\n';
  const sqs = 'type: aws_proxy\nintegrationSubtype: SQS-SendMessage\n';
  const complete = 'credentials: arn:aws:iam::1:role/r\nrequestParameters: { QueueUrl: a, MessageBody: b }';

  test.each([
    [
      'a type of REST APIs',
      'type: aws',
      ['warning 6:15 HTTP APIs have no integrations of type AWS: the route is omitted'],
    ],
    ['MOCK', 'type: mock', ['warning 6:15 HTTP APIs have no integrations of type MOCK: the route is omitted']],
    ['an unknown type', 'type: lambda', ['error 6:15 "lambda" is not a type of integration']],
    ['no type', 'uri: https://x.example', ['error 6:9 the integration has no "type"']],
    [
      'an address without a scheme',
      'type: http_proxy\nuri: x.example',
      [
        'error 7:14 the "uri" of this http_proxy integration must be a URL that begins with http:// or https://, found "x.example"',
      ],
    ],
    [
      'an invalid private address',
      'type: http_proxy\nuri: x.example\nconnectionType: VPC_LINK\nconnectionId: l',
      [
        'error 7:14 the "uri" of this http_proxy integration must be the ARN of a listener or Cloud Map service, found "x.example"',
      ],
    ],
    [
      'no function',
      'type: aws_proxy\npayloadFormatVersion: "2.0"',
      ['error 6:9 the aws_proxy integration has no "uri"'],
    ],
    [
      'what is not a function',
      'type: aws_proxy\nuri: https://x.example\npayloadFormatVersion: "2.0"',
      ['error 7:14 the aws_proxy integration names no Lambda function: "https://x.example"'],
    ],
    [
      'a function called with GET',
      `${lambda}\nhttpMethod: GET`,
      ['warning 9:21 a Lambda function is called with POST, found GET'],
    ],
    [
      'no payload version',
      `type: aws_proxy\nuri: ${LAMBDA_URI}`,
      ['warning 6:9 AWS wants "payloadFormatVersion"; it is taken for 2.0 here'],
    ],
    [
      'payload 2.0 to an HTTP backend',
      `${http}payloadFormatVersion: 2.0`,
      ['error 9:31 only Lambda functions take payload format version 2.0'],
    ],
    [
      'an invalid payload version',
      `${http}payloadFormatVersion: 3.0`,
      ['error 9:31 payloadFormatVersion must be one of 1.0, 2.0, 1, 2, found 3'],
    ],
    [
      'a timeout that is too long',
      `${lambda}\ntimeoutInMillis: 30001`,
      ['error 9:26 timeoutInMillis must be a whole number from 50 to 30000, found 30001'],
    ],
    [
      'fields of REST APIs',
      `${lambda}\npassthroughBehavior: never\nresponses: {}`,
      ['warning 9:9 HTTP APIs ignore "passthroughBehavior"', 'warning 10:9 HTTP APIs ignore "responses"'],
    ],
    [
      'streaming',
      `${lambda}\nresponseTransferMode: STREAM`,
      ['warning 9:9 HTTP APIs do not stream: "responseTransferMode" is ignored'],
    ],
    [
      'a TLS option of REST APIs',
      `${http}tlsConfig: { insecureSkipVerification: true }`,
      ['warning 9:22 HTTP APIs ignore "insecureSkipVerification"'],
    ],
    [
      'an unknown subtype',
      `type: aws_proxy\nintegrationSubtype: SQS-SendMesage\n${complete}`,
      ['error 7:29 there is no integration subtype "SQS-SendMesage"'],
    ],
    [
      'a subtype without a role',
      `${sqs}requestParameters: { QueueUrl: a, MessageBody: b }`,
      ['error 7:29 SQS-SendMessage needs "credentials", the ARN of the role that makes the call'],
    ],
    [
      'a subtype without its parameters',
      `${sqs}credentials: a\nrequestParameters: { Region: a }`,
      ['error 9:28 SQS-SendMessage needs the parameters QueueUrl, MessageBody'],
    ],
    [
      'a parameter of another subtype',
      `${sqs}credentials: a\nrequestParameters: { QueueUrl: a, MessageBody: b, StreamName: c }`,
      ['error 9:59 "StreamName" is not a parameter of SQS-SendMessage'],
    ],
    [
      'an invalid mapping',
      `${http}requestParameters: { "set:header.a": b }`,
      ['error 9:30 "set:header.a" is not a parameter mapping of a request'],
    ],
    [
      'a response mapping in a request',
      `${http}requestParameters: { "overwrite:statuscode": "200" }`,
      ['error 9:30 "overwrite:statuscode" is not a parameter mapping of a request'],
    ],
    [
      'a request mapping in a response',
      `${http}responseParameters: { "200": { "overwrite:path": a } }`,
      ['error 9:40 "overwrite:path" is not a parameter mapping of a response'],
    ],
    ['an invalid status', `${http}responseParameters: { default: {} }`, ['error 9:31 "default" is not a status code']],
  ])('%s', (_what, integration, expected) => {
    expect(said(importHttp(httpIntegration(integration)).problems)).toEqual(expected);
  });

  test('keys and values of mappings are handed to the checks of the mapping engine', () => {
    const text = httpIntegration(
      `${http}requestParameters: { "append:header.via": $request.path }\nresponseParameters: { "200": { "append:header.a": b } }`,
    );
    const checks = {
      mappingKey: (side: string, key: string): string | undefined =>
        key.endsWith('via') ? `${side}: ${key} is reserved` : undefined,
      expression: (use: string, value: string): string => `${use}: ${value}`,
    };
    expect(said(importHttp(text, { checks }).problems)).toEqual([
      'error 9:30 request: append:header.via is reserved',
      'error 9:51 http-request: $request.path',
      'error 10:59 http-response: b',
    ]);
  });
});
