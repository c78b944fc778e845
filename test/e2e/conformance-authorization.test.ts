// Who is let in, over the wire, served by the real command; tokens by `gw-emulate token`, signatures by an AWS signing library. Expected
// values: http-api.md 7 to 9, rest-api-observed.md 4.2, 13 and 14, websocket-api.md 6.
import { sign } from 'aws4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runCli } from './cli.ts';
import { type ConformanceApp, startConformanceApp } from './conformance-app.ts';
import type { RawRequest, RawResponse } from './raw-http.ts';

let app: ConformanceApp;

beforeAll(async () => {
  app = await startConformanceApp('authorization.config.yaml');
});

afterAll(async () => {
  expect(await app?.stop()).toBe(0);
});

type Headers = NonNullable<RawRequest['headers']>;

const get = (api: string, target: string, headers: Headers = []): Promise<RawResponse> =>
  app.send(api, { target, headers });

async function contextOf(response: RawResponse): Promise<Record<string, unknown>> {
  expect([response.status, response.text]).toEqual([200, expect.any(String)]);
  return (response.json() as { requestContext: Record<string, unknown> }).requestContext;
}

async function token(...flags: string[]): Promise<string> {
  const made = await runCli(['token', '--config', 'authorization.config.yaml', ...flags], app.folder);
  expect(made).toMatchObject({ code: 0 });
  return made.stdout.trim();
}

const bearer = (jwt: string): Headers => [['Authorization', `Bearer ${jwt}`]];

describe('JWT authorizers of HTTP APIs', () => {
  test('a token with the audience is let in; its claims are text', async () => {
    const jwt = await token(
      '--sub',
      'alice',
      '--audience',
      'shop',
      '--claim',
      'admin=true',
      '--claim',
      'n=7',
      '--group',
      'a',
      '--group',
      'b',
    );
    const context = await contextOf(await get('http', '/jwt', bearer(jwt)));
    expect(context.authorizer).toMatchObject({
      jwt: { claims: { sub: 'alice', admin: 'true', n: '7', groups: '[a b]' }, scopes: null },
    });
    expect((await get('http', '/jwt', [['Authorization', jwt]])).status).toBe(200);
  });

  test('scopes are needed where the route has them', async () => {
    const [without, having] = await Promise.all([
      token('--audience', 'shop'),
      token('--audience', 'shop', '--scope', 'orders.write', '--scope', 'more'),
    ]);
    const refused = await get('http', '/scoped', bearer(without));
    expect([refused.status, refused.text]).toEqual([403, '{"message":"Forbidden"}']);
    const context = await contextOf(await get('http', '/scoped', bearer(having)));
    expect(context.authorizer).toMatchObject({ jwt: { scopes: ['orders.write', 'more'] } });
  });

  test('no token at all: Bearer and no more', async () => {
    const response = await get('http', '/jwt');
    expect([response.status, response.text, response.values('www-authenticate')]).toEqual([
      401,
      '{"message":"Unauthorized"}',
      ['Bearer'],
    ]);
  });

  test.each([
    ['no JWT', async () => 'x', 'token contains an invalid number of segments'],
    ['another audience', () => token('--audience', 'other'), 'the token does not have a valid audience'],
  ])('%s: 401 with the reason', async (_, make, reason) => {
    const response = await get('http', '/jwt', bearer(await make()));
    expect([response.status, response.values('www-authenticate')]).toEqual([
      401,
      [`Bearer scope="" error="invalid_token" error_description="${reason}"`],
    ]);
  });

  test("a signature that is not the issuer's, or none, is a 401", async () => {
    const jwt = await token('--audience', 'shop');
    const [, claims = ''] = jwt.split('.');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const forged of [`${jwt.slice(0, -8)}AAAAAAAA`, `${none}.${claims}.`]) {
      expect((await get('http', '/jwt', bearer(forged))).status).toBe(401);
    }
  });
});

