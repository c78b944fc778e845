// What Lambda refuses and what a proxy integration demands: docs/aws/rest-api-observed.md#preconditions, docs/aws/lambda.md#rest-proxy,
// docs/aws/rest-api.md#failure-table.
import { describe, expect, test } from 'vitest';
import { LambdaServiceError } from '../../src/model/lambda/invocation.ts';
import type { LambdaServiceErrorCode } from '../../src/model/lambda/invocation.ts';
import { method, proxy, restApi } from './support/api.ts';
import { serve } from './support/serve.ts';

const api = restApi([method('ANY /{proxy+}', proxy('fn'))]);
const INTERNAL = '{"message": "Internal server error"}';

// docs/aws/lambda.md#rest-proxy
describe('what Lambda itself refuses', () => {
  test.each([
    ['ResourceNotFoundException', 500],
    // docs/aws/rest-api.md#failure-table
    ['TooManyRequestsException', 500],
    ['ServiceException', 500],
  ] satisfies [LambdaServiceErrorCode, number][])('%s is a %i', async (code, status) => {
    const fn = () => {
      throw new LambdaServiceError(code, 'no');
    };
    expect(await serve(api, { functions: { fn } }).send('GET /test/x')).toMatchObject({
      statusCode: status,
      body: INTERNAL,
    });
  });

  test('an answer that takes longer than the integration allows is a 504', async () => {
    const never = new Promise(() => undefined);
    const served = serve(restApi([method('GET /x', proxy('fn', { timeoutInMillis: 50 }))]), {
      functions: { fn: () => never },
    });
    const response = served.send('GET /test/x');
    await served.clock.waitedFor();
    served.clock.advance(50);
    expect(await response).toMatchObject({ statusCode: 504, body: '{"message": "Endpoint request timed out"}' });
  });
});

// docs/aws/rest-api-observed.md#preconditions
describe('preconditions', () => {
  test('an integration method other than POST is a 500 and the function is not called', async () => {
    const served = serve(restApi([method('GET /x', proxy('fn', { httpMethod: 'GET' }))]), {
      functions: { fn: () => ({}) },
    });
    expect(await served.send('GET /test/x')).toMatchObject({ statusCode: 500, body: INTERNAL });
    expect(served.invocations).toEqual([]);
  });

  test('stage variables name the function and its alias', async () => {
    const lambda = { functionName: '${stageVariables.fn}', qualifier: '${stageVariables.alias}' };
    const stage = { name: 'test', variables: { fn: 'orders', alias: 'live' }, deploymentId: 'd' };
    const served = serve(restApi([method('GET /x', proxy('fn', { lambda }))], { stage }), {
      functions: { orders: () => ({}) },
    });
    expect((await served.send('GET /test/x')).statusCode).toBe(200);
    expect(served.invocations[0]).toMatchObject({ functionName: 'orders', qualifier: 'live' });
  });
});
