// IAM's evaluation of policy documents, as far as API Gateway uses it: rest-api 5.3 and 5.7. Operators by IAM's reference of condition operators.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../../src/authorizers/policy/caller.ts';
import type { Caller } from '../../../src/authorizers/policy/caller.ts';
import { compilePolicy, policyProblem } from '../../../src/authorizers/policy/policy.ts';
import { wildcard } from '../../../src/authorizers/policy/wildcard.ts';

const RESOURCE = 'arn:aws:execute-api:us-east-1:123456789012:abc/dev/GET/pets/1';

interface Asked {
  readonly action?: string;
  readonly resource?: string;
  readonly caller?: Caller;
  readonly keys?: Readonly<Record<string, string | readonly string[]>>;
}

function decide(statement: object | readonly object[], asked: Asked = {}, hasPrincipal = false): string {
  const { action = 'execute-api:Invoke', resource = RESOURCE, caller = anonymous, keys = {} } = asked;
  const condition = (key: string): readonly string[] | undefined => {
    const value = keys[key];
    return typeof value === 'string' ? [value] : value;
  };
  return compilePolicy({ Statement: statement }, { hasPrincipal }).decide({ action, resource, caller, condition });
}

const allow = (over: object = {}): object => ({
  Effect: 'Allow',
  Action: 'execute-api:Invoke',
  Resource: '*',
  ...over,
});
const deny = (over: object = {}): object => ({ ...allow(over), Effect: 'Deny' });

describe('wildcards', () => {
  test.each([
    ['*', '', true],
    ['?', '', false],
    ['?', 'a', true],
    ['a*c', 'abbbc', true],
    ['a*c', 'abbbd', false],
    ['a*b*c', 'a-b-b-c', true],
    ['**', 'x', true],
    ['a?c', 'a/c', true],
    ['a.c', 'abc', false],
    ['A', 'a', false],
    ['*a', '*a', true],
    ['*ab', '*b', false],
    ['arn:aws:execute-api:*:*:*', RESOURCE, true],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/*/GET/pets/*', RESOURCE, true],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/dev/GET/pets', RESOURCE, false],
    ['arn:aws:execute-api:us-east-1:123456789012:abc/dev/get/pets/1', RESOURCE, false],
  ])('%s against "%s": %s', (pattern, text, expected) => {
    expect(wildcard(pattern)(text)).toBe(expected);
  });

  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', '/'), maxLength: 12 });

  test('agree with the regular expression of the same meaning', () => {
    fc.assert(
      fc.property(letters, letters, (pattern, text) => {
        const source = [...pattern].map((char) => (char === '*' ? '.*' : char === '?' ? '.' : `\\${char}`));
        const expected = new RegExp(`^${source.join('').replaceAll('\\a', 'a').replaceAll('\\b', 'b')}$`, 's');
        expect(wildcard(pattern)(text)).toBe(expected.test(text));
      }),
    );
  });

  test('cost no more than pattern times text, whatever the pattern', () => {
    const matches = wildcard(`${'a*'.repeat(256)}b`);
    const startedAt = performance.now();
    expect(matches('a'.repeat(1600))).toBe(false);
    // Backtracking over every star would not end within the age of the universe.
    expect(performance.now() - startedAt).toBeLessThan(1000);
  });
});

describe('effects', () => {
  test('silence is silence, an explicit deny beats every allow, in any order', () => {
    expect(decide([])).toBe('silent');
    expect(decide(allow())).toBe('allow');
    expect(decide([allow(), deny()])).toBe('deny');
    expect(decide([deny(), allow()])).toBe('deny');
    expect(decide([deny({ Resource: 'other' }), allow()])).toBe('allow');
  });

  test('more statements never make an allow of a deny', () => {
    const statement = fc.record({
      Effect: fc.constantFrom('Allow', 'Deny'),
      Action: fc.constantFrom('*', 'execute-api:*', 'execute-api:Invoke', 's3:*'),
      Resource: fc.constantFrom('*', RESOURCE, `${RESOURCE.slice(0, -1)}?`, 'arn:aws:s3:::x'),
    });
    fc.assert(
      fc.property(fc.array(statement), fc.array(statement), (some, more) => {
        if (decide(some) === 'deny') expect(decide([...some, ...more])).toBe('deny');
        if (decide([...some, ...more]) === 'silent') expect(decide(some)).toBe('silent');
      }),
    );
  });
});

describe('actions and resources', () => {
  test.each([
    ['execute-api:Invoke', 'allow'],
    ['EXECUTE-API:invoke', 'allow'],
    ['execute-api:*', 'allow'],
    ['execute-api:Inv?ke', 'allow'],
    ['*', 'allow'],
    [['s3:GetObject', 'execute-api:Invoke'], 'allow'],
    ['execute-api:ManageConnections', 'silent'],
  ])('Action %j: %s', (Action, expected) => {
    expect(decide(allow({ Action }))).toBe(expected);
  });

  test('NotAction and NotResource mean everything else', () => {
    const notAction = { Effect: 'Allow', NotAction: 'execute-api:InvalidateCache', Resource: '*' };
    expect(decide(notAction)).toBe('allow');
    expect(decide(notAction, { action: 'execute-api:InvalidateCache' })).toBe('silent');
    const notResource = { Effect: 'Deny', Action: '*', NotResource: ['*/GET/*', '*/HEAD/*'] };
    expect(decide([allow(), notResource])).toBe('allow');
    expect(decide([allow(), notResource], { resource: RESOURCE.replace('GET', 'POST') })).toBe('deny');
  });

  test('policy variables are filled, and match nothing when unknown', () => {
    const mine = allow({ Resource: '*/pets/${aws:username}' });
    const resource = RESOURCE.replace('/1', '/alice');
    expect(decide(mine, { resource, keys: { 'aws:username': 'alice' } })).toBe('allow');
    expect(decide(mine, { resource, keys: { 'aws:username': 'bob' } })).toBe('silent');
    expect(decide(mine, { resource })).toBe('silent');
    expect(decide(allow({ Resource: "*/pets/${aws:username, 'alice'}" }), { resource })).toBe('allow');
  });
});

