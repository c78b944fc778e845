// Resource policies of REST APIs: docs/aws/rest-api.md#resource-policies (tables A and B, condition keys),
// docs/aws/rest-api.md#authorizer-outcomes (texts).
import { describe, expect, test } from 'vitest';
import { combine } from '../../src/authorizers/guard.ts';
import type { Decision } from '../../src/authorizers/policy/question.ts';
import { EmulatorError } from '../../src/model/base/errors.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import { ARN, CUSTOM, type Gate, gate, policy, type Sent, tokenAuthorizer } from './gate.ts';

const SILENT = ' because no resource-based policy allows the execute-api:Invoke action';
const DENY = ' with an explicit deny in a resource-based policy';

const BY_IDENTITY = ' because no identity-based policy allows the execute-api:Invoke action';
const MASKED = 'arn:aws:execute-api:us-east-1:********9012:a1b2c3d4e5/dev/GET/pets';

describe('the tables', () => {
  test.each<[own: Decision, attached: Decision, tableA: Decision, tableB: Decision]>([
    ['allow', 'allow', 'allow', 'allow'],
    ['allow', 'silent', 'allow', 'silent'],
    ['allow', 'deny', 'deny', 'deny'],
    ['silent', 'allow', 'allow', 'silent'],
    ['silent', 'silent', 'silent', 'silent'],
    ['silent', 'deny', 'deny', 'deny'],
    ['deny', 'allow', 'deny', 'deny'],
    ['deny', 'silent', 'deny', 'deny'],
    ['deny', 'deny', 'deny', 'deny'],
  ])('%s by the caller’s policy, %s by the resource policy: %s in table A, %s in table B', (own, attached, a, b) => {
    expect([combine(own, attached, 'either'), combine(own, attached, 'both')]).toEqual([a, b]);
  });
});

const statement = (Effect: 'Allow' | 'Deny', over: object = {}) => ({
  Effect,
  Principal: '*',
  Action: 'execute-api:Invoke',
  Resource: 'execute-api:/*',
  ...over,
});
const allowed = statement('Allow');
const never = statement('Allow', { Resource: 'execute-api:/prod/*' });

function open(statements: readonly object[], rest: Partial<RestApi> = {}): Gate {
  return gate('rest', {
    authorization: { type: 'NONE' },
    rest: { policy: { Version: '2012-10-17', Statement: statements }, ...rest },
  });
}

describe('a method without authorization', () => {
  const anonymous = `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${MASKED}`;

  test.each<[what: string, statements: readonly object[], status: number, text: string]>([
    ['passes where it is allowed', [allowed], 200, ''],
    ['is refused by silence', [never], 403, anonymous + SILENT],
    ['is refused by an empty policy', [], 403, anonymous + SILENT],
    ['is refused explicitly', [allowed, statement('Deny')], 403, anonymous + DENY],
    [
      'is not a principal with a name',
      [statement('Allow', { Principal: { AWS: '123456789012' } })],
      403,
      anonymous + SILENT,
    ],
  ])('%s', async (_what, statements, status, text) => {
    const seen = await open(statements).send();
    expect(seen.status).toBe(status);
    if (status === 200) return;
    expect(seen.body).toBe(JSON.stringify({ Message: text }));
    expect(seen.headers['x-amzn-errortype']).toBe('AccessDeniedException');
  });

  test.each([
    ['execute-api:/dev/GET/pets', 200],
    ['execute-api:/*/GET/*', 200],
    ['execute-api:/dev/POST/*', 403],
    [ARN.rest, 200],
    ['arn:aws:execute-api:us-east-1:123456789012:otherapi/*', 403],
    ['*', 200],
  ])('a resource written as %s: %i', async (Resource, status) => {
    expect((await open([statement('Allow', { Resource })]).send()).status).toBe(status);
  });
});

