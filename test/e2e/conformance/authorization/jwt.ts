import { describe, expect, test } from 'vitest';
import { get, contextOf, token, bearer } from './requests.ts';

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