describe('conditions', () => {
  const holds = (Condition: object, keys: Asked['keys'] = {}): boolean =>
    decide(allow({ Condition }), { keys }) === 'allow';

  test.each<[operator: string, wanted: unknown, found: string, expected: boolean]>([
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', 'a', 'A', false],
    ['StringEquals', ['a', 'b'], 'b', true],
    ['StringNotEquals', 'a', 'b', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringEqualsIgnoreCase', 'a', 'A', true],
    ['StringNotEqualsIgnoreCase', 'a', 'A', false],
    ['StringLike', 'Moz*', 'Mozilla/5.0', true],
    ['StringLike', 'Moz?', 'Mozilla', false],
    ['StringNotLike', 'curl*', 'Mozilla', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', 10, '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '11', true],
    ['NumericGreaterThanEquals', '10', '9', false],
    ['NumericEquals', '10', 'ten', false],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', true],
    ['DateLessThan', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ['DateLessThanEquals', '2026-01-01', '2026-01-01T00:00:00Z', true],
    ['DateLessThan', '1767225601', '2026-01-01T00:00:00Z', true],
    ['DateNotEquals', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', false],
    ['Bool', 'true', 'true', true],
    ['Bool', true, 'true', true],
    ['Bool', false, 'true', false],
    ['IpAddress', '203.0.113.0/24', '203.0.113.9', true],
    ['IpAddress', '203.0.113.0/24', '203.0.114.9', false],
    ['IpAddress', '203.0.113.9', '203.0.113.9', true],
    ['IpAddress', '0.0.0.0/0', '198.51.100.1', true],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '2001:db8::/32', '2001:db9::1', false],
    ['IpAddress', '::1/128', '::1', true],
    ['IpAddress', '0.0.0.0/0', '::1', false],
    ['IpAddress', '203.0.113.0/24', 'not an address', false],
    ['NotIpAddress', ['10.0.0.0/8', '203.0.113.0/24'], '203.0.113.9', false],
    ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '203.0.113.9', true],
    ['ArnLike', 'arn:aws:iam::*:role/x*', 'arn:aws:iam::123456789012:role/xyz', true],
    ['ArnLike', 'arn:aws:*:role/xyz', 'arn:aws:iam::123456789012:role/xyz', false],
    ['ArnEquals', 'arn:aws:iam::123456789012:role/?yz', 'arn:aws:iam::123456789012:role/xyz', true],
    ['ArnNotLike', 'arn:aws:iam::*:role/x*', 'arn:aws:iam::123456789012:user/alice', true],
  ])('%s %j against %s: %s', (operator, wanted, found, expected) => {
    expect(holds({ [operator]: { 'Some:Key': wanted } }, { 'some:key': found })).toBe(expected);
  });

  test('a missing key: unmet, but met where something else was wanted, with IfExists, and by Null', () => {
    expect(holds({ StringEquals: { k: 'a' } })).toBe(false);
    expect(holds({ StringNotEquals: { k: 'a' } })).toBe(true);
    expect(holds({ NotIpAddress: { k: '10.0.0.0/8' } })).toBe(true);
    expect(holds({ StringEqualsIfExists: { k: 'a' } })).toBe(true);
    expect(holds({ StringEqualsIfExists: { k: 'a' } }, { k: 'b' })).toBe(false);
    expect(holds({ Null: { k: 'true' } })).toBe(true);
    expect(holds({ Null: { k: true } }, { k: 'a' })).toBe(false);
    expect(holds({ Null: { k: 'false' } }, { k: 'a' })).toBe(true);
  });

  test('ForAnyValue wants one, ForAllValues every value; a missing key satisfies only the latter', () => {
    const any = { 'ForAnyValue:StringEquals': { k: ['a', 'b'] } };
    const all = { 'ForAllValues:StringEquals': { k: ['a', 'b'] } };
    expect([holds(any, { k: ['a', 'x'] }), holds(any, { k: ['x'] }), holds(any)]).toEqual([true, false, false]);
    expect([holds(all, { k: ['a', 'b'] }), holds(all, { k: ['a', 'x'] }), holds(all)]).toEqual([true, false, true]);
  });

  test('every operator and every key has to hold', () => {
    const both = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } };
    expect(holds(both, { a: '1', b: '2', c: 'true' })).toBe(true);
    expect(holds(both, { a: '1', b: '3', c: 'true' })).toBe(false);
    expect(holds(both, { a: '1', b: '2', c: 'false' })).toBe(false);
  });
});

