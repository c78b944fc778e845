// Conditions and principals of policies: docs/aws/rest-api.md#resource-policies; operators by IAM's reference of condition operators.
import { describe, expect, test } from 'vitest';
import { anonymous } from '../../../src/authorizers/policy/caller.ts';
import type { Caller } from '../../../src/authorizers/policy/caller.ts';
import { allow, type Asked, decide, deny } from './decide.ts';

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
