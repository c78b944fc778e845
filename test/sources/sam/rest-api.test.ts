import { expect, test } from 'vitest';
import { securityOf, transformed } from './transformed.ts';

// Expected values: AWS's translator (samtranslator 1.110), run on the same templates.

const FUNCTION = `
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x, Events: `;

test('events without an API share ServerlessRestApi with the stage Prod', () => {
  const { resources, errors } = transformed(`
Resources:
  Fn:${FUNCTION}{ Get: { Type: Api, Properties: { Path: /pets, Method: get } } } }`);
  expect(errors).toEqual([]);
  expect(resources['ServerlessRestApiProdStage']).toMatchObject({
    Type: 'AWS::ApiGateway::Stage',
    Properties: { StageName: 'Prod', RestApiId: { Ref: 'ServerlessRestApi' } },
  });
  expect(resources['ServerlessRestApi']?.Properties['Body']).toEqual({
    swagger: '2.0',
    info: { version: '1.0', title: { Ref: 'AWS::StackName' } },
    paths: {
      '/pets': {
        get: {
          'x-amazon-apigateway-integration': {
            type: 'aws_proxy',
            httpMethod: 'POST',
            uri: {
              'Fn::Sub':
                'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${Fn.Arn}/invocations',
            },
          },
          responses: {},
        },
      },
    },
  });
});

test('an alias is what routes invoke', () => {
  const { resources } = transformed(`
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs20.x
      AutoPublishAlias: live
      Events: { Get: { Type: Api, Properties: { Path: /, Method: ANY } } }`);
  expect(resources['FnAliaslive']).toMatchObject({ Type: 'AWS::Lambda::Alias', Properties: { Name: 'live' } });
  expect(JSON.stringify(resources['ServerlessRestApi'])).toContain('functions/${FnAliaslive}/invocations');
});

test('the condition of a function is that of its method, and of the path when there is no other', () => {
  const { resources } = transformed(`
Conditions: { Wanted: !Equals [a, b] }
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Condition: Wanted
    Properties:
      CodeUri: src
      Handler: app.handler
      Runtime: nodejs20.x
      Events: { Get: { Type: Api, Properties: { Path: /a, Method: get } } }`);
  const body = resources['ServerlessRestApi']?.Properties['Body'] as { paths: Record<string, unknown> };
  expect(resources['ServerlessRestApi']?.['Condition']).toBe('Wanted');
  expect(body.paths['/a']).toMatchObject({ 'Fn::If': ['Wanted', expect.anything(), { Ref: 'AWS::NoValue' }] });
});

test('Cors adds an OPTIONS method that lists the methods of the path, sorted', () => {
  const { resources } = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: dev, Cors: "'*'" }
  Fn:${FUNCTION}{
      Post: { Type: Api, Properties: { Path: /a, Method: post, RestApiId: !Ref Api } },
      Get: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } } } }`);
  const body = resources['Api']?.Properties['Body'] as {
    paths: Record<string, Record<string, Record<string, unknown>>>;
  };
  expect(body.paths['/a']?.['options']?.['x-amazon-apigateway-integration']).toMatchObject({
    type: 'mock',
    responses: {
      default: {
        responseParameters: {
          'method.response.header.Access-Control-Allow-Origin': "'*'",
          'method.response.header.Access-Control-Allow-Methods': "'GET,OPTIONS,POST'",
        },
      },
    },
  });
});

const AUTH = `
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      Cors: "'*'"
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token: { FunctionArn: !GetAtt Auth.Arn }
          Pool: { UserPoolArn: "arn:pool", AuthorizationScopes: [read] }`;

test('the default authorizer holds for every method, the preflight too; an event may name another, or none', () => {
  const result = transformed(`
Resources:${AUTH}
  Fn:${FUNCTION}{
      A: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } },
      B: { Type: Api, Properties: { Path: /b, Method: get, RestApiId: !Ref Api, Auth: { Authorizer: Pool } } },
      C: { Type: Api, Properties: { Path: /c, Method: get, RestApiId: !Ref Api, Auth: { Authorizer: NONE } } } } }`);
  expect(result.errors).toEqual([]);
  expect(securityOf(result, 'Api', '/a', 'get')).toEqual([{ Token: [] }]);
  expect(securityOf(result, 'Api', '/a', 'options')).toEqual([{ Token: [] }]);
  expect(securityOf(result, 'Api', '/b', 'get')).toEqual([{ Pool: ['read'] }]);
  expect(securityOf(result, 'Api', '/c', 'get')).toEqual([{ NONE: [] }]);
});

test('AddDefaultAuthorizerToCorsPreflight: false leaves preflights open', () => {
  const result = transformed(`