describe('principals', () => {
  const alice: Caller = { kind: 'iam', arn: 'arn:aws:iam::123456789012:user/alice', accountId: '123456789012' };
  const session: Caller = {
    kind: 'iam',
    arn: 'arn:aws:sts::999988887777:assumed-role/Deploy/ci',
    accountId: '999988887777',
  };

  test.each<[principal: unknown, anonymousDecision: string, aliceDecision: string, sessionDecision: string]>([
    ['*', 'allow', 'allow', 'allow'],
    [{ AWS: '*' }, 'allow', 'allow', 'allow'],
    [{ AWS: '123456789012' }, 'silent', 'allow', 'silent'],
    [{ AWS: 'arn:aws:iam::123456789012:root' }, 'silent', 'allow', 'silent'],
    [{ AWS: ['arn:aws:iam::123456789012:user/alice'] }, 'silent', 'allow', 'silent'],
    [{ AWS: 'arn:aws:iam::123456789012:user/bob' }, 'silent', 'silent', 'silent'],
    [{ AWS: 'arn:aws:iam::999988887777:role/Deploy' }, 'silent', 'silent', 'allow'],
    [{ AWS: 'arn:aws:sts::999988887777:assumed-role/Deploy/ci' }, 'silent', 'silent', 'allow'],
    [{ Service: 'lambda.amazonaws.com' }, 'silent', 'silent', 'silent'],
  ])('%j: anonymous %s, user %s, session of a role %s', (Principal, ...expected) => {
    const callers = [anonymous, alice, session];
    expect(callers.map((caller) => decide(allow({ Principal }), { caller }, true))).toEqual(expected);
  });

  test('NotPrincipal means everybody else', () => {
    const statement = deny({ NotPrincipal: { AWS: '123456789012' } });
    expect(decide(statement, { caller: alice }, true)).toBe('silent');
    expect(decide(statement, {}, true)).toBe('deny');
  });
});

describe('what is wrong with a document', () => {
  test.each<[unknown, RegExp]>([
    ['text', /must be a map/],
    [{}, /needs Statement/],
    [{ Version: '2020-01-01', Statement: [] }, /Version/],
    [{ Statement: [1] }, /must be a map/],
    [{ Statement: [{ Effect: 'Allow' }] }, /needs Action/],
    [{ Statement: allow({ NotAction: '*' }) }, /both Action and NotAction/],
    [{ Statement: allow({ Resource: 7 }) }, /Resource must be text/],
    [{ Statement: allow({ Resource: [] }) }, /empty list/],
    [{ Statement: allow({ Condition: 'x' }) }, /map of operators/],
    [{ Statement: allow({ Condition: { StringEquals: 'x' } }) }, /map of condition keys/],
    [{ Statement: allow({ Condition: { NoSuch: { a: 'b' } } }) }, /"NoSuch" is not a condition operator/],
    [{ Statement: allow({ Condition: { IpAddress: { a: '10.0.0.0/33' } } }) }, /CIDR/],
    [{ Statement: allow({ Condition: { IpAddress: { a: 'x/8' } } }) }, /CIDR/],
    [{ Statement: allow({ Condition: { NumericEquals: { a: 'ten' } } }) }, /not a number/],
    [{ Statement: allow({ Condition: { DateEquals: { a: 'soon' } } }) }, /not a date/],
  ])('%j', (document, problem) => {
    expect(policyProblem(document, 'identity')).toMatch(problem);
  });

  test('a resource policy needs principals', () => {
    expect(policyProblem({ Statement: allow() }, 'resource')).toMatch(/needs Principal/);
    expect(policyProblem({ Statement: allow({ Principal: '*' }) }, 'resource')).toBeUndefined();
  });
});
