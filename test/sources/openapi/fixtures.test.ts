// Documents as SAM and CDK have them. Rules: docs/aws/rest-api.md#openapi-import-export, docs/aws/rest-api-observed.md#openapi-import.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importRestApi } from '../../../src/sources/openapi/index.ts';
import { fixture, place, said } from './importing.ts';

const sam = importRestApi(fixture('sam-orders.yaml'), place);
const cdk = importRestApi(fixture('cdk-items.json'), place);

function samMethod(httpMethod: string, path: string): (typeof sam.definition.methods)[number] {
  const found = sam.definition.methods.find((method) => method.httpMethod === httpMethod && method.path === path);
  if (!found) throw new Error(`no ${httpMethod} ${path}`);
  return found;
}

test('the SAM document is read with nothing to complain of but its default response', () => {
  expect(said(sam.problems)).toEqual([
    'warning 71:9 a method response has a status code of three digits; "default" is ignored',
  ]);
  expect(sam.title).toBe('orders');
});

test('settings of the whole API are read', () => {
  expect(sam.definition).toMatchObject({
    apiKeySource: 'HEADER',
    minimumCompressionSize: 1024,
    binaryMediaTypes: ['image/png', 'application/octet-stream'],
    disableExecuteApiEndpoint: true,
    policy: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Resource: 'arn:aws:execute-api:us-east-1:123456789012:*/prod/*' }],
    },
    gatewayResponses: {
      DEFAULT_4XX: {
        responseParameters: { 'gatewayresponse.header.Access-Control-Allow-Origin': "'*'" },
        responseTemplates: { 'application/json': '{"message":$context.error.messageString}' },
      },
      UNAUTHORIZED: { statusCode: 403, responseParameters: {}, responseTemplates: {} },
    },
  });
});

test('authorizers of all types are read, with the header of the scheme as identity source', () => {
  expect(sam.definition.authorizers).toMatchObject({
    Users: {
      type: 'cognito',
      identitySource: 'method.request.header.Authorization',
      userPools: ['https://cognito-idp.us-east-1.amazonaws.com/UserPool'],
      ttl: 300,
    },
    Tickets: {
      type: 'token',
      identitySource: 'method.request.header.X-Ticket',
      lambda: { functionName: 'Authorize' },
      identityValidationExpression: '^t-[0-9]+$',
      ttl: 60,
    },
    Callers: {
      type: 'request',
      identitySources: ['method.request.header.X-Tenant', 'method.request.querystring.tenant'],
      ttl: 300,
    },
  });
  expect(sam.definition.authorizers['Users']?.id).toMatch(/^[a-z][a-z0-9]{5}$/);
});

test('a method asks for API key, authorizer and scopes by its own security', () => {
  expect(samMethod('GET', '/orders')).toMatchObject({
    authorization: { type: 'COGNITO_USER_POOLS', authorizer: 'Users', scopes: ['orders/read'] },
    apiKeyRequired: true,
    operationName: 'listOrders',
    requestParameters: { 'method.request.querystring.status': true, 'method.request.header.X-Page': false },
    requestValidator: { validateRequestBody: true, validateRequestParameters: true },
    methodResponses: {
      '200': {
        responseParameters: { 'method.response.header.X-Total': false },
        responseModels: { 'application/json': 'Orders' },
      },
    },
    integration: { type: 'AWS_PROXY', httpMethod: 'POST', lambda: { functionName: 'ListOrders' } },
  });
  expect(samMethod('POST', '/orders').authorization).toEqual({ type: 'AWS_IAM' });
  expect(samMethod('OPTIONS', '/orders').authorization).toEqual({ type: 'NONE' });
  expect(samMethod('ANY', '/orders/{id}').authorization).toEqual({ type: 'CUSTOM', authorizer: 'Tickets' });
});

