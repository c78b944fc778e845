// docs/aws/http-api.md#parameter-mapping: request and response parameter mappings of proxy integrations.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { BackendRequest } from '../../src/integrations/contract.ts';
import type { ClientResponse } from '../../src/model/http/messages.ts';
import { ask, headerLines, httpProxy, onlyEvent, route, stage, world } from './harness.ts';

type Parameters = Readonly<Record<string, string>>;

const BODY = '{"a":{"b":[10,20]},"text":"t","flag":true,"nothing":null}';

async function sent(
  requestParameters: Parameters,
  target = '/pets/a%20b?q=1&q=2',
  body = BODY,
): Promise<BackendRequest> {
  const made = world({
    api: {
      routes: [
        {
          routeKey: 'POST /pets/{id}',
          authorization: { type: 'NONE' },
          integration: httpProxy('http://b/base', { requestParameters }),
        },
      ],
      ...stage('$default', { variables: { color: 'blue' } }),
    },
    http: () => Promise.resolve({ statusCode: 200, headers: [], body: Buffer.alloc(0) }),
  });
  const headers = [
    ['X-One', '1'],
    ['X-Two', 'a'],
    ['x-two', 'b'],
  ] as const;
  const response = await made.handle(ask('POST', target, { headers, body }));
  const [backend] = made.backendRequests;
  if (!backend) throw new Error(`the backend was not called: ${response.statusCode}, ${made.warnings.join()}`);
  return backend;
}

function valuesOf({ headers }: Pick<ClientResponse, 'headers'> | BackendRequest, name: string): string[] {
  return headers.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
}

describe('sources', () => {
  test.each([
    ['static', ['static']],
    ['$request.header.x-one', ['1']],
    ['$request.header.X-TWO', ['a,b']],
    ['${request.header.x-one}', ['1']],
    ['$request.querystring.q', ['1,2']],
    ['$request.querystring.Q', []],
    ['$request.path.id', ['a b']],
    ['$request.path', ['/pets/a%20b']],
    ['$request.body', [BODY]],
    ['$request.body.text', ['t']],
    ['$request.body.a.b[1]', ['20']],
    ['$request.body.a', ['{"b":[10,20]}']],
    ['$request.body.flag', ['true']],
    ['$request.body.nothing', []],
    ['$request.body.missing.deep', []],
    ['$context.requestId', ['J7jk9g-7oAMEJGw=']],
    ['$context.nothing', []],
    ['$stageVariables.color', ['blue']],
    ['$stageVariables.missing', []],
    ['${request.path.id}/${request.querystring.q} of ${stageVariables.color}', ['a b/1,2 of blue']],
    // Of several sources, one that is missing is empty text; the mapping does nothing where all are (unproven).
    ['${request.path.id} ${request.header.missing}', ['a b ']],
    ['${request.header.missing}-${request.querystring.missing}', []],
  ])('%s puts %j into a header', async (value, expected) => {
    expect(valuesOf(await sent({ 'overwrite:header.h': value }), 'h')).toEqual(expected);
  });

  test('a body is cut at 100 KB before a path looks into it, but not as a whole', async () => {
    const long = JSON.stringify({ text: 't', rest: 'x'.repeat(100 * 1024) });
    const received = await sent(
      { 'overwrite:header.part': '$request.body.text', 'overwrite:querystring.n': 'x' },
      '/pets/1',
      long,
    );
    expect(valuesOf(received, 'part')).toEqual([]);
    const short = JSON.stringify({ text: 't', rest: 'x'.repeat(100 * 1024 - 30) });
    expect(valuesOf(await sent({ 'overwrite:header.part': '$request.body.text' }, '/pets/1', short), 'part')).toEqual([
      't',
    ]);
  });
});

describe('changes of the request to a backend', () => {
  test.each<[Parameters, string, string[]]>([
    [{ 'append:header.x-one': '2' }, 'x-one', ['1,2']],
    [{ 'append:header.x-new': '2' }, 'x-new', ['2']],
    [{ 'overwrite:header.X-ONE': '2' }, 'x-one', ['2']],
    [{ 'overwrite:header.x-two': '2' }, 'x-two', ['2']],
    [{ 'remove:header.x-two': "''" }, 'x-two', []],
    // Each value is read from the request as it came.
    [{ 'overwrite:header.x-one': '9', 'overwrite:header.copy': '$request.header.x-one' }, 'copy', ['1']],
  ])('%j: %s is %j', async (parameters, name, expected) => {
    expect(valuesOf(await sent(parameters), name)).toEqual(expected);
  });

  test.each<[Parameters, string]>([
    [{ 'append:querystring.q': '3' }, 'http://b/base?q=1&q=2%2C3'],
    [{ 'append:querystring.n': 'a b' }, 'http://b/base?q=1&q=2&n=a%20b'],
    [{ 'overwrite:querystring.q': '$request.path.id' }, 'http://b/base?q=a%20b'],
    [{ 'remove:querystring.q': "''" }, 'http://b/base'],
    [{ 'overwrite:path': '/else' }, 'http://b/else?q=1&q=2'],
    [{ 'overwrite:path': '$request.path' }, 'http://b/pets/a%20b?q=1&q=2'],
    [{ 'overwrite:path': 'x/${request.path.id}?no#query' }, 'http://b/x/a%20b%3Fno%23query?q=1&q=2'],
  ])('%j calls %s', async (parameters, url) => {
    expect((await sent(parameters)).url).toBe(url);
  });

  test('the signal of a client that goes away survives the reading of its body', async () => {
    const { signal } = new AbortController();
    const integration = httpProxy('http://b', { requestParameters: { 'overwrite:header.h': '$request.body.text' } });
    const made = world({ api: { routes: [{ routeKey: '$default', authorization: { type: 'NONE' }, integration }] } });
    await made.handle({ ...ask('POST', '/', { body: Readable.from([Buffer.from(BODY)]) }), signal });
    expect(made.backendRequests[0]).toMatchObject({ signal, headers: expect.arrayContaining([['h', 't']]) as unknown });
  });

  test('a line end in a decoded parameter never begins a header', async () => {
    await expect(sent({ 'overwrite:header.h': '$request.path.id' }, '/pets/a%0D%0Ab')).rejects.toThrow('400');
  });

  test.each([
    'append:path',
    'overwrite:cookie.x',
    'header.x',
    'overwrite:header.',
    'overwrite:statuscode',
    'overwrite:header.Authorization',
    'append:header.X-Amz-Date',
  ])('%s is not a key: said at once', async (key) => {
    await expect(sent({ [key]: 'x' })).rejects.toThrow(`The mapping "${key}" is wrong`);
  });
});

