import * as fc from 'fast-check';
import type { Authorizer, RouteAuthorization } from '../../../src/model/authorizer.ts';
import type { HttpRoute } from '../../../src/model/http-api.ts';
import type { Integration, IntegrationResponse } from '../../../src/model/integration.ts';
import { derivedId } from '../../../src/model/names.ts';
import type { RestMethod } from '../../../src/model/rest-api.ts';
import type { HttpApiDefinition, RestApiDefinition } from '../../../src/sources/openapi/index.ts';
import { place } from './importing.ts';

/** Random APIs within what an OpenAPI document can say. */

const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/);
const modelName = fc.constantFrom('Pet', 'Error', 'Cage');
const text = fc.string({ maxLength: 30 }).filter((each) => each !== '__passthrough__' && !each.includes('${'));
const template = fc.oneof(text, fc.constantFrom('{"statusCode": 200}', '#set($x = 1)\n$x'));
const mediaType = fc.constantFrom('application/json', 'text/plain', 'application/xml', '$default');
const optional = <Value>(field: string, value: fc.Arbitrary<Value>): fc.Arbitrary<Record<string, Value>> =>
  fc
    .option(value, { nil: undefined })
    .map((each): Record<string, Value> => (each === undefined ? {} : { [field]: each }));

const verb = fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'ANY');
const path = fc.constantFrom(
  '/',
  '/pets',
  '/pets/{id}',
  '/pets/{id}/toys',
  '/cages/{proxy+}',
  '/a-b.c_d,e:f',
  '/$default.x'.slice(0, 1),
);

const lambda = fc
  .record({
    functionName: fc.oneof(name, fc.constant('${stageVariables.fn}')),
  })
  .chain((target) =>
    optional('qualifier', fc.constantFrom('live', '7', '${stageVariables.alias}')).map((more) => ({
      ...target,
      ...more,
    })),
  );

const defaults = (timeoutInMillis: number): Omit<Integration, 'type'> => ({
  timeoutInMillis,
  requestParameters: {},
  requestTemplates: {},
  passthroughBehavior: 'WHEN_NO_MATCH',
  cacheKeyParameters: [],
  responses: [],
  responseParameters: {},
  responseTransferMode: 'BUFFERED',
});

const connection = fc.oneof(
  fc.constant({}),
  fc.constant({ connectionType: 'INTERNET' as const }),
  name.map((connectionId) => ({ connectionType: 'VPC_LINK' as const, connectionId })),
);

const contentHandling = optional('contentHandling', fc.constantFrom('CONVERT_TO_BINARY', 'CONVERT_TO_TEXT'));

const responses = fc
  .uniqueArray(fc.constantFrom('200', '201', '400', '404', '500', '502'), { maxLength: 4 })
  .chain((codes) =>
    fc.tuple(
      ...codes.map((statusCode, index) =>
        fc
          .record({
            responseParameters: fc.dictionary(
              name.map((each) => `method.response.header.${each}`),
              fc.constantFrom("'*'", 'integration.response.header.A'),
              { maxKeys: 2 },
            ),
            responseTemplates: fc.dictionary(mediaType, template, { maxKeys: 2 }),
            contentHandling,
          })
          .map(({ contentHandling: handling, ...rest }): IntegrationResponse => ({
            ...(index > 0 && { selectionPattern: `${index}.*\\d{2}` }),
            statusCode,
            ...rest,
            ...(handling as Pick<IntegrationResponse, 'contentHandling'>),
          })),
      ),
    ),
  );

const restTarget = fc.oneof(
  lambda.map((target) => ({ type: 'AWS_PROXY' as const, httpMethod: 'POST', lambda: target })),
  lambda.map((target) => ({
    type: 'AWS_PROXY' as const,
    httpMethod: 'POST',
    lambda: target,
    responseTransferMode: 'STREAM' as const,
  })),
  lambda.map((target) => ({ type: 'AWS' as const, httpMethod: 'POST', lambda: target })),
  fc.constant({
    type: 'AWS' as const,
    httpMethod: 'POST',
    uri: 'arn:aws:apigateway:us-east-1:dynamodb:action/PutItem',
    service: { region: 'us-east-1', service: 'dynamodb', action: 'PutItem' },
  }),
  fc.record({
    type: fc.constantFrom('HTTP' as const, 'HTTP_PROXY' as const),
    httpMethod: verb,
    uri: fc.constantFrom('https://example.com/{id}', 'http://${stageVariables.host}/x', 'http://localhost:9000'),
  }),
  fc.constant({ type: 'MOCK' as const }),
);

