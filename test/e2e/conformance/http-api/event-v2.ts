import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { type EventV2, eventOf } from './http-events.ts';

describe('the event of payload 2.0 (3)', () => {
  test('has what AWS sends, and nothing else', async () => {
    const event = await eventOf('plain', { target: '/items' });
    expect(Object.keys(event).toSorted()).toEqual(
      ['version', 'routeKey', 'rawPath', 'rawQueryString', 'headers', 'requestContext', 'isBase64Encoded'].toSorted(),
    );
    expect(Object.keys(event.requestContext).toSorted()).toEqual(
      [
        'accountId',
        'apiId',
        'domainName',
        'domainPrefix',
        'http',
        'requestId',
        'routeKey',
        'stage',
        'time',
        'timeEpoch',
      ].toSorted(),
    );
    expect(event.requestContext).toMatchObject({
      accountId: '123456789012',
      domainName: `${String(event.requestContext.apiId)}.execute-api.us-east-1.amazonaws.com`,
      domainPrefix: event.requestContext.apiId,
      stage: '$default',
      time: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
      timeEpoch: expect.any(Number) as number,
      http: { method: 'GET', path: '/items', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' },
    });
    expect(event.headers).toEqual({
      host: expect.stringMatching(/^127\.0\.0\.1:\d+$/) as string,
      'content-length': '0',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/) as string,
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
    });
  });

  test('has the request id of the response', async () => {
    const response = await app.send('plain', { target: '/items' });
    expect((response.json() as EventV2).requestContext.requestId).toBe(response.values('apigw-requestid')[0]);
  });

  test('has lower-case headers, repeated ones joined, and cookies apart', async () => {
    const event = await eventOf('plain', {
      target: '/items',
      headers: [
        ['X-Multi', 'first'],
        ['x-multi', 'second'],
        ['Cookie', 'a=b; c=d'],
        ['Cookie', 'e=%20f'],
        ['Authorization', 'Bearer x'],
        ['User-Agent', 'qa/1'],
        ['X-Forwarded-For', '203.0.113.9'],
        ['X-Forwarded-Proto', 'http'],
        ['X-Forwarded-Port', '80'],
        ['TE', 'trailers'],
      ],
    });
    expect(event.headers).toMatchObject({
      'x-multi': 'first,second',
      authorization: 'Bearer x',
      'user-agent': 'qa/1',
      'x-forwarded-for': '203.0.113.9, 127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-port': '443',
    });
    expect(event.cookies).toEqual(['a=b', 'c=d', 'e=%20f']);
    expect(['cookie', 'te', 'connection'].filter((name) => name in event.headers)).toEqual([]);
    expect(event.requestContext.http).toMatchObject({ userAgent: 'qa/1', sourceIp: '127.0.0.1' });
  });

  test('extends a trace id that it is sent', async () => {
    const sent = 'Root=1-5759e988-bd862e3fe1be46a994272793';
    const event = await eventOf('plain', { target: '/items', headers: [['X-Amzn-Trace-Id', sent]] });
    expect(event.headers['x-amzn-trace-id']).toMatch(
      /^Self=1-[0-9a-f]{8}-[0-9a-f]{24};Root=1-5759e988-bd862e3fe1be46a994272793$/,
    );
  });

  test.each([
    ['', '', undefined],
    ['?', '', undefined],
    ['?a=1&a=2&b=', 'a=1&a=2&b=', { a: '1,2', b: '' }],
    ['?a+b=c+d&e=%2B%26', 'a+b=c+d&e=%2B%26', { 'a b': 'c d', e: '+&' }],
    ['?k', 'k', { k: '' }],
    ['?k=a=b', 'k=a=b', { k: 'a=b' }],
    ['?%F0%9F%98%80=%zz', '%F0%9F%98%80=%zz', { '😀': '%zz' }],
  ])('query %j', async (query, rawQueryString, queryStringParameters) => {
    const event = await eventOf('plain', { target: `/items${query}` });
    expect([event.rawQueryString, event.queryStringParameters]).toEqual([rawQueryString, queryStringParameters]);
  });

  test.each([
    ['/items/a%20b', '/items/a b'],
    ['/items/a%2Fb', '/items/a%2Fb'],
    ['/items/%40%23%C3%A9', '/items/@#é'],
    ['/pets/x//y/', '/pets/x//y/'],
  ])('raw path of %s', async (target, rawPath) => {
    const event = await eventOf('plain', { target });
    expect([event.rawPath, event.requestContext.http.path]).toEqual([rawPath, rawPath]);
  });

  test('of a named stage keeps the stage in the path and has the variables', async () => {
    const event = await eventOf('staged', { target: '/dev/items/7' });
    expect(event).toMatchObject({ rawPath: '/dev/items/7', stageVariables: { color: 'blue' } });
    expect(event.requestContext).toMatchObject({ stage: 'dev', apiId: 'aaaaaaaaaa' });
  });
});