describe('changes of the event of a function (unproven)', () => {
  async function event(requestParameters: Parameters, format: '1.0' | '2.0' = '2.0') {
    const made = world({
      api: { routes: [route('GET /pets/{id}', { requestParameters, payloadFormatVersion: format })] },
    });
    await made.handle(ask('GET', '/pets/7?q=1', { headers: [['X-One', '1']] }));
    return onlyEvent(made);
  }

  test('headers, query and path are those of the mapped request', async () => {
    const parameters = {
      'append:header.x-one': '2',
      'overwrite:querystring.id': '$request.path.id',
      'overwrite:path': '/new/path',
    };
    expect(await event(parameters)).toMatchObject({
      headers: { 'x-one': '1,2', 'x-forwarded-proto': 'https', 'content-length': '0' },
      rawQueryString: 'q=1&id=7',
      queryStringParameters: { q: '1', id: '7' },
      rawPath: '/new/path',
      pathParameters: { id: '7' },
      requestContext: { http: { path: '/new/path' } },
    });
  });

  test('in format 1.0 as well', async () => {
    expect(await event({ 'overwrite:header.X-New': 'n', 'remove:querystring.q': '' }, '1.0')).toMatchObject({
      headers: { 'X-New': 'n' },
      multiValueHeaders: { 'X-New': ['n'] },
      queryStringParameters: null,
    });
  });
});

describe('changes of the response', () => {
  const answer = { statusCode: 404, headers: { 'x-a': '1', gone: 'x' }, body: '{"code":"E1"}' };

  async function response(
    responseParameters: Readonly<Record<string, Parameters>>,
    answered: object = answer,
  ): Promise<ClientResponse> {
    const made = world({ api: { routes: [route('$default', { responseParameters })] }, answer: answered });
    return made.handle(ask('GET', '/', { headers: [['X-Req', 'r']] }));
  }

  test.each<[Parameters, number, string, string[]]>([
    [{ 'append:header.x-a': '2' }, 404, 'x-a', ['1,2']],
    [{ 'overwrite:header.x-a': '$response.header.gone' }, 404, 'x-a', ['x']],
    [{ 'remove:header.gone': '' }, 404, 'gone', []],
    [{ 'overwrite:header.x-code': '$response.body.code' }, 404, 'x-code', ['E1']],
    [{ 'overwrite:header.x-r': '$request.header.x-req' }, 404, 'x-r', ['r']],
    [{ 'overwrite:statuscode': '403' }, 403, 'x-a', ['1']],
    [{ 'overwrite:statuscode': 'nonsense' }, 404, 'x-a', ['1']],
  ])('%j on its status: %i, %s is %j', async (parameters, status, name, expected) => {
    const mapped = await response({ 404: parameters });
    expect([mapped.statusCode, headerLines(mapped, name)]).toEqual([status, expected]);
  });

  test('only the exact status is mapped, and errors of the gateway are not', async () => {
    expect((await response({ 200: { 'overwrite:statuscode': '500' } })).statusCode).toBe(404);
    expect((await response({ 500: { 'overwrite:statuscode': '200' } }, { statusCode: 'wrong' })).statusCode).toBe(500);
  });

  test('a streamed body is held where a mapping looks into it', async () => {
    const integration = httpProxy('http://b', {
      responseParameters: { 200: { 'overwrite:header.x-code': '$response.body.code' } },
    });
    const made = world({
      api: { routes: [{ routeKey: '$default', authorization: { type: 'NONE' }, integration }] },
      http: () =>
        Promise.resolve({
          statusCode: 200,
          headers: [],
          body: Readable.from([Buffer.from('{"code":'), Buffer.from('"E2"}')]),
        }),
    });
    const mapped = await made.handle(ask('GET', '/'));
    expect([headerLines(mapped, 'x-code'), mapped.body]).toEqual([['E2'], Buffer.from('{"code":"E2"}')]);
  });
});
