// Who a signer is, and what policies say of it: docs/aws/rest-api.md#iam-authorization, docs/aws/rest-api.md#resource-policies (tables A
// and B), docs/aws/rest-api.md#caching; docs/aws/http-api.md#iam-authorization.
import { describe, expect, test } from 'vitest';
import { authorizerCompiler } from '../../src/authorizers/index.ts';
import type { ApiType } from '../../src/model/definition/api.ts';
import type { Credential } from '../../src/model/definition/authorizer.ts';
import { EmulatorError } from '../../src/model/base/errors.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { restApi } from '../rest-api/support/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeLambda } from '../websocket-api/fake-lambda.ts';
import { ARN, type Gate, gate } from './gate.ts';
import { alice, deploy, HOST, signed } from './signed.ts';

function protectedFor(
  kind: ApiType,
  credentials: readonly Credential[] = [alice, deploy],
  rest: Partial<RestApi> = {},
): Gate {
  return gate(kind, { authorization: { type: 'AWS_IAM' }, credentials, rest });
}

describe('who it was', () => {
  const identityOf = async (kind: ApiType, credential: Credential): Promise<Record<string, unknown>> => {
    const door = protectedFor(kind);
    await door.send(await signed({ credential }));
    return door.contexts()[0] ?? {};
  };

  test('REST: the identity of the event', async () => {
    expect((await identityOf('rest', alice)).identity).toMatchObject({
      accessKey: 'AKIDALICE0000000',
      accountId: '123456789012',
      userArn: 'arn:aws:iam::123456789012:user/alice',
      caller: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/) as unknown,
      user: expect.stringMatching(/^AIDA[A-Z0-9]{17}$/) as unknown,
      principalOrgId: null,
    });
  });

  test('a session is known by its role and its name', async () => {
    expect((await identityOf('rest', deploy)).identity).toMatchObject({
      userArn: deploy.userArn,
      user: expect.stringMatching(/^AROA[A-Z0-9]{17}:ci$/) as unknown,
    });
  });

  test('HTTP 2.0: authorizer.iam', async () => {
    expect((await identityOf('http', alice)).authorizer).toEqual({
      iam: {
        accessKey: 'AKIDALICE0000000',
        accountId: '123456789012',
        callerId: expect.stringMatching(/^AIDA/) as unknown,
        cognitoIdentity: null,
        principalOrgId: null,
        userArn: 'arn:aws:iam::123456789012:user/alice',
        userId: expect.stringMatching(/^AIDA/) as unknown,
      },
    });
  });
});

describe('with a resource policy', () => {
  const stranger: Credential = { ...alice, userArn: 'arn:aws:iam::999988887777:user/alice', accountId: '999988887777' };
  const own = (Effect: 'Allow' | 'Deny' | undefined): Pick<Credential, 'policy'> => ({
    policy: { Statement: Effect === undefined ? [] : [{ Effect, Action: '*', Resource: '*' }] },
  });
  const attached = (Effect: 'Allow' | 'Deny' | undefined, arn: string): Partial<RestApi> => ({
    policy: {
      Statement:
        Effect === undefined ? [] : [{ Effect, Principal: { AWS: arn }, Action: 'execute-api:Invoke', Resource: '*' }],
    },
  });

  test.each<
    [
      own: 'Allow' | 'Deny' | undefined,
      attached: 'Allow' | 'Deny' | undefined,
      sameAccount: number,
      otherAccount: number,
    ]
  >([
    ['Allow', 'Allow', 200, 200],
    ['Allow', undefined, 200, 403],
    ['Allow', 'Deny', 403, 403],
    [undefined, 'Allow', 200, 403],
    [undefined, undefined, 403, 403],
    ['Deny', 'Allow', 403, 403],
  ])('own policy %s, resource policy %s: %i in the account, %i from another', async (mine, theirs, ...expected) => {
    const statuses = [alice, stranger].map(async (who) => {
      const door = protectedFor('rest', [{ ...who, ...own(mine) }], attached(theirs, who.userArn));
      return (await door.send(await signed())).status;
    });
    expect(await Promise.all(statuses)).toEqual(expected);
  });

  test('conditions on the principal', async () => {
    const when = (Condition: object): Partial<RestApi> => ({
      policy: { Statement: [{ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition }] },
    });
    const status = async (condition: object, credential: Credential) =>
      (await protectedFor('rest', [alice, deploy], when(condition)).send(await signed({ credential }))).status;
    expect(await status({ StringEquals: { 'aws:username': 'alice' } }, alice)).toBe(403);
    expect(await status({ StringEquals: { 'aws:username': 'alice' } }, deploy)).toBe(200);
    const role = { ArnEquals: { 'aws:PrincipalArn': 'arn:aws:iam::123456789012:role/Deploy' } };
    expect([await status(role, deploy), await status(role, alice)]).toEqual([403, 200]);
    expect(await status({ StringNotEquals: { 'aws:PrincipalAccount': '123456789012' } }, alice)).toBe(200);
    expect(await status({ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, deploy)).toBe(403);
  });
});

test('who may invalidate the cache: the caller’s own policy says', async () => {
  const api = restApi([]);
  const withPolicy = (Action: string): Credential => ({
    ...alice,
    policy: { Statement: [{ Effect: 'Allow', Action, Resource: '*' }] },
  });
  const asked = async (credential: Credential): Promise<boolean> => {
    const compiler = authorizerCompiler(api, {
      region: 'us-east-1',
      accountId: '123456789012',
      lambda: new FakeLambda({}),
      credentials: [credential],
      localIssuer: undefined,
      clock: new FakeClock(),
      warn: () => {},
    });
    const request = await signed();
    const authorization = await compiler.compile({ type: 'AWS_IAM' }).authorize({
      client: {
        method: 'GET',
        rawPath: '/dev/pets',
        rawQuery: '',
        headers: [['Host', HOST], ...(request.headers ?? [])],
        body: null,
        sourceIp: '127.0.0.1',
      },
      identitySource: () => undefined,
      methodArn: ARN.rest,
      routeKey: 'GET /pets',
      event: () => ({}),
      body: () => Buffer.alloc(0),
    });
    return compiler.mayInvalidateCache(authorization, ARN.rest);
  };
  expect([await asked(alice), await asked(withPolicy('execute-api:*'))]).toEqual([false, true]);
});

test('a credential whose policy IAM would not take is an error when the API is compiled', () => {
  const compile = () => protectedFor('rest', [{ ...alice, policy: { Statement: [{}] } }]);
  expect(compile).toThrow(EmulatorError);
  expect(compile).toThrow(
    'The policy of the credential "alice" is not valid: a statement needs Effect: Allow or Deny.',
  );
});
