import { expect, test } from 'vitest';
import { withLocalUserPools } from '../../../src/sources/aws-resources/build/local-user-pools.ts';
import type { Api } from '../../../src/model/definition/api.ts';

function issuersOf(authorizers: Record<string, object>): unknown[] {
  const api = withLocalUserPools({ authorizers } as unknown as Api);
  return Object.values(api.authorizers).map((authorizer) =>
    authorizer.type === 'cognito' ? authorizer.userPools : (authorizer as { issuer?: string }).issuer,
  );
}

test('the local issuer stands in for user pools that only the input knows, and for no other', () => {
  const issuer = (pool: string): string => `https://cognito-idp.us-east-1.amazonaws.com/${pool}`;
  expect(
    issuersOf({
      declared: { type: 'jwt', issuer: issuer('Users0A29D7C9') },
      real: { type: 'jwt', issuer: issuer('us-east-1_AbCd12345') },
      elsewhere: { type: 'jwt', issuer: 'https://issuer.example.com/' },
      pools: { type: 'cognito', userPools: [issuer('Users0A29D7C9'), issuer('us-east-1_AbCd12345'), 'UserPoolArn'] },
      lambda: { type: 'token' },
    }),
  ).toEqual([
    'local',
    issuer('us-east-1_AbCd12345'),
    'https://issuer.example.com/',
    ['local', issuer('us-east-1_AbCd12345'), 'local'],
    undefined,
  ]);
});
