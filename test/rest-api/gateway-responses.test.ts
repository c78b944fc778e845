// What the gateway itself answers: docs/aws/rest-api-observed.md#headers-on-every-response,
// docs/aws/rest-api-observed.md#unknown-api-or-stage, docs/aws/rest-api-observed.md#gateway-responses,
// docs/aws/rest-api-observed.md#customising.
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import type { GatewayErrorType } from '../../src/model/http/gateway-error.ts';
import type { GatewayResponse, RestApi } from '../../src/model/definition/rest-api.ts';
import { method, proxy, restApi } from './support/api.ts';
import { recording } from './support/recorded.ts';
import { objectOf } from './support/recordings.ts';
import { serve } from './support/serve.ts';

const methods = [method('GET /pets', proxy('fn')), method('GET /pets/{id}', proxy('fn'))];

/** An API whose authorizer throws the error, which is the shortest way to any gateway response. */
function refusing(kind: GatewayErrorType, parts: Partial<RestApi> = {}, options: GatewayError['options'] = {}) {
  const authorize = () => Promise.reject(new GatewayError(kind, options));
  return serve(restApi(methods, parts), { authorizers: { compile: () => ({ authorize }) } });
}

const own = (parts: Partial<GatewayResponse>): GatewayResponse => ({
  responseParameters: {},
  responseTemplates: {},
  ...parts,
});

// docs/aws/rest-api-observed.md#chosen-method, docs/aws/rest-api-observed.md#unknown-api-or-stage
describe('no such thing', () => {
  test.each([
    ['fact 1: an unknown path', 'GET /test/dogs'],
    ['fact 1: a known path with another method', 'POST /test/pets'],
  ])('%s is 403 Missing Authentication Token', async (_, request) => {
    const response = await serve(restApi(methods)).send(request);
    expect(response).toMatchObject({ statusCode: 403, body: '{"message":"Missing Authentication Token"}' });
    expect(Buffer.byteLength(response.body)).toBe(42);
    expect(response.header('x-amzn-ErrorType')).toBe('MissingAuthenticationTokenException');
  });

  // docs/aws/rest-api-observed.md#authorization-surprise: the rule is observed, the digest's text is high.
  describe('with an Authorization header', () => {
    const send = (authorization: string, request = 'GET /test/dogs', parts: Partial<RestApi> = {}) =>
      serve(restApi(methods, parts)).send(request, { headers: [['Authorization', authorization]] });
    const digest = (text: string) => createHash('sha256').update(text).digest('base64');

    test.each([
      ['Bearer abc', 'GET /test/dogs'],
      ['abc', 'GET /test/dogs'],
      ['Bearer abc', 'DELETE /test/pets'],
    ])('%s on %s is an incomplete signature', async (authorization, request) => {
      const response = await send(authorization, request);
      expect(response.statusCode).toBe(403);
      expect(JSON.parse(response.body)).toEqual({
        message: `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${digest(authorization)}'.`,
      });
      expect(response.header('x-amzn-ErrorType')).toBe('IncompleteSignatureException');
    });

    test('something with an equal sign lacks the parts of a signature', async () => {
      const { message }: { message: string } = JSON.parse((await send('Basic dTpw==')).body);
      expect(message).toMatch(/^Authorization header requires 'Credential' parameter\. Authorization header requires/);
    });

    test('a whole signature is a missing token', async () => {
      const signed =
        'AWS4-HMAC-SHA256 Credential=AKID/20240617/us-east-1/execute-api/aws4_request, SignedHeaders=host, Signature=00';
      const headers = [['Authorization', signed] as const, ['X-Amz-Date', '20240617T000000Z'] as const];
      const response = await serve(restApi(methods)).send('GET /test/dogs', { headers });
      expect(response.body).toBe('{"message":"Missing Authentication Token"}');
    });

    test('MISSING_AUTHENTICATION_TOKEN customises it', async () => {
      const gatewayResponses = {
        MISSING_AUTHENTICATION_TOKEN: own({ statusCode: 404, responseTemplates: { 'application/json': 'no such' } }),
      };
      expect(await send('Bearer abc', 'GET /test/dogs', { gatewayResponses })).toMatchObject({
        statusCode: 404,
        body: 'no such',
      });
    });
  });

  test.each(['GET /prod/pets', 'GET /', 'GET /testing/pets'])(
    '%s is outside the stage: 403 Forbidden (R)',
    async (request) => {
      const response = await serve(restApi(methods)).send(request);
      expect(response).toMatchObject({ statusCode: 403, body: '{"message":"Forbidden"}' });
      expect(response.header('x-amzn-ErrorType')).toBe('ForbiddenException');
    },
  );

  test('a disabled default endpoint is 403 Forbidden (D)', async () => {
    const response = await serve(restApi(methods, { disableExecuteApiEndpoint: true })).send('GET /test/pets');
    expect(response).toMatchObject({ statusCode: 403, body: '{"message":"Forbidden"}' });
  });

  test.each(['not-found', 'wrong-method'])('recorded: test_routing_not_found %s', async (step) => {
    const recorded = objectOf(recording('common', 'TestApigatewayRouting::test_routing_not_found', step));
    const response = await serve(restApi(methods)).send(step === 'not-found' ? 'GET /test/dogs' : 'POST /test/pets');
    expect(response.json()).toEqual(recorded['content']);
    expect(response.header('x-amzn-ErrorType')).toBe(recorded['errorType']);
  });
});

