import { describe, expect, test } from 'vitest';
import { type Headers, get, contextOf, token, bearer } from './requests.ts';

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
      {
        Message:
          'User is not authorized to access this resource because no identity-based policy allows the execute-api:Invoke action',
      },
    ],
    [
      'a denial',
      bearer('deny'),
      403,
      'AccessDeniedException',
      { Message: 'User is not authorized to access this resource with an explicit deny in an identity-based policy' },
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
