// References, included files, CloudFormation functions: docs/aws/rest-api.md#import-and-export, docs/aws/http-api.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importRest, mockOperation, said } from './importing.ts';

describe('references', () => {
  const root = 'components: { parameters: { A: { name: a, in: query } } }';

  test.each([
    [
      'nowhere',
      "parameters: [{ $ref: '#/components/parameters/B' }]",
      'error 5:20 "$ref" leads nowhere: there is no #/components/parameters/B',
    ],
    [
      'with a broken percent sequence',
      "parameters: [{ $ref: '#/components/parameters/%zz' }]",
      'error 5:20 "$ref" leads nowhere: there is no #/components/parameters/%zz',
    ],
    [
      'in a circle',
      "parameters: [{ $ref: '#/paths/~1a/get/parameters/0' }]",
      'error 5:20 the reference "$ref" goes round in a circle',
    ],
    [
      'to the web',
      'parameters: [{ $ref: https://x.example/a.yaml }]',
      'error 5:20 "https://x.example/a.yaml" is not on this machine',
    ],
    [
      'to a file that cannot be read',
      'parameters: [{ $ref: a.yaml }]',
      'error 5:20 the document refers to another file, "a.yaml", and no other files can be read here',
    ],
  ])('%s', (_what, lines, expected) => {
    expect(said(importRest(mockOperation(lines, root)).problems)).toContain(expected);
  });

  test('a file that is missing is said with the reason', () => {
    const readFile = (): string => {
      throw new Error('no such file');
    };
    const { problems } = importRest(mockOperation('parameters: [{ $ref: more/a.yaml }]'), { readFile });
    expect(said(problems)).toContain('error 5:20 more/a.yaml cannot be read: no such file');
  });

  test('a part of a file is found, and problems in it have their place there', () => {
    const readFile = (): string => 'a:\n  - type: mocc\n';
    const text = 'openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { $ref: "p.yaml#/a/0" } } } }';
    const [problem] = importRest(text, { readFile }).problems;
    expect(problem?.position).toEqual({ file: 'p.yaml', line: 2, column: 11 });
  });

  test('AWS::Include puts the content of a file beside what stands there', () => {
    const readFile = (): string => 'x-amazon-apigateway-integration: { type: mock }\noperationId: theirs\n';
    const text =
      'openapi: 3.0.1\npaths: { /a: { get: { operationId: ours, Fn::Transform: { Name: AWS::Include, Parameters: { Location: p.yaml } } } } }';
    const { definition, problems, files } = importRest(text, { readFile });
    expect(said(problems)).toEqual([]);
    expect(definition.methods[0]).toMatchObject({ operationName: 'ours', integration: { type: 'MOCK' } });
    expect(files).toEqual(['p.yaml']);
  });

  test.each([
    [
      'Fn::Transform: { Name: Other }',
      '"Fn::Transform" is read only with the name AWS::Include and a Location that is text',
    ],
    [
      'Fn::Transform: { Name: AWS::Include, Parameters: { Location: s3://b/k.yaml } }',
      '"s3://b/k.yaml" is not on this machine',
    ],
  ])('%s is refused', (line, message) => {
    const { problems } = importRest(mockOperation(line), { readFile: () => '' });
    expect(problems.map((problem) => problem.message)).toContain(message);
  });
});

describe('CloudFormation functions and pseudo parameters', () => {
  const uriOf = (uri: string): string | undefined => {
    const text = `openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: ${uri} } } } }`;
    const { definition } = importRest(text);
    return definition.methods[0]?.integration.lambda?.functionName;
  };
  const wrapped = (name: string): string =>
    `arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/${name}/invocations`;

  test.each([
    [`{ Fn::Sub: "${wrapped('${CreateOrder.Arn}')}" }`, 'CreateOrder'],
    [`!Sub "${wrapped('${CreateOrder.Arn}')}"`, 'CreateOrder'],
    [`"${wrapped('${CreateOrder.Arn}')}"`, 'CreateOrder'],
    [`{ Fn::Sub: ["${wrapped('${Target}')}", { Target: { Fn::GetAtt: CreateOrder.Arn } }] }`, 'CreateOrder'],
    [
      `{ Fn::Sub: "${wrapped('arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${!stageVariables.fn}')}" }`,
      '${stageVariables.fn}',
    ],
    [
      `{ Fn::Sub: "${wrapped('arn:aws:lambda:${AWS::Region}:${AWS::AccountId}:function:${CreateOrder}')}" }`,
      'CreateOrder',
    ],
    [`"${wrapped('arn:aws:lambda:us-east-1:123456789012:function:createOrder')}"`, 'createOrder'],
    [`"${wrapped('createOrder')}"`, 'createOrder'],
  ])('%s', (uri, expected) => {
    expect(uriOf(uri)).toBe(expected);
  });

  test('a template may know the values of its resources better', () => {
    const resolve = (name: string, attribute: string | undefined): string | undefined =>
      attribute === 'Arn' ? `arn:aws:lambda:eu-west-1:210987654321:function:stack-${name}` : undefined;
    const text = `openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: { Fn::Sub: "${wrapped('${Fn.Arn}')}" } } } } }`;
    expect(importRest(text, { resolve }).definition.methods[0]?.integration.lambda?.functionName).toBe('stack-Fn');
  });

  test('what cannot be known is an error', () => {
    const text = mockOperation('operationId: { Fn::ImportValue: name }');
    expect(said(importRest(text).problems)).toEqual(['error 5:20 operationId must be text, found a map']);
  });

  test('templates keep what is theirs', () => {
    const text =
      'openapi: 3.0.1\npaths: { /a: { get: { x-amazon-apigateway-integration: { type: mock, requestTemplates: { application/json: "${foo.Arn} ${AWS::Region}" } } } } }';
    expect(importRest(text).definition.methods[0]?.integration.requestTemplates).toEqual({
      'application/json': '${foo.Arn} us-east-1',
    });
  });
});

test('references through references are followed, and circles through them are found', () => {
  const good = mockOperation(
    "parameters: [{ $ref: '#/components/aliases/list/A' }]",
    "components: { aliases: { list: { $ref: '#/components/parameters' } }, parameters: { A: { name: a, in: query } } }",
  );
  expect(importRest(good).definition.methods[0]?.requestParameters).toEqual({ 'method.request.querystring.a': false });
  const bad = mockOperation("parameters: [{ $ref: '#/x/y' }]", "x: { $ref: '#/x/y' }");
  expect(said(importRest(bad).problems)).toContain('error 7:4 the reference "$ref" goes round in a circle');
});

test('files that include each other are refused', () => {
  const include = (file: string): string =>
    `Fn::Transform: { Name: AWS::Include, Parameters: { Location: ${file} } }\n`;
  const readFile = (file: string): string => include(file === 'a.yaml' ? 'b.yaml' : 'a.yaml');
  const { problems } = importRest(mockOperation(include('a.yaml')), { readFile });
  expect(said(problems)).toEqual(['error 1:1 "Fn::Transform" includes a.yaml, which includes this file']);
});