// docs/aws/rest-api-observed.md#gateway-response-types, docs/aws/rest-api-observed.md#error-catalogue
describe('stock answers', () => {
  test.each([
    ['ACCESS_DENIED', 403, '{"Message":"User is not authorized to access this resource"}', 'AccessDeniedException'],
    ['API_CONFIGURATION_ERROR', 500, '{"message": "Internal server error"}', 'InternalServerErrorException'],
    ['AUTHORIZER_CONFIGURATION_ERROR', 500, '{"message":null}', 'AuthorizerConfigurationException'],
    ['AUTHORIZER_FAILURE', 500, '{"message":null}', 'AuthorizerConfigurationException'],
    [
      'EXPIRED_TOKEN',
      403,
      '{"message":"The security token included in the request is expired"}',
      'ExpiredTokenException',
    ],
    [
      'INTEGRATION_FAILURE',
      504,
      '{"message": "Network error communicating with endpoint"}',
      'InternalServerErrorException',
    ],
    ['INTEGRATION_TIMEOUT', 504, '{"message": "Endpoint request timed out"}', 'InternalServerErrorException'],
    ['INVALID_API_KEY', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
    ['QUOTA_EXCEEDED', 429, '{"message":"Limit Exceeded"}', 'LimitExceededException'],
    ['EVENT_TOO_LARGE', 413, '{"message": "Request Too Long"}', 'BadRequestException'],
    ['THROTTLED', 429, '{"message":"Too Many Requests"}', 'TooManyRequestsException'],
    ['UNAUTHORIZED', 401, '{"message":"Unauthorized"}', 'UnauthorizedException'],
    ['UNSUPPORTED_MEDIA_TYPE', 415, '{"message": "Unsupported Media Type"}', 'BadRequestException'],
    ['WAF_FILTERED', 403, '{"message":"Forbidden"}', 'ForbiddenException'],
  ] satisfies [GatewayErrorType, number, string, string][])('%s', async (kind, statusCode, body, errorType) => {
    const response = await refusing(kind).send('GET /test/pets');
    expect(response).toMatchObject({ statusCode, body });
    expect(response.header('x-amzn-ErrorType')).toBe(errorType);
  });

  test('the two lengths that were seen on the wire: 36 and 56 bytes', async () => {
    expect((await refusing('API_CONFIGURATION_ERROR').send('GET /test/pets')).bytes).toHaveLength(36);
    expect((await refusing('INTEGRATION_FAILURE').send('GET /test/pets')).bytes).toHaveLength(56);
  });

  test('the header set, without a trace id', async () => {
    const response = await refusing('UNAUTHORIZED').send('GET /test/pets');
    expect(response.headers).toEqual([
      ['x-amzn-RequestId', '00000000-0000-4000-8000-000000000001'],
      ['x-amz-apigw-id', 'ext00000000002='],
      ['x-amzn-ErrorType', 'UnauthorizedException'],
      ['Content-Type', 'application/json'],
    ]);
  });

  test('what the stage says is what the client reads', async () => {
    const options = { clientMessage: 'Signature expired: …', errorType: 'InvalidSignatureException' };
    const response = await refusing('INVALID_SIGNATURE', {}, options).send('GET /test/pets');
    expect(response).toMatchObject({ statusCode: 403, body: '{"message":"Signature expired: …"}' });
  });
});

// docs/aws/rest-api-observed.md#customising
describe('customising', () => {
  test('status, headers and template of the type itself; the error type stays (U)', async () => {
    const gatewayResponses = {
      UNAUTHORIZED: own({
        statusCode: 499,
        responseParameters: {
          'gatewayresponse.header.Access-Control-Allow-Origin': "'*'",
          'gatewayresponse.header.X-Path': 'context.path',
          'gatewayresponse.header.X-Id': 'method.request.path.id',
          'gatewayresponse.header.X-None': 'method.request.header.none',
          'gatewayresponse.header.X-Stage': 'stageVariables.color',
        },
        responseTemplates: {
          'application/json': '{"m":$context.error.messageString,"t":"$context.error.responseType"}',
        },
      }),
    };
    const stage = { name: 'test', variables: { color: 'blue' }, deploymentId: 'd' };
    const response = await refusing('UNAUTHORIZED', { gatewayResponses, stage }).send('GET /test/pets/7');
    expect(response).toMatchObject({ statusCode: 499, body: '{"m":"Unauthorized","t":"UNAUTHORIZED"}' });
    expect(response.header('Access-Control-Allow-Origin')).toBe('*');
    expect(response.header('X-Path')).toBe('/test/pets/7');
    expect(response.header('X-Id')).toBe('7');
    expect(response.header('X-Stage')).toBe('blue');
    expect(response.header('X-None')).toBeUndefined();
    expect(response.header('x-amzn-ErrorType')).toBe('UnauthorizedException');
  });

  test('DEFAULT_5XX with a status changes every 5xx that has none of its own (recorded)', async () => {
    const gatewayResponses = { DEFAULT_5XX: own({ statusCode: 599 }) };
    expect((await refusing('AUTHORIZER_FAILURE', { gatewayResponses }).send('GET /test/pets')).statusCode).toBe(599);
    expect((await refusing('UNAUTHORIZED', { gatewayResponses }).send('GET /test/pets')).statusCode).toBe(401);
  });

  test('a type of its own ignores the default entirely, even where it sets nothing (recorded)', async () => {
    const gatewayResponses = {
      DEFAULT_5XX: own({ statusCode: 599, responseTemplates: { 'application/json': 'default' } }),
      AUTHORIZER_FAILURE: own({ responseParameters: { 'gatewayresponse.header.X-A': "'1'" } }),
    };
    const response = await refusing('AUTHORIZER_FAILURE', { gatewayResponses }).send('GET /test/pets');
    expect(response).toMatchObject({ statusCode: 500, body: '{"message":null}' });
    expect(response.header('X-A')).toBe('1');
  });

  test('a default without a status keeps each status and adds headers and template', async () => {
    const gatewayResponses = {
      DEFAULT_4XX: own({ responseTemplates: { 'application/json': '$context.error.message!' } }),
    };
    const response = await serve(restApi(methods, { gatewayResponses })).send('GET /test/none');
    expect(response).toMatchObject({ statusCode: 403, body: 'Missing Authentication Token!' });
  });

  test("a failing function's 502 takes DEFAULT_5XX", async () => {
    const gatewayResponses = { DEFAULT_5XX: own({ responseTemplates: { 'application/json': 'mine' } }) };
    const served = serve(restApi(methods, { gatewayResponses }), { functions: { fn: () => 'x' } });
    expect(await served.send('GET /test/pets')).toMatchObject({ statusCode: 502, body: 'mine' });
  });

  // docs/aws/rest-api.md#failure-table: two transcripts for a throttled function (504), likely for the others.
  test.each([
    ['a throttled function', new LambdaServiceError('TooManyRequestsException', 'Rate Exceeded.'), 500],
    ['a failing Lambda service', new LambdaServiceError('ServiceException', 'no'), 500],
    ['a malformed answer', undefined, 502],
  ])('%s takes INTEGRATION_FAILURE, which is 504 unless it sets a status', async (_what, thrown, stock) => {
    const fn = () => {
      if (thrown) throw thrown;
      return 'x';
    };
    const send = async (parts: Partial<RestApi>) =>
      serve(restApi(methods, parts), { functions: { fn } }).send('GET /test/pets');
    const mine = own({ responseTemplates: { 'application/json': 'mine' } });
    expect((await send({})).statusCode).toBe(stock);
    expect(await send({ gatewayResponses: { INTEGRATION_FAILURE: mine } })).toMatchObject({
      statusCode: 504,
      body: 'mine',
    });
    const withStatus = { INTEGRATION_FAILURE: { ...mine, statusCode: 418 } };
    expect((await send({ gatewayResponses: withStatus })).statusCode).toBe(418);
    expect(await send({ gatewayResponses: { DEFAULT_5XX: mine } })).toMatchObject({ statusCode: stock, body: 'mine' });
  });

  test('the template follows Accept, and gives its Content-Type', async () => {
    const responseTemplates = { 'application/json': 'json', 'application/xml': '<xml/>' };
    const gatewayResponses = { UNAUTHORIZED: own({ responseTemplates }) };
    const served = refusing('UNAUTHORIZED', { gatewayResponses });
    const xml = await served.send('GET /test/pets', { headers: [['Accept', 'application/xml']] });
    expect(xml.body).toBe('<xml/>');
    expect(xml.header('Content-Type')).toBe('application/xml');
    expect((await served.send('GET /test/pets', { headers: [['Accept', 'text/html']] })).body).toBe('json');
  });

  test('templates are no VTL: only references are replaced (D)', async () => {
    const template = '#if(true)$context.stage#end ${context.stage} $util.urlEncode("x") $context.nothing|';
    const gatewayResponses = { UNAUTHORIZED: own({ responseTemplates: { 'application/json': template } }) };
    const response = await refusing('UNAUTHORIZED', { gatewayResponses }).send('GET /test/pets');
    expect(response.body).toBe('#if(true)test#end test $util.urlEncode("x") |');
  });

  test('413 cannot be customised (D)', async () => {
    const gatewayResponses = { DEFAULT_4XX: own({ statusCode: 418 }), REQUEST_TOO_LARGE: own({ statusCode: 418 }) };
    expect((await refusing('REQUEST_TOO_LARGE', { gatewayResponses }).send('GET /test/pets')).statusCode).toBe(413);
  });
});
