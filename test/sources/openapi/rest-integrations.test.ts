// Integrations as they are read: docs/aws/rest-api.md#integration-fields, docs/aws/rest-api.md#integration-extension,
// docs/aws/rest-api-observed.md#mock, docs/aws/rest-api-observed.md#openapi-import.
import { describe, expect, test } from 'vitest';
import { importRest, restIntegration, said } from './importing.ts';

describe('REST integrations that are read', () => {
  // Recorded: docs/aws/rest-api-observed.md#mock
  test('MOCK keeps neither URI nor method', () => {
    const { definition, problems } = importRest(restIntegration('type: Mock\nuri: https://x.example\nhttpMethod: GET'));
    expect(problems).toEqual([]);
    expect(definition.methods[0]?.integration).not.toHaveProperty('uri');
    expect(definition.methods[0]?.integration).not.toHaveProperty('httpMethod');
  });

  test('field names and values are read without regard to case', () => {
    const text = restIntegration('TYPE: MOCK\nPassthroughBehavior: Never\nCONTENTHANDLING: convert_to_text');
    const { definition, problems } = importRest(text);
    expect(said(problems)).toEqual([]);
    expect(definition.methods[0]?.integration).toMatchObject({
      passthroughBehavior: 'NEVER',
      contentHandling: 'CONVERT_TO_TEXT',
    });
  });

  test('a template __passthrough__ is an empty one, which passes the body as it is (unproven)', () => {
    const text = restIntegration('type: mock\nrequestTemplates: { application/json: __passthrough__ }');
    expect(importRest(text).definition.methods[0]?.integration.requestTemplates).toEqual({ 'application/json': '' });
  });

  test('defaults are those of API Gateway', () => {
    expect(importRest(restIntegration('type: mock')).definition.methods[0]?.integration).toEqual({
      type: 'MOCK',
      timeoutInMillis: 29_000,
      requestParameters: {},
      requestTemplates: {},
      passthroughBehavior: 'WHEN_NO_MATCH',
      cacheKeyParameters: [],
      responses: [],
      responseParameters: {},
      responseTransferMode: 'BUFFERED',
      declaredAt: { file: 'api.yaml', line: 5, column: 7 },
    });
  });

  test('services are addressed by action and by path', () => {
    const uri = 'arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem';
    const { definition } = importRest(restIntegration(`type: aws\nhttpMethod: POST\nuri: ${uri}`));
    expect(definition.methods[0]?.integration).toMatchObject({
      service: { region: 'eu-west-1', service: 'dynamodb', action: 'PutItem' },
      uri,
    });
  });
});

describe('texts are handed to the checks of the mapping engine', () => {
  test('a template that does not parse is reported where the mistake stands in the file', () => {
    const text = restIntegration('type: mock\nrequestTemplates:\n  application/json: |\n    {\n      #if(\n    }');
    const template = (source: string): { line: number; column: number; message: string } | undefined =>
      source.includes('#if(') ? { line: 2, column: 6, message: 'an #if without its end' } : undefined;
    expect(said(importRest(text, { checks: { template } }).problems)).toEqual([
      'error 10:18 the template does not parse: an #if without its end',
    ]);
  });

  test('expressions and patterns are reported at their values', () => {
    const text = restIntegration(
      "type: mock\nrequestParameters: { integration.request.header.a: method.request.nowhere }\nresponses: { '(': { statusCode: 200, responseParameters: { method.response.header.b: nothing } } }",
    );
    const used: string[] = [];
    const checks = {
      expression(use: string, expression: string): string {
        used.push(`${use} ${expression}`);
        return `no: ${expression}`;
      },
      pattern: (): string => 'a group without its end',
    };
    expect(said(importRest(text, { checks }).problems)).toEqual([
      'error 7:60 no: method.request.nowhere',
      'error 8:22 "(" is not a pattern: a group without its end',
      'error 8:94 no: nothing',
    ]);
    expect(used).toEqual(['rest-request method.request.nowhere', 'rest-response nothing']);
  });
});
