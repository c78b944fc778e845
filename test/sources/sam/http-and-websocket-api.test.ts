import { expect, test } from 'vitest';
import { securityOf, transformed } from './transformed.ts';

// Expected values: AWS's translator (samtranslator 1.110), run on the same templates.

const FUNCTION = `
    Type: AWS::Serverless::Function
    Properties: { CodeUri: src, Handler: app.handler, Runtime: nodejs20.x, Events: `;

test('an HttpApi event without a path is the default route of ServerlessHttpApi', () => {
  const { resources, errors } = transformed(`
Resources:
  Fn:${FUNCTION}{ All: { Type: HttpApi } } }`);
  expect(errors).toEqual([]);
  expect(resources['ServerlessHttpApiApiGatewayDefaultStage']).toMatchObject({
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { StageName: '$default', AutoDeploy: true },
  });
  const body = resources['ServerlessHttpApi']?.Properties['Body'] as {
    paths: Record<string, Record<string, unknown>>;
  };
  expect(body.paths['$default']?.['x-amazon-apigateway-any-method']).toMatchObject({
    isDefaultRoute: true,
    'x-amazon-apigateway-integration': { payloadFormatVersion: '2.0' },
  });
});

test('JWT and Lambda authorizers of an HTTP API, a default, an opt-out, and scopes of an event', () => {
  const result = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::HttpApi
    Properties:
      CorsConfiguration: true
      Auth:
        DefaultAuthorizer: Jwt
        Authorizers:
          Jwt: { JwtConfiguration: { Issuer: "https://idp", audience: [a] }, IdentitySource: $request.header.Authorization, AuthorizationScopes: [r] }
          Fn: { FunctionArn: "arn:f", AuthorizerPayloadFormatVersion: 2.0, EnableSimpleResponses: true, Identity: { Headers: [X] } }
  Fn:${FUNCTION}{
      A: { Type: HttpApi, Properties: { Path: /a, Method: get, ApiId: !Ref Api } },
      B: { Type: HttpApi, Properties: { Path: /b, Method: get, ApiId: !Ref Api, Auth: { Authorizer: NONE } } },
      C: { Type: HttpApi, Properties: { Path: /c, Method: get, ApiId: !Ref Api, Auth: { AuthorizationScopes: [w] } } } } }`);
  expect(result.errors).toEqual([]);
  expect(securityOf(result, 'Api', '/a', 'get')).toEqual([{ Jwt: ['r'] }]);
  expect(securityOf(result, 'Api', '/b', 'get')).toEqual([{ NONE: [] }]);
  expect(securityOf(result, 'Api', '/c', 'get')).toEqual([{ Jwt: ['w'] }]);
  expect(result.resources['Api']?.Properties['Body']).toMatchObject({
    'x-amazon-apigateway-cors': { allowOrigins: ['*'] },
    components: {
      securitySchemes: {
        Jwt: { 'x-amazon-apigateway-authorizer': { jwtConfiguration: { issuer: 'https://idp', audience: ['a'] } } },
        Fn: {
          'x-amazon-apigateway-authorizer': {
            authorizerPayloadFormatVersion: '2.0',
            enableSimpleResponses: true,
            identitySource: ['$request.header.X'],
          },
        },
      },
    },
  });
});

test('a WebSocket API becomes routes with integrations, and an authorizer for $connect', () => {
  const { resources, errors } = transformed(`
Resources:
  Chat:
    Type: AWS::Serverless::WebSocketApi
    Properties:
      RouteSelectionExpression: $request.body.action
      Auth: { AuthType: CUSTOM, AuthArn: !GetAtt Auth.Arn, IdentitySource: [route.request.querystring.t] }
      Routes:
        $connect: { FunctionArn: !GetAtt Fn.Arn }
        sendMessage: { FunctionArn: !GetAtt Fn.Arn, IntegrationTimeout: 5000, RouteResponseSelectionExpression: $default }`);
  expect(errors).toEqual([]);
  expect(resources['ChatDefaultStage']?.Properties['StageName']).toBe('default');
  expect(resources['ChatConnectRoute']?.Properties).toMatchObject({
    RouteKey: '$connect',
    AuthorizationType: 'CUSTOM',
    AuthorizerId: { Ref: 'ChatConnectAuthorizer' },
  });
  // Python's capitalize() lowers all but the first letter.
  expect(resources['ChatSendmessageRoute']?.Properties).toMatchObject({
    RouteKey: 'sendMessage',
    RouteResponseSelectionExpression: '$default',
    Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'ChatSendmessageIntegration' }]] },
  });
  expect(resources['ChatSendmessageIntegration']?.Properties['TimeoutInMillis']).toBe(5000);
});