const restIntegration = fc
  .record({
    target: restTarget,
    connection,
    handling: contentHandling,
    parameters: fc.dictionary(
      name.map((each) => `integration.request.header.${each}`),
      fc.constantFrom("'x'", 'method.request.header.A', 'context.stage'),
      { maxKeys: 2 },
    ),
    templates: fc.dictionary(mediaType, template, { maxKeys: 2 }),
    passthroughBehavior: fc.constantFrom('WHEN_NO_MATCH' as const, 'WHEN_NO_TEMPLATES' as const, 'NEVER' as const),
    timeoutInMillis: fc.constantFrom(29_000, 50, 1234),
    responses,
    credentials: optional('credentials', fc.constant('arn:aws:iam::123456789012:role/r')),
    cacheNamespace: optional('cacheNamespace', name),
    cacheKeyParameters: fc.uniqueArray(fc.constantFrom('method.request.path.id', 'method.request.querystring.q')),
    tlsConfig: optional('tlsConfig', fc.record({ insecureSkipVerification: fc.boolean() })),
  })
  .map((parts): Integration => ({
    ...defaults(parts.timeoutInMillis),
    ...parts.target,
    ...parts.connection,
    ...parts.handling,
    ...parts.credentials,
    ...parts.cacheNamespace,
    ...parts.tlsConfig,
    requestParameters: parts.parameters,
    requestTemplates: parts.templates,
    passthroughBehavior: parts.passthroughBehavior,
    responses: parts.responses,
    cacheKeyParameters: parts.cacheKeyParameters,
  }));

const authorizers = fc
  .record({
    token: fc.record({
      lambda,
      ttl: fc.integer({ min: 0, max: 3600 }),
      more: optional('identityValidationExpression', fc.constant('^a+$')),
    }),
    request: fc.record({
      lambda,
      ttl: fc.integer({ min: 0, max: 3600 }),
      sources: fc.uniqueArray(
        fc.constantFrom('method.request.header.A', 'method.request.querystring.b', 'context.stage', 'stageVariables.x'),
      ),
    }),
    cognito: fc.record({
      ttl: fc.integer({ min: 0, max: 3600 }),
      userPools: fc.uniqueArray(
        fc.constantFrom(
          'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a',
          'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_b',
        ),
        { minLength: 1 },
      ),
    }),
    names: fc.uniqueArray(fc.oneof(name, fc.constantFrom('api_key', 'sigv4')), { minLength: 3, maxLength: 3 }),
  })
  .map(({ token, request, cognito, names: [a = 'a', b = 'b', c = 'c'] }): Record<string, Authorizer> => ({
    [a]: {
      type: 'token',
      ...common(a),
      lambda: token.lambda,
      identitySource: 'method.request.header.X-Token',
      ...token.more,
      ttl: token.ttl,
    },
    [b]: {
      type: 'request',
      ...common(b),
      lambda: request.lambda,
      identitySources: request.sources,
      ttl: request.sources.length > 0 ? request.ttl : 0,
      payloadFormatVersion: '1.0',
      simpleResponses: false,
    },
    [c]: {
      type: 'cognito',
      ...common(c),
      identitySource: 'method.request.header.Authorization',
      userPools: cognito.userPools,
      ttl: cognito.ttl,
    },
  }));

function common(authorizer: string): { name: string; id: string } {
  return { name: authorizer, id: derivedId('authorizer', authorizer, 6) };
}

function authorizationOf(authorizer: Authorizer, scopes: readonly string[]): RouteAuthorization {
  if (authorizer.type === 'cognito') return { type: 'COGNITO_USER_POOLS', authorizer: authorizer.name, scopes };
  if (authorizer.type === 'jwt') return { type: 'JWT', authorizer: authorizer.name, scopes };
  return { type: 'CUSTOM', authorizer: authorizer.name };
}

function anyAuthorization(known: Readonly<Record<string, Authorizer>>): fc.Arbitrary<RouteAuthorization> {
  const scopes = fc.uniqueArray(fc.constantFrom('pets/read', 'pets/write'));
  return fc.oneof(
    fc.constant<RouteAuthorization>({ type: 'NONE' }),
    fc.constant<RouteAuthorization>({ type: 'AWS_IAM' }),
    ...Object.values(known).map((authorizer) => scopes.map((each) => authorizationOf(authorizer, each))),
  );
}