describe('Lambda authorizers with simple answers', () => {
  test.each([
    [undefined, 401, 'Unauthorized'],
    ['', 401, 'Unauthorized'],
    ['no', 403, 'Forbidden'],
    ['throw', 500, 'Internal Server Error'],
    ['shape', 500, 'Internal Server Error'],
  ])('X-Auth: %s is a %i', async (word, status, message) => {
    const response = await get('http', '/simple', word === undefined ? [] : [['X-Auth', word]]);
    expect([response.status, response.json()]).toEqual([status, { message }]);
    expect(response.values('www-authenticate')).toEqual([]);
  });

  test('the context keeps its types, and the answer is kept for its time', async () => {
    const first = await contextOf(await get('http', '/simple', [['X-Auth', 'ok']]));
    expect(first.authorizer).toMatchObject({ lambda: { n: 1, yes: true, list: [1] } });
    const second = await contextOf(await get('http', '/simple', [['X-Auth', 'ok']]));
    expect(second.authorizer).toEqual(first.authorizer);
  });
});

describe('TOKEN and REQUEST authorizers of REST APIs', () => {
  test.each([
    ['nothing', [], 401, 'UnauthorizedException', { message: 'Unauthorized' }],
    [
      'what does not fit the expression',
      [['Authorization', 'ok']],
      401,
      'UnauthorizedException',
      { message: 'Unauthorized' },
    ],
    ['"Unauthorized"', bearer('unauthorized'), 401, 'UnauthorizedException', { message: 'Unauthorized' }],
    ['another error', bearer('throw'), 500, 'AuthorizerConfigurationException', { message: null }],
    ['no policy', bearer('nothing'), 500, 'AuthorizerConfigurationException', { message: null }],
    ['an object in the context', bearer('object'), 500, 'AuthorizerConfigurationException', { message: null }],
    [
      'a policy for something else',
      bearer('elsewhere'),
      403,
      'AccessDeniedException',
      { Message: 'User is not authorized to access this resource' },
    ],
    [
      'a denial',
      bearer('deny'),
      403,
      'AccessDeniedException',
      { Message: 'User is not authorized to access this resource with an explicit deny' },
    ],
  ] as [string, Headers, number, string, object][])('%s', async (_, headers, status, errorType, body) => {
    const response = await get('rest', '/dev/token', headers);
    expect([response.status, response.values('x-amzn-errortype'), response.json()]).toEqual([
      status,
      [errorType],
      body,
    ]);
  });

  test('the context is text, with the principal and a numeric latency', async () => {
    const { authorizer } = await contextOf(await get('rest', '/dev/token', bearer('ok')));
    expect(authorizer).toMatchObject({ principalId: 'me', n: '1', yes: 'true', nil: null, type: 'TOKEN' });
    expect(typeof (authorizer as { integrationLatency: unknown }).integrationLatency).toBe('number');
  });

  test('every identity source is needed, and is the key of kept answers', async () => {
    expect((await get('rest', '/dev/request', [['X-A', 'ok']])).status).toBe(401);
    expect((await get('rest', '/dev/request?q=1')).status).toBe(401);
    const calls = async (query: string): Promise<unknown> => {
      const { authorizer } = await contextOf(await get('rest', `/dev/request?q=${query}`, [['X-A', 'ok']]));
      return (authorizer as { calls: unknown }).calls;
    };
    const first = await calls('1');
    expect(await calls('1')).toBe(first);
    expect(await calls('2')).not.toBe(first);
  });

  test('a Cognito id token is let in, anything else is not', async () => {
    const jwt = await token('--sub', 'carol', '--cognito', 'id', '--claim', 'email=c@example.com');
    const { authorizer } = await contextOf(await get('rest', '/dev/pool', [['Authorization', jwt]]));
    expect(authorizer).toMatchObject({ claims: { sub: 'carol', email: 'c@example.com', token_use: 'id' } });
    for (const headers of [
      [],
      [['Authorization', 'x']],
      [['Authorization', `${jwt.slice(0, -8)}AAAAAAAA`]],
    ] as Headers[]) {
      const response = await get('rest', '/dev/pool', headers);
      expect([response.status, response.json()]).toEqual([401, { message: 'Unauthorized' }]);
    }
  });
});

