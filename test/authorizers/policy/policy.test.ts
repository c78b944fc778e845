// IAM's evaluation of policy documents, as far as API Gateway uses it: docs/aws/rest-api.md#authorizer-output and
// docs/aws/rest-api.md#resource-policies. Operators by IAM's reference of condition operators.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { policyProblem } from '../../../src/authorizers/policy/policy.ts';
import { wildcard } from '../../../src/authorizers/policy/wildcard.ts';
import { allow, decide, deny, RESOURCE } from './decide.ts';

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
        const source = pattern.split('').map((char) => (char === '*' ? '.*' : char === '?' ? '.' : `\\${char}`));
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
