// Validators, gateway responses, settings of the API: docs/aws/rest-api.md#validators, docs/aws/rest-api.md#customisation,
// docs/aws/rest-api-observed.md#customising, docs/aws/rest-api-observed.md#control-plane-messages.
import { describe, expect, test } from 'vitest';
import { importRest, mockOperation, said } from './importing.ts';

function validatorOf(text: string): unknown {
  const { definition, problems } = importRest(text);
  expect(said(problems)).toEqual([]);
  return definition.methods[0]?.requestValidator;
}

describe('validators', () => {
  const validators =
    'x-amazon-apigateway-request-validators: { both: { validateRequestBody: true, validateRequestParameters: true }, none: {} }';

  test('an operation without one has the document’s', () => {
    const text = mockOperation('summary: a', `${validators}\nx-amazon-apigateway-request-validator: both`);
    expect(validatorOf(text)).toEqual({ validateRequestBody: true, validateRequestParameters: true });
  });

  test('its own wins', () => {
    const text = mockOperation(
      'x-amazon-apigateway-request-validator: none',
      `${validators}\nx-amazon-apigateway-request-validator: both`,
    );
    expect(validatorOf(text)).toEqual({ validateRequestBody: false, validateRequestParameters: false });
  });

  test('one that is not there is refused', () => {
    const { problems } = importRest(mockOperation('x-amazon-apigateway-request-validator: boht', validators));
    expect(said(problems)).toEqual([
      "error 5:46 Unable to put method 'GET' on resource at path '/a': Invalid Request Validator identifier specified",
    ]);
    expect(problems[0]?.hint).toBe('There is no validator "boht". Did you mean "both"?');
  });

  test('without any there is no validator', () => {
    expect(validatorOf(mockOperation('summary: a'))).toBeUndefined();
  });
});

describe('gateway responses', () => {
  test('types are read without regard to case, and status codes as numbers', () => {
    const root =
      'x-amazon-apigateway-gateway-responses: { default_5xx: { statusCode: 599 }, THROTTLED: { statusCode: "430" } }';
    const { definition, problems } = importRest(mockOperation('summary: a', root));
    expect(problems).toEqual([]);
    expect(definition.gatewayResponses).toEqual({
      DEFAULT_5XX: { statusCode: 599, responseParameters: {}, responseTemplates: {} },
      THROTTLED: { statusCode: 430, responseParameters: {}, responseTemplates: {} },
    });
  });

  test.each([
    [
      '{ THROTLED: {} }',
      /^error 7:42 1 validation error detected: Value 'THROTLED' at 'responseType' failed to satisfy constraint: Member must satisfy enum value set: \[REQUEST_TOO_LARGE, RESOURCE_NOT_FOUND, .*, EXPIRED_TOKEN\]$/,
    ],
    [
      '{ THROTTLED: { statusCode: 99 } }',
      /^error 7:67 1 validation error detected: Value '99' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: \[1-5\]\\d\\d$/,
    ],
    ['{ REQUEST_TOO_LARGE: {} }', /^warning 7:42 REQUEST_TOO_LARGE cannot be customised: this has no effect$/],
    [
      '{ THROTTLED: { responseParameters: { header.A: "\'1\'" } } }',
      /^error 7:77 "header\.A" is not a parameter of a gateway response$/,
    ],
    [
      "{ THROTTLED: { responseTemplates: { '123': a } } }",
      /^error 7:76 Validation Result: warnings : \[\], errors : \[Invalid content type specified: 123\]$/,
    ],
    ['{ THROTTLED: { status: 400 } }', /^warning 7:55 "status" is not a field of THROTTLED; it is ignored$/],
  ])('%s', (responses, expected) => {
    const root = `x-amazon-apigateway-gateway-responses: ${responses}`;
    const lines = said(importRest(mockOperation('summary: a', root)).problems);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(expected);
  });
});

describe('settings of the API', () => {
  test.each([
    [
      'x-amazon-apigateway-minimum-compression-size: -1',
      'error 7:47 Invalid minimum compression size, must be between 0 and 10485760',
    ],
    [
      'x-amazon-apigateway-minimum-compression-size: 10485761',
      'error 7:47 Invalid minimum compression size, must be between 0 and 10485760',
    ],
    [
      'x-amazon-apigateway-api-key-source: COOKIE',
      'error 7:37 x-amazon-apigateway-api-key-source must be one of HEADER, AUTHORIZER, found "COOKIE"',
    ],
    [
      'x-amazon-apigateway-binary-media-types: image/png',
      'error 7:41 x-amazon-apigateway-binary-media-types must be a list of texts, found "image/png"',
    ],
    [
      'x-amazon-apigateway-policy: { Version: "2012-10-17" }',
      'error 7:29 x-amazon-apigateway-policy must be a policy document, with "Statement"',
    ],
    [
      'x-amazon-apigateway-policy: { Statement: { Effect: Allow, Principal: "*", Action: "*" } }',
      'error 7:29 x-amazon-apigateway-policy is not a policy that IAM takes: a statement needs Resource or NotResource',
    ],
  ])('%s', (root, expected) => {
    expect(said(importRest(mockOperation('summary: a', root)).problems)).toEqual([expected]);
  });

  test('what the document leaves out has API Gateway’s defaults', () => {
    const { definition } = importRest('openapi: 3.0.1\npaths: {}');
    expect(definition).toEqual({
      type: 'rest',
      methods: [],
      authorizers: {},
      models: {},
      gatewayResponses: {},
      binaryMediaTypes: [],
      apiKeySource: 'HEADER',
      disableExecuteApiEndpoint: false,
    });
  });
});