describe('IAM', () => {
  function signed(api: string, path: string, accessKeyId: string, secretAccessKey: string): Promise<RawResponse> {
    const { host } = new URL(app.cli.url(api));
    const request = { service: 'execute-api', region: 'us-east-1', method: 'GET', host, path };
    const { headers } = sign({ ...request, headers: { Host: host } }, { accessKeyId, secretAccessKey });
    return get(
      api,
      path,
      Object.entries(headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
  }

  test.each(['/iam/open', '/iam/open?b=2&a=1%20x&a=0', '/iam/%C3%A9%20x'])(
    '%s signed by a known key is let in',
    async (path) => {
      const http = await contextOf(await signed('http', path, 'AKIDALICE0000000', 'alice-secret'));
      expect(http.authorizer).toMatchObject({
        iam: { accessKey: 'AKIDALICE0000000', userArn: 'arn:aws:iam::123456789012:user/alice' },
      });
      const rest = await contextOf(await signed('rest', `/dev${path}`, 'AKIDALICE0000000', 'alice-secret'));
      expect(rest.identity).toMatchObject({
        accessKey: 'AKIDALICE0000000',
        userArn: 'arn:aws:iam::123456789012:user/alice',
      });
    },
  );

  test.each([
    ['http', '/iam/open', 'AKIDALICE0000000', 'wrong', { message: 'Forbidden' }],
    ['http', '/iam/open', 'NOBODY0000000000', 'wrong', { message: 'Forbidden' }],
    ['http', '/iam/other', 'AKIDBOB000000000', 'bob-secret', { message: 'Forbidden' }],
    [
      'rest',
      '/dev/iam/open',
      'NOBODY0000000000',
      'wrong',
      { message: 'The security token included in the request is invalid.' },
    ],
    [
      'rest',
      '/dev/iam/open',
      'AKIDALICE0000000',
      'wrong',
      { message: expect.stringMatching(/^The request signature we calculated does not match/) as string },
    ],
  ])('%s %s by %s with %s is a 403', async (api, path, accessKeyId, secret, body) => {
    const response = await signed(api, path, accessKeyId, secret);
    expect([response.status, response.json()]).toEqual([403, body]);
  });

  test('the policy of a key says where it may go', async () => {
    expect((await signed('http', '/iam/open', 'AKIDBOB000000000', 'bob-secret')).status).toBe(200);
    expect((await signed('rest', '/dev/iam/other', 'AKIDBOB000000000', 'bob-secret')).status).toBe(403);
  });

  test('unsigned', async () => {
    expect((await get('http', '/iam/open')).json()).toEqual({ message: 'Forbidden' });
    expect((await get('rest', '/dev/iam/open')).json()).toEqual({ message: 'Missing Authentication Token' });
  });
});

describe('API keys and resource policies', () => {
  test.each([[[]], [[['x-api-key', 'nobody']]], [[['x-api-key', 'gone-key-0123456789abcdefgh']]]] as [Headers][])(
    '%j is Forbidden',
    async (headers) => {
      const response = await get('rest', '/dev/key', headers);
      expect([response.status, response.values('x-amzn-errortype'), response.json()]).toEqual([
        403,
        ['ForbiddenException'],
        { message: 'Forbidden' },
      ]);
    },
  );

  test('a key is let in as often as its plan says', async () => {
    const key: Headers = [['X-API-KEY', 'partner-key-0123456789abcdef']];
    const { identity } = await contextOf(await get('rest', '/dev/key', key));
    expect(identity).toMatchObject({ apiKey: 'partner-key-0123456789abcdef', apiKeyId: expect.any(String) as string });
    expect((await get('rest', '/dev/key', key)).status).toBe(200);
    const response = await get('rest', '/dev/key', key);
    expect([response.status, response.values('x-amzn-errortype'), response.json()]).toEqual([
      429,
      ['TooManyRequestsException'],
      { message: 'Too Many Requests' },
    ]);
  });

  test('a resource policy denies an anonymous caller in its own words', async () => {
    expect((await get('guarded', '/dev/open')).status).toBe(200);
    const response = await get('guarded', '/dev/denied');
    expect(response.status).toBe(403);
    expect((response.json() as { Message: string }).Message).toMatch(
      /^User: anonymous is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\S+\/dev\/GET\/denied with an explicit deny$/,
    );
  });
});

describe('WebSocket authorizers', () => {
  const handshake = (query: string): Promise<RawResponse> =>
    app.send('socket', {
      target: `/dev${query}`,
      headers: [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ],
      endsAfterHead: true,
    });

  test.each([
    ['', 401],
    ['?ticket=', 401],
    ['?ticket=unauthorized', 401],
    ['?ticket=deny', 403],
    ['?ticket=elsewhere', 403],
    ['?ticket=throw', 500],
    ['?ticket=object', 500],
    ['?ticket=nothing', 500],
    ['?ticket=ok', 101],
  ])('%j is %i', async (query, status) => {
    expect((await handshake(query)).status).toBe(status);
  });
});
