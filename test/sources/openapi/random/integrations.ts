import * as fc from 'fast-check';
import { integrationDefaults } from '../../../../src/model/definition/integration-defaults.ts';
import type { Integration, IntegrationResponse } from '../../../../src/model/definition/integration.ts';
import { mediaType, name, optional, template, verb } from './values.ts';

export const lambda = fc
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
  ...integrationDefaults('rest'),
  timeoutInMillis,
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

export const restIntegration = fc
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

export const httpIntegration = fc
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