test('an AWS service integration keeps its ARN, role, templates and responses', () => {
  expect(samMethod('POST', '/orders')).toMatchObject({
    requestModels: { 'application/json': 'Order' },
    requestValidator: { validateRequestBody: false, validateRequestParameters: false },
    integration: {
      type: 'AWS',
      service: { region: 'us-east-1', service: 'sqs', path: '123456789012/orders' },
      uri: 'arn:aws:apigateway:us-east-1:sqs:path/123456789012/orders',
      credentials: 'arn:aws:iam::123456789012:role/QueueRole',
      passthroughBehavior: 'NEVER',
      responses: [
        { statusCode: '201', responseTemplates: { 'application/json': '{}' } },
        { selectionPattern: '5\\d{2}', statusCode: '502' },
      ],
    },
  });
  expect(samMethod('POST', '/orders').integration.responses[0]).not.toHaveProperty('selectionPattern');
});

test('an HTTP integration keeps placeholders, link, TLS settings, timeout and cache keys', () => {
  expect(samMethod('ANY', '/orders/{id}').integration).toMatchObject({
    type: 'HTTP_PROXY',
    httpMethod: 'ANY',
    uri: 'https://${stageVariables.backend}/orders/{id}',
    requestParameters: { 'integration.request.path.id': 'method.request.path.id' },
    connectionType: 'VPC_LINK',
    connectionId: '${stageVariables.link}',
    tlsConfig: { insecureSkipVerification: true },
    timeoutInMillis: 5000,
    cacheNamespace: 'orders',
    cacheKeyParameters: ['method.request.path.id'],
  });
});

test('a streamed function named by a stage variable keeps variable and alias', () => {
  expect(samMethod('GET', '/reports/{proxy+}').integration).toMatchObject({
    lambda: { functionName: '${stageVariables.report}', qualifier: 'live' },
    responseTransferMode: 'STREAM',
  });
});

// Recorded: docs/aws/rest-api-observed.md#openapi-import
test('models refer to each other by URL, in a circle too', () => {
  const url = 'https://apigateway.amazonaws.com/restapis/abcdefghij/models/Order';
  expect(JSON.parse(sam.definition.models['Order']?.schema ?? '')).toMatchObject({
    properties: { parts: { items: { $ref: url } } },
  });
  expect(JSON.parse(sam.definition.models['Orders']?.schema ?? '')).toEqual({ type: 'array', items: { $ref: url } });
  expect(Object.keys(sam.definition.models)).toEqual(['Order', 'Orders']);
});

test('the CDK document is read whole, references to parameters, bodies and responses included', () => {
  expect(said(cdk.problems)).toEqual([]);
  const [method] = cdk.definition.methods;
  expect(method).toMatchObject({
    path: '/items',
    httpMethod: 'POST',
    requestParameters: { 'method.request.header.X-Trace': false },
    requestModels: { 'application/json': 'Item' },
    requestValidator: { validateRequestBody: true, validateRequestParameters: false },
    methodResponses: {
      '201': {
        responseParameters: { 'method.response.header.Location': false },
        responseModels: { 'application/json': 'Item' },
      },
    },
    integration: {
      type: 'AWS',
      lambda: { functionName: 'CreateItem' },
      contentHandling: 'CONVERT_TO_TEXT',
      passthroughBehavior: 'WHEN_NO_TEMPLATES',
      responses: [
        { statusCode: '201' },
        { selectionPattern: '.*\\[400\\].*', statusCode: '400', responseParameters: {} },
      ],
    },
  });
  expect(cdk.definition.endpointType).toBe('PRIVATE');
});

test('a schema that is written out becomes a model of its own (unproven: its name)', () => {
  const name = cdk.definition.methods[0]?.methodResponses['400']?.responseModels['application/json'] ?? '';
  expect(name).toMatch(/^MODEL[a-z][a-z0-9]{5}$/);
  expect(JSON.parse(cdk.definition.models[name]?.schema ?? '')).toEqual({
    type: 'object',
    properties: { message: { type: 'string' } },
  });
});

test('a document in several files is read through the reader that it is given', () => {
  const readFile = (file: string): string => readFileSync(file, 'utf8');
  const split = importRestApi(fixture('split.yaml'), { ...place, readFile });
  expect(said(split.problems)).toEqual([]);
  expect(split.definition.methods.map((method) => method.path).toSorted()).toEqual(['/included', '/own']);
  expect(split.files).toEqual(['fixtures/openapi/parts/paths.yaml', 'fixtures/openapi/parts/items.yaml']);
  expect(split.definition.methods[0]?.integration.declaredAt?.file).toBe('fixtures/openapi/parts/items.yaml');
});
