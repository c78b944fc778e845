// docs/aws/http-api.md#jwt-authorizers, docs/aws/http-api.md#lambda-authorizers, docs/aws/http-api.md#iam-authorization: the authorization
// stage. What authorizers decide is theirs; here is what they are asked, and what follows.
import { describe, expect, test } from 'vitest';
import type { Authorization, AuthorizationRequest } from '../../src/authorizers/contract.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { LambdaRequestAuthorizer, RouteAuthorization } from '../../src/model/definition/authorizer.ts';
import type { HttpApi } from '../../src/model/definition/http-api.ts';
import type { ClientRequest } from '../../src/model/http/messages.ts';
import { ask, bodyText, headerLines, onlyEvent, route, stage, world } from './harness.ts';

const SESSION: LambdaRequestAuthorizer = {
  type: 'request',
  name: 'session',
  id: 'abc123',
  lambda: { functionName: 'auth' },
  identitySources: ['$request.header.Cookie'],
  ttl: 300,
  payloadFormatVersion: '2.0',
  simpleResponses: true,
};

const CUSTOM: RouteAuthorization = { type: 'CUSTOM', authorizer: 'session' };
const JWT: RouteAuthorization = { type: 'JWT', authorizer: 'users', scopes: [] };

function guarded(authorization: RouteAuthorization, who: Authorization | GatewayError, api: Partial<HttpApi> = {}) {
  return world({
    api: { routes: [route('ANY /pets/{id}', {}, { authorization })], authorizers: { session: SESSION }, ...api },
    authorize: () => (who instanceof GatewayError ? Promise.reject(who) : Promise.resolve(who)),
  });
}

describe('refusals', () => {
  test('a JWT refusal is 401 with its challenge (observed)', async () => {
    const wwwAuthenticate =
      'Bearer scope="" error="invalid_token" error_description="the token does not have a valid audience"';
    const made = guarded(JWT, new GatewayError('UNAUTHORIZED', { wwwAuthenticate }));
    const response = await made.handle(ask('GET', '/pets/1'));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe('401 {"message":"Unauthorized"}');
    expect(headerLines(response, 'www-authenticate')).toEqual([wwwAuthenticate]);
    expect(made.calls).toEqual([]);
  });

  test('a missing identity source is 401 without a challenge (observed 2025)', async () => {
    const response = await guarded(CUSTOM, new GatewayError('UNAUTHORIZED')).handle(ask('GET', '/pets/1'));
    expect([response.statusCode, headerLines(response, 'www-authenticate')]).toEqual([401, []]);
  });

  test('scopes that are missing are 403, a failing authorizer 500', async () => {
    expect((await guarded(JWT, new GatewayError('ACCESS_DENIED')).handle(ask('GET', '/pets/1'))).statusCode).toBe(403);
    expect(
      (await guarded(CUSTOM, new GatewayError('AUTHORIZER_FAILURE')).handle(ask('GET', '/pets/1'))).statusCode,
    ).toBe(500);
  });

  test('no authorizer is asked where there is no route (unproven)', async () => {
    const made = guarded(JWT, {});
    expect((await made.handle(ask('GET', '/other'))).statusCode).toBe(404);
    expect(made.authorizations).toEqual([]);
  });
});

describe('what the event says of the caller', () => {
  test.each<[string, RouteAuthorization, Authorization, unknown]>([
    [
      'a JWT without scopes asked for',
      JWT,
      { claims: { sub: 'me' } },
      { jwt: { claims: { sub: 'me' }, scopes: null } },
    ],
    ['a JWT with scopes', JWT, { claims: {}, scopes: ['a', 'b'] }, { jwt: { claims: {}, scopes: ['a', 'b'] } }],
    [
      'a context of a Lambda authorizer, types kept',
      CUSTOM,
      { context: { a: 1, b: [true] } },
      { lambda: { a: 1, b: [true] } },
    ],
    ['no context of a Lambda authorizer (recorded)', CUSTOM, { principalId: 'x' }, { lambda: null }],
  ])('%s', async (_case, authorization, who, expected) => {
    const made = guarded(authorization, who);
    await made.handle(ask('GET', '/pets/1'));
    expect(onlyEvent(made)['requestContext']).toMatchObject({ authorizer: expected });
  });
});