/** OpenAPI 2 can name one model only for all media types of a body. */
function bodies(format: 'swagger' | 'oas30'): fc.Arbitrary<Record<string, string>> {
  if (format === 'oas30') return fc.dictionary(mediaType, modelName, { maxKeys: 3 });
  return fc
    .option(modelName, { nil: undefined })
    .map((each): Record<string, string> => (each === undefined ? {} : { 'application/json': each }));
}

function method(known: Readonly<Record<string, Authorizer>>, format: 'swagger' | 'oas30'): fc.Arbitrary<RestMethod> {
  return fc
    .record({
      path,
      httpMethod: verb,
      authorization: anyAuthorization(known),
      apiKeyRequired: fc.boolean(),
      query: fc.dictionary(
        name.map((each) => `method.request.querystring.q${each}`),
        fc.boolean(),
        { maxKeys: 2 },
      ),
      headers: fc.dictionary(
        name.map((each) => `method.request.header.h${each}`),
        fc.boolean(),
        { maxKeys: 2 },
      ),
      requestModels: bodies(format),
      validator: optional(
        'requestValidator',
        fc.record({ validateRequestBody: fc.boolean(), validateRequestParameters: fc.boolean() }),
      ),
      operationName: optional('operationName', name),
      integration: restIntegration,
      methodResponses: fc.dictionary(
        fc.constantFrom('200', '201', '400', '404', '500'),
        fc.record({
          responseParameters: fc.dictionary(
            name.map((each) => `method.response.header.${each}`),
            fc.constant(false),
            { maxKeys: 2 },
          ),
          responseModels: bodies(format),
        }),
        { maxKeys: 3 },
      ),
    })
    .map(({ query, headers, validator, operationName, ...rest }) => {
      const variables = [...rest.path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, variable]) => [
        `method.request.path.${variable}`,
        true,
      ]);
      return {
        ...rest,
        resourceId: derivedId('resource', rest.path, 6),
        requestParameters: { ...(Object.fromEntries(variables) as Record<string, boolean>), ...query, ...headers },
        ...validator,
        ...operationName,
      };
    });
}

const schemas: Readonly<Record<string, unknown>> = {
  Pet: {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string' }, cage: { $ref: modelReference('Cage') } },
  },
  Error: { title: 'Error', type: 'object', additionalProperties: false },
  Cage: {
    type: 'array',
    items: { anyOf: [{ $ref: modelReference('Pet') }, { type: 'null' }] },
    definitions: { X: { type: 'string' } },
  },
};

function modelReference(model: string): string {
  return `https://apigateway.amazonaws.com/restapis/${place.apiId}/models/${model}`;
}

export function restApis(format: 'swagger' | 'oas30'): fc.Arbitrary<RestApiDefinition> {
  return authorizers.chain((known) =>
    fc
      .record({
        methods: fc.uniqueArray(method(known, format), {
          maxLength: 4,
          selector: (each) => `${each.httpMethod} ${each.path}`,
        }),
        gatewayResponses: fc.dictionary(
          fc.constantFrom('DEFAULT_4XX' as const, 'THROTTLED' as const, 'UNAUTHORIZED' as const),
          fc
            .record({
              statusCode: optional('statusCode', fc.integer({ min: 100, max: 599 })),
              responseParameters: fc.dictionary(
                name.map((each) => `gatewayresponse.header.${each}`),
                fc.constant("'*'"),
                { maxKeys: 2 },
              ),
              responseTemplates: fc.dictionary(fc.constantFrom('application/json', 'text/plain'), text, { maxKeys: 2 }),
            })
            .map(({ statusCode, ...rest }) => ({ ...statusCode, ...rest })),
        ),
        binaryMediaTypes: fc.uniqueArray(fc.constantFrom('image/png', 'application/*', '*/*')),
        size: optional('minimumCompressionSize', fc.integer({ min: 0, max: 10_485_760 })),
        apiKeySource: fc.constantFrom('HEADER' as const, 'AUTHORIZER' as const),
        policy: optional(
          'policy',
          fc.constant({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Principal: '*' }] }),
        ),
        disableExecuteApiEndpoint: fc.boolean(),
      })
      .map(({ size, policy, ...rest }) => ({
        type: 'rest' as const,
        authorizers: known,
        models: Object.fromEntries(
          Object.entries(schemas).map(([model, schema]) => [
            model,
            { contentType: 'application/json', schema: JSON.stringify(schema) },
          ]),
        ),
        ...rest,
        ...size,
        ...policy,
      })),
  );
}