Resources:${AUTH}
        AddDefaultAuthorizerToCorsPreflight: false
  Fn:${FUNCTION}{ A: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } } } }`);
  expect(securityOf(result, 'Api', '/a', 'options')).toBeNull();
});

test('ApiKeyRequired holds for every method but those of events that say no', () => {
  const result = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: dev, Auth: { ApiKeyRequired: true, UsagePlan: { CreateUsagePlan: PER_API } } }
  Fn:${FUNCTION}{
      A: { Type: Api, Properties: { Path: /a, Method: get, RestApiId: !Ref Api } },
      B: { Type: Api, Properties: { Path: /b, Method: get, RestApiId: !Ref Api, Auth: { ApiKeyRequired: false } } } } }`);
  expect(securityOf(result, 'Api', '/a', 'get')).toEqual([{ api_key: [] }]);
  expect(securityOf(result, 'Api', '/b', 'get')).toEqual([]);
  expect(result.resources['ApiUsagePlan']?.Properties['ApiStages']).toEqual([
    { ApiId: { Ref: 'Api' }, Stage: { Ref: 'ApidevStage' } },
  ]);
  expect(result.resources['ApiUsagePlanKey']?.Properties).toMatchObject({ KeyId: { Ref: 'ApiApiKey' } });
});

test('the schemes of REQUEST and TOKEN authorizers', () => {
  const { resources } = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      Auth:
        Authorizers:
          Token: { FunctionArn: "arn:t", Identity: { Header: X-T, ValidationExpression: "^a", ReauthorizeEvery: 30 } }
          Request: { FunctionArn: "arn:r", FunctionPayloadType: REQUEST, Identity: { Headers: [A], QueryStrings: [q] } }`);
  const body = resources['Api']?.Properties['Body'] as { securityDefinitions: Record<string, unknown> };
  expect(body.securityDefinitions['Token']).toMatchObject({
    name: 'X-T',
    'x-amazon-apigateway-authorizer': {
      type: 'token',
      identityValidationExpression: '^a',
      authorizerResultTtlInSeconds: 30,
    },
  });
  expect(body.securityDefinitions['Request']).toMatchObject({
    name: 'Unused',
    'x-amazon-apigateway-authorizer': {
      type: 'request',
      identitySource: 'method.request.header.A, method.request.querystring.q',
    },
  });
});

test('request models are named in lower case, with the validator that the event asks for', () => {
  const { resources, errors } = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: dev, Models: { User: { type: object } } }
  Fn:${FUNCTION}{ A: { Type: Api, Properties: {
      Path: /a, Method: post, RestApiId: !Ref Api,
      RequestModel: { Model: User, Required: true, ValidateBody: true },
      RequestParameters: [method.request.header.A, method.request.querystring.q: { Required: true, Caching: true }] } } } }`);
  expect(errors).toEqual([]);
  expect(resources['Api']?.Properties['Body']).toMatchObject({
    definitions: { user: { type: 'object' } },
    'x-amazon-apigateway-request-validators': {
      'body-only': { validateRequestBody: true, validateRequestParameters: false },
    },
    paths: {
      '/a': {
        post: {
          'x-amazon-apigateway-request-validator': 'body-only',
          'x-amazon-apigateway-integration': { cacheKeyParameters: ['method.request.querystring.q'] },
          parameters: [
            { in: 'body', name: 'user', schema: { $ref: '#/definitions/user' }, required: true },
            { in: 'header', name: 'A', required: false, type: 'string' },
            { in: 'query', name: 'q', required: true, type: 'string' },
          ],
        },
      },
    },
  });
});

test('a state machine with an Api event is started by a custom integration', () => {
  const { resources, errors } = transformed(`
Resources:
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Definition: { StartAt: A, States: { A: { Type: Pass, End: true } } }
      Events: { Start: { Type: Api, Properties: { Path: /start, Method: post } } }`);
  expect(errors).toEqual([]);
  const body = resources['ServerlessRestApi']?.Properties['Body'] as {
    paths: Record<string, Record<string, unknown>>;
  };
  expect(body.paths['/start']?.['post']).toMatchObject({
    'x-amazon-apigateway-integration': {
      type: 'aws',
      uri: { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:states:action/StartExecution' },
      requestTemplates: {
        'application/json': {
          'Fn::Sub': '{"input": "$util.escapeJavaScript($input.json(\'$\'))", "stateMachineArn": "${Flow}"}',
        },
      },
    },
  });
});