async function askedWith(request: ClientRequest, api: Partial<HttpApi> = {}): Promise<AuthorizationRequest> {
  const made = guarded(CUSTOM, {}, api);
  await made.handle(request);
  const [asked] = made.authorizations;
  if (!asked) throw new Error('the authorizer was not asked');
  return asked;
}

describe('what an authorizer is asked', () => {
  test.each([
    ['$request.header.X-Token', 'one,two'],
    ['$request.header.x-token', 'one,two'],
    ['$request.header.Cookie', 'session=1'],
    ['$request.header.Missing', undefined],
    ['$request.querystring.q', 'a b,c'],
    ['$request.querystring.Q', undefined],
    ['$context.routeKey', 'ANY /pets/{id}'],
    ['$context.identity.sourceIp', '192.182.149.40'],
    ['$context.httpMethod', 'PUT'],
    ['$context.nothing', undefined],
    ['$stageVariables.color', 'blue'],
    ['$stageVariables.constructor', undefined],
    ['$request.body.x', undefined],
  ])('%s is %j', async (expression, expected) => {
    const headers = [
      ['X-Token', 'one'],
      ['x-token', 'two'],
      ['Cookie', 'session=1'],
    ] as const;
    const asked = await askedWith(
      ask('PUT', '/pets/1?q=a+b&q=c', { headers }),
      stage('$default', { variables: { color: 'blue' } }),
    );
    expect(asked.identitySource(expression)).toBe(expected);
  });

  test.each([
    ['$default', '/pets/7', 'arn:aws:execute-api:us-east-1:626492997873:uo9pe23ec6/$default/PUT/pets/7'],
    ['dev', '/dev/pets/7', 'arn:aws:execute-api:us-east-1:626492997873:uo9pe23ec6/dev/PUT/pets/7'],
  ])('in stage %s, %s has the ARN %s', async (name, path, arn) => {
    const asked = await askedWith(ask('PUT', path), stage(name));
    expect([asked.methodArn, asked.routeKey]).toEqual([arn, 'ANY /pets/{id}']);
  });

  test('the event of format 2.0 has no body, and a null identity source where none is configured (unproven)', async () => {
    const asked = await askedWith(ask('PUT', '/pets/a%20b?q=1', { body: 'x', headers: [['Cookie', 'a=1; b=2']] }));
    const event = structuredClone(asked.event([])) as Record<string, unknown>;
    expect(event).toMatchObject({
      version: '2.0',
      type: 'REQUEST',
      identitySource: null,
      routeKey: 'ANY /pets/{id}',
      rawPath: '/pets/a b',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { q: '1' },
      pathParameters: { id: 'a b' },
    });
    expect(Object.keys(event)).not.toContain('body');
    expect(Object.keys(event)).not.toContain('isBase64Encoded');
    expect(event['requestContext']).not.toHaveProperty('authorizer');
  });

  test('the event of format 1.0 has methodArn and joined identity values', async () => {
    const old = { session: { ...SESSION, payloadFormatVersion: '1.0' as const, simpleResponses: false } };
    const asked = await askedWith(ask('PUT', '/pets/7?q=1&q=2'), { authorizers: old });
    expect(structuredClone(asked.event(['user1', '123']))).toEqual({
      version: '1.0',
      type: 'REQUEST',
      methodArn: 'arn:aws:execute-api:us-east-1:626492997873:uo9pe23ec6/$default/PUT/pets/7',
      identitySource: 'user1,123',
      authorizationToken: 'user1,123',
      resource: '/pets/{id}',
      path: '/pets/7',
      httpMethod: 'PUT',
      headers: expect.objectContaining({ 'X-Forwarded-Port': '443' }) as unknown,
      queryStringParameters: { q: '2' },
      pathParameters: { id: '7' },
      stageVariables: {},
      requestContext: {
        path: '/pets/7',
        accountId: '626492997873',
        resourceId: 'ANY /pets/{id}',
        stage: '$default',
        requestId: 'J7jk9g-7oAMEJGw=',
        identity: expect.objectContaining({ sourceIp: '192.182.149.40' }) as unknown,
        resourcePath: '/pets/{id}',
        httpMethod: 'PUT',
        apiId: 'uo9pe23ec6',
      },
    });
  });
});
