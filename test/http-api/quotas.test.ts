// docs/aws/http-api.md#throttling, docs/aws/http-api.md#errors, docs/aws/http-api.md#quotas; docs/aws/lambda.md#errors-and-limits: what is
// over a quota, and its exact answer.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { renderFault } from '../../src/http-api/responses/errors.ts';
import { GatewayError } from '../../src/model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../src/model/http/gateway-error.ts';
import { ask, bodyText, route, world } from './harness.ts';
import type { Asked } from './harness.ts';

const MEGABYTE = 1024 * 1024;

async function answer(target: string, asked: Asked = {}, method = 'POST'): Promise<string> {
  const response = await world().handle(ask(method, target, asked));
  return `${response.statusCode} ${await bodyText(response)}`;
}

const OK = '200 {"ok":true}';
const TOO_LARGE = '413 {"message":"Request Entity Too Large"}';
const HEADERS_TOO_LARGE = '431 {"message":"Request Header Fields Too Large"}';

describe('request line and header values (431 is unproven)', () => {
  /** `GET /` + path + ` HTTP/1.1` and the value of Host. */
  const fixed = 'GET / HTTP/1.1'.length + 'h'.length;
  const host = ['Host', 'h'] as const;

  test('10,240 bytes pass, one more does not', async () => {
    const rest = 10_240 - fixed;
    expect(await answer('/', { headers: [host, ['a', 'x'.repeat(rest)]] }, 'GET')).toBe(OK);
    expect(await answer('/', { headers: [host, ['a', 'x'.repeat(rest + 1)]] }, 'GET')).toBe(HEADERS_TOO_LARGE);
  });

  test('path and query count, header names do not', async () => {
    const half = 'x'.repeat((10_240 - fixed - 1) / 2);
    expect(await answer(`/${half}?${half}`, { headers: [host, ['n'.repeat(500), '']] }, 'GET')).toBe(OK);
    expect(await answer(`/${half}?${half}xx`, { headers: [host] }, 'GET')).toBe(HEADERS_TOO_LARGE);
  });
});

describe('bodies', () => {
  // Base64 makes four bytes of three, so 10 MB never fit into an event: the limit shows on text that is refused before Lambda is asked.
  test('over 10 MB with a length is refused before anybody reads it', async () => {
    let read = false;
    const body = new Readable({
      read() {
        read = true;
        this.push(null);
      },
    });
    const headers = [['Content-Length', String(10 * MEGABYTE + 1)]] as const;
    expect(await answer('/', { headers, body })).toBe(TOO_LARGE);
    expect(read).toBe(false);
  });

  test('over 10 MB without a length is refused while it arrives', async () => {
    const chunk = Buffer.alloc(MEGABYTE);
    let sent = 0;
    const body = new Readable({
      read() {
        sent += 1;
        this.push(sent > 100 ? null : chunk);
      },
    });
    expect(await answer('/', { body })).toBe(TOO_LARGE);
    expect(sent).toBeLessThan(20);
  });

  test.each([
    ['5 MB of text', 5 * MEGABYTE, 'text/plain', OK],
    ['7 MB of text', 7 * MEGABYTE, 'text/plain', TOO_LARGE],
    ['4 MB in base64', 4 * MEGABYTE, 'image/png', OK],
    ['5 MB in base64', 5 * MEGABYTE, 'image/png', TOO_LARGE],
  ])('%s: an event over 6 MB is 413', async (_case, size, contentType, expected) => {
    expect(await answer('/', { headers: [['Content-Type', contentType]], body: Buffer.alloc(size, 0x61) })).toBe(
      expected,
    );
  });

  test('text that grows when it is quoted counts as it is sent', async () => {
    const body = Buffer.alloc(1.2 * MEGABYTE, 0x01);
    expect(await answer('/', { headers: [['Content-Type', 'text/plain']], body })).toBe(TOO_LARGE);
  });
});

describe('the ARN of a route with authorization', () => {
  test('over 1600 bytes is 414 (text unproven); an open route does not mind', async () => {
    const path = `/${'x'.repeat(1600)}`;
    const guarded = world({
      api: { routes: [route('$default', {}, { authorization: { type: 'AWS_IAM' } })] },
      authorize: () => Promise.resolve({}),
    });
    const response = await guarded.handle(ask('GET', path));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe('414 {"message":"Request URI Too Long"}');
    expect(guarded.authorizations).toEqual([]);
    expect(await answer(path)).toBe(OK);
  });
});

describe('throttling', () => {
  test('a request without a token is 429, and nothing is called', async () => {
    const made = world({ rate: { take: () => false } });
    const response = await made.handle(ask('GET', '/'));
    expect(`${response.statusCode} ${await bodyText(response)}`).toBe('429 {"message":"Too Many Requests"}');
    expect(made.calls).toEqual([]);
  });

  test("each route has its bucket, with its own limits or else the stage's", async () => {
    const throttled = { throttle: { rate: 1, burst: 2 } };
    const made = world({
      api: {
        stage: { name: '$default', variables: {}, deploymentId: 'd', throttle: { rate: 10, burst: 20 } },
        routes: [route('GET /a', {}, throttled), route('GET /b')],
      },
    });
    await made.handle(ask('GET', '/a'));
    await made.handle(ask('GET', '/b'));
    expect(made.takes).toEqual([
      ['GET /a', { rate: 1, burst: 2 }],
      ['GET /b', { rate: 10, burst: 20 }],
    ]);
  });
});

describe('error bodies', () => {
  test.each<[GatewayErrorType, number, string]>([
    ['BAD_REQUEST', 400, 'Bad Request'],
    ['UNAUTHORIZED', 401, 'Unauthorized'],
    ['ACCESS_DENIED', 403, 'Forbidden'],
    ['MISSING_AUTHENTICATION_TOKEN', 403, 'Forbidden'],
    ['FORBIDDEN', 403, 'Forbidden'],
    ['NOT_FOUND', 404, 'Not Found'],
    ['REQUEST_TOO_LARGE', 413, 'Request Entity Too Large'],
    ['THROTTLED', 429, 'Too Many Requests'],
    ['AUTHORIZER_FAILURE', 500, 'Internal Server Error'],
    ['MALFORMED_PROXY_RESPONSE', 500, 'Internal Server Error'],
    ['INTEGRATION_TIMEOUT', 503, 'Service Unavailable'],
    ['INTEGRATION_FAILURE', 503, 'Service Unavailable'],
    ['FUNCTION_THROTTLED', 503, 'Service Unavailable'],
  ])('%s is %i with exactly {"message":"%s"}', (kind, statusCode, message) => {
    const error = new GatewayError(kind, { clientMessage: 'never shown', reason: 'nor this' });
    expect(renderFault({ failure: undefined, fault: undefined }, error)).toEqual({
      statusCode,
      headers: [['Content-Type', 'application/json']],
      body: `{"message":"${message}"}`,
    });
  });
});
