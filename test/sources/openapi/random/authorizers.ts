import * as fc from 'fast-check';
import type { Authorizer, RouteAuthorization } from '../../../../src/model/definition/authorizer.ts';
import { derivedId } from '../../../../src/model/definition/derived-id.ts';
import { lambda } from './integrations.ts';
import { name, optional } from './values.ts';

export const restAuthorizers = fc
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

export const httpAuthorizers = fc
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

function common(authorizer: string): { name: string; id: string } {
  return { name: authorizer, id: derivedId('authorizer', authorizer, 6) };
}

function authorizationOf(authorizer: Authorizer, scopes: readonly string[]): RouteAuthorization {
  if (authorizer.type === 'cognito') return { type: 'COGNITO_USER_POOLS', authorizer: authorizer.name, scopes };
  if (authorizer.type === 'jwt') return { type: 'JWT', authorizer: authorizer.name, scopes };
  return { type: 'CUSTOM', authorizer: authorizer.name };
}

export function anyAuthorization(known: Readonly<Record<string, Authorizer>>): fc.Arbitrary<RouteAuthorization> {
  const scopes = fc.uniqueArray(fc.constantFrom('pets/read', 'pets/write'));
  return fc.oneof(
    fc.constant<RouteAuthorization>({ type: 'NONE' }),
    fc.constant<RouteAuthorization>({ type: 'AWS_IAM' }),
    ...Object.values(known).map((authorizer) => scopes.map((each) => authorizationOf(authorizer, each))),
  );
}