describe('with a Lambda authorizer (table A, in two phases)', () => {
  const door = (statements: readonly object[], answer: unknown): Gate =>
    gate('rest', {
      authorization: CUSTOM,
      authorizers: [tokenAuthorizer()],
      decide: () => answer,
      rest: { policy: { Statement: statements } },
    });
  const sent = { headers: [['Authorization', 'x']] } as const;

  test('an explicit deny refuses before the function is asked', async () => {
    const gated = door([statement('Deny')], policy('Allow', '*'));
    const seen = await gated.send(sent);
    expect(seen.body).toBe(
      JSON.stringify({
        Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${MASKED}${DENY}`,
      }),
    );
    expect(gated.asked()).toEqual([]);
  });

  test.each<[authorizer: string, answer: unknown, statements: readonly object[], status: number, text: string]>([
    ['allows', policy('Allow', '*'), [never], 200, ''],
    ['is silent', policy('Allow', 'x'), [allowed], 200, ''],
    ['is silent', policy('Allow', 'x'), [never], 403, `User is not authorized to access this resource${BY_IDENTITY}`],
    [
      'denies',
      policy('Deny', '*'),
      [allowed],
      403,
      'User is not authorized to access this resource with an explicit deny in an identity-based policy',
    ],
  ])('the authorizer %s (%j), the policy has %j: %i', async (_what, answer, statements, status, text) => {
    const seen = await door(statements, answer).send(sent);
    expect([seen.status, status === 200 ? '' : JSON.parse(seen.body)]).toEqual([
      status,
      status === 200 ? '' : { Message: text },
    ]);
  });
});

describe('condition keys', () => {
  const when = (Condition: object): readonly object[] => [statement('Allow', { Condition })];
  const curl: Sent = {
    headers: [
      ['User-Agent', 'curl/8'],
      ['Referer', 'https://a.example/x'],
    ],
  };

  test.each<[what: string, condition: object, sent: Sent, status: number]>([
    ['aws:SourceIp', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }, {}, 200],
    ['aws:SourceIp', { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8'] } }, {}, 403],
    ['aws:SourceIp', { IpAddress: { 'aws:SourceIp': '2001:db8::/32' } }, { sourceIp: '2001:db8::9' }, 200],
    [
      'aws:SourceIp, not X-Forwarded-For',
      { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } },
      { headers: [['X-Forwarded-For', '10.0.0.1']] },
      403,
    ],
    ['AWS:SOURCEIP in any case', { IpAddress: { 'AWS:SOURCEIP': '203.0.113.0/24' } }, {}, 200],
    ['aws:UserAgent', { StringLike: { 'aws:UserAgent': 'curl/*' } }, curl, 200],
    ['aws:UserAgent', { StringLike: { 'aws:UserAgent': 'curl/*' } }, {}, 403],
    ['aws:Referer', { StringEquals: { 'aws:Referer': 'https://a.example/x' } }, curl, 200],
    ['aws:SecureTransport', { Bool: { 'aws:SecureTransport': 'true' } }, {}, 200],
    ['aws:CurrentTime', { DateLessThan: { 'aws:CurrentTime': '2024-07-01T00:00:00Z' } }, {}, 200],
    ['aws:CurrentTime', { DateGreaterThan: { 'aws:CurrentTime': '2024-07-01T00:00:00Z' } }, {}, 403],
    ['aws:EpochTime', { NumericGreaterThan: { 'aws:EpochTime': '1718000000' } }, {}, 200],
    [
      'aws:SourceVpc on a public API',
      { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
      { headers: [['x-amzn-vpc-id', 'vpc-1']] },
      403,
    ],
  ])('%s %j from %j: %i', async (_what, condition, sent, status) => {
    expect((await open(when(condition)).send(sent)).status).toBe(status);
  });

  test('a private API sees the VPC endpoint that the headers name, and no aws:SourceIp', async () => {
    const isPrivate = { endpointType: 'PRIVATE' } as const;
    const byEndpoint = open(when({ StringEquals: { 'aws:SourceVpce': 'vpce-1' } }), isPrivate);
    expect((await byEndpoint.send({ headers: [['x-amzn-vpce-id', 'vpce-1']] })).status).toBe(200);
    expect((await byEndpoint.send({ headers: [['x-amzn-vpce-id', 'vpce-2']] })).status).toBe(403);
    const byAddress = open(when({ IpAddress: { 'aws:VpcSourceIp': '203.0.113.0/24' } }), isPrivate);
    expect((await byAddress.send()).status).toBe(200);
    const byPublicAddress = open(when({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }), isPrivate);
    expect((await byPublicAddress.send()).status).toBe(403);
  });
});

test('a private API without a policy denies everybody, and says so to the developer', async () => {
  const door = gate('rest', { authorization: { type: 'NONE' }, rest: { endpointType: 'PRIVATE' } });
  const seen = await door.send();
  expect([seen.status, seen.body]).toEqual([
    403,
    JSON.stringify({
      Message: `User: anonymous is not authorized to perform: execute-api:Invoke on resource: ${MASKED}${SILENT}`,
    }),
  ]);
});

test('a policy that IAM would not take is an error when the API is compiled', () => {
  const compile = () => open([{ Effect: 'Allow' }]);
  expect(compile).toThrow(EmulatorError);
  expect(compile).toThrow(
    'The policy of the API "pets" is not valid: a statement of a resource policy needs Principal.',
  );
});
