/** The event of a function URL: payload 2.0 with the constants of docs/aws/lambda.md#function-urls. */
import { expect, test } from 'vitest';
import type { ClientRequest } from '../../../src/model/http/messages.ts';
import { requestOf } from './url-under-test.ts';
import { functionUrlEvent } from '../../../src/server/function-url/event.ts';
import { urlHostName, urlIdOf } from '../../../src/server/function-url/url-id.ts';

const eventOf = (request: Partial<ClientRequest>, body: string | Buffer = '') =>
  functionUrlEvent(requestOf(request), Buffer.from(body), {
    urlId: 'abc',
    domainName: 'abc.lambda-url.us-east-1.on.aws',
    requestId: 'id',
    timeEpoch: 1_768_903_200_000,
    time: '20/Jan/2026:10:00:00 +0000',
    traceRoot: '1-2-3',
    iam: undefined,
  });

test('a request without query, cookies and body has none of their members', () => {
  expect(eventOf({ method: 'DELETE', rawPath: '/a', headers: [['User-Agent', 'curl/8']] })).toStrictEqual({
    version: '2.0',
    routeKey: '$default',
    rawPath: '/a',
    rawQueryString: '',
    headers: {
      'user-agent': 'curl/8',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      'x-amzn-tls-version': 'TLSv1.3',
      'x-amzn-tls-cipher-suite': 'TLS_AES_128_GCM_SHA256',
      'x-amzn-trace-id': 'Root=1-2-3',
    },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName: 'abc.lambda-url.us-east-1.on.aws',
      domainPrefix: 'abc',
      http: { method: 'DELETE', path: '/a', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'curl/8' },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '20/Jan/2026:10:00:00 +0000',
      timeEpoch: 1_768_903_200_000,
    },
    isBase64Encoded: false,
  });
});

test('headers, query and cookies are folded as payload 2.0 folds them', () => {
  const event = eventOf({
    rawQuery: 'a=1&b=%C3%A4&a=2',
    headers: [
      ['X-One', 'a'],
      ['x-one', 'b'],
      ['Cookie', 'k=v; l=w'],
    ],
  });
  expect(event).toMatchObject({
    rawQueryString: 'a=1&b=%C3%A4&a=2',
    queryStringParameters: { a: '1,2', b: 'ä' },
    cookies: ['k=v', 'l=w'],
    headers: { 'x-one': 'a,b' },
  });
  expect(event.headers).not.toHaveProperty('cookie');
});

test('the path stays percent-encoded, unlike in HTTP APIs', () => {
  expect(eventOf({ rawPath: '/a%20b%2Fc' })).toMatchObject({
    rawPath: '/a%20b%2Fc',
    requestContext: { http: { path: '/a%20b%2Fc' } },
  });
});

test.each([
  ['application/json', '{}', false],
  ['text/plain; charset=utf-8', '{}', false],
  ['application/x-www-form-urlencoded', 'YT0x', true],
  ['multipart/form-data; boundary=x', 'YT0x', true],
  ['image/png', 'YT0x', true],
])('a body of type %s', (contentType, body, isBase64Encoded) => {
  const bytes = isBase64Encoded ? Buffer.from('a=1') : Buffer.from('{}');
  expect(eventOf({ headers: [['Content-Type', contentType]] }, bytes)).toMatchObject({ body, isBase64Encoded });
});

test('the id is 32 lower-case letters and digits, the same at every start', () => {
  expect(urlIdOf('orders')).toMatch(/^[0-9a-z]{32}$/);
  expect(urlIdOf('orders')).toBe(urlIdOf('orders'));
  expect(urlIdOf('orders')).not.toBe(urlIdOf('order'));
  expect(urlHostName('orders', 'us-east-1')).toBe(`${urlIdOf('orders')}.lambda-url.us-east-1.on.aws`);
});