const httpIntegration = fc
  .record({
    target: fc.oneof(
      fc.record({
        type: fc.constant('AWS_PROXY' as const),
        lambda,
        payloadFormatVersion: fc.constantFrom('1.0' as const, '2.0' as const),
      }),
      fc.constant({
        type: 'AWS_PROXY' as const,
        integrationSubtype: 'SQS-SendMessage',
        credentials: 'arn:aws:iam::123456789012:role/r',
        payloadFormatVersion: '1.0' as const,
        requestParameters: { QueueUrl: '$stageVariables.q', MessageBody: '$request.body' },
      }),
      fc.record({
        type: fc.constant('HTTP_PROXY' as const),
        httpMethod: verb,
        uri: fc.constantFrom('https://example.com/{id}', 'https://${stageVariables.host}'),
        payloadFormatVersion: fc.constant('1.0' as const),
      }),
      fc.record({
        type: fc.constant('HTTP_PROXY' as const),
        httpMethod: fc.constant('ANY'),
        uri: fc.constant('arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c'),
        connectionType: fc.constant('VPC_LINK' as const),
        connectionId: name,
        tlsConfig: fc.record({ serverNameToVerify: fc.domain() }),
      }),
    ),
    timeoutInMillis: fc.constantFrom(30_000, 50, 29_999),
    requestParameters: fc.dictionary(
      fc.constantFrom('append:header.a', 'overwrite:querystring.b', 'remove:header.c', 'overwrite:path'),
      fc.constantFrom('$request.path', "''", 'x ${request.path.id}'),
      { maxKeys: 2 },
    ),
    responseParameters: fc.dictionary(
      fc.constantFrom('200', '404', '500'),
      fc.dictionary(fc.constantFrom('append:header.a', 'overwrite:statuscode'), fc.constant('200'), { minKeys: 1 }),
      { maxKeys: 2 },
    ),
  })
  .map(({ target, timeoutInMillis, ...parameters }): Integration => ({
    ...defaults(timeoutInMillis),
    ...parameters,
    ...target,
  }));

const httpAuthorizers = fc
  .record({
    lambda,
    ttl: fc.integer({ min: 0, max: 3600 }),
    sources: fc.uniqueArray(fc.constantFrom('$request.header.A', '$request.querystring.b', '$context.routeKey')),
    simple: fc.boolean(),
    names: fc.uniqueArray(name, { minLength: 2, maxLength: 2 }),
  })
  .map(({ names: [a = 'a', b = 'b'], sources, simple, lambda: target, ttl }): Record<string, Authorizer> => ({
    [a]: {
      type: 'request',
      ...common(a),
      lambda: target,
      identitySources: sources,
      ttl,
      payloadFormatVersion: simple ? '2.0' : '1.0',
      simpleResponses: simple,
    },
    [b]: {
      type: 'jwt',
      ...common(b),
      identitySource: '$request.header.X',
      issuer: 'https://idp.example.com/',
      audience: ['a', 'b'],
    },
  }));

function route(known: Readonly<Record<string, Authorizer>>): fc.Arbitrary<HttpRoute> {
  return fc
    .record({
      routeKey: fc.oneof(
        fc.tuple(verb, path).map(([method, at]) => `${method} ${at}`),
        fc.constant('$default'),
      ),
      authorization: anyAuthorization(known),
      integration: httpIntegration,
      operationName: optional('operationName', name),
    })
    .map(({ operationName, ...rest }) => ({ ...rest, ...operationName }));
}

const list = fc.uniqueArray(fc.constantFrom('GET', 'a', 'b-c'));

export const httpApis: fc.Arbitrary<HttpApiDefinition> = httpAuthorizers.chain((known) =>
  fc
    .record({
      routes: fc.uniqueArray(route(known), { maxLength: 5, selector: (each) => each.routeKey }),
      cors: optional(
        'cors',
        fc
          .record({
            allowOrigins: list,
            allowMethods: list,
            allowHeaders: list,
            exposeHeaders: list,
            maxAge: optional('maxAge', fc.integer({ min: -1, max: 86_400 })),
            allowCredentials: fc.boolean(),
          })
          .map(({ maxAge, ...rest }) => ({ ...rest, ...maxAge })),
      ),
      disableExecuteApiEndpoint: fc.boolean(),
    })
    .map(({ cors, ...rest }) => ({ type: 'http' as const, authorizers: known, ...rest, ...cors })),
);
