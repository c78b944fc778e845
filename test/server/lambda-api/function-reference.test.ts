/** `FunctionName` of the Invoke API (docs/aws/lambda.md#invoke-api): name, partial ARN, full ARN, each with an optional qualifier. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseFunctionReference } from '../../../src/server/lambda-api/function-reference.ts';

const arn = 'arn:aws:lambda:us-east-1:123456789012:function:';

test.each([
  ['orders', { name: 'orders' }],
  ['orders:live', { name: 'orders', qualifier: 'live' }],
  ['orders:$LATEST', { name: 'orders', qualifier: '$LATEST' }],
  ['function:orders', { name: 'orders' }],
  ['123456789012:function:orders', { name: 'orders' }],
  ['123456789012:function:orders:7', { name: 'orders', qualifier: '7' }],
  [`${arn}orders`, { name: 'orders' }],
  [`${arn}orders:live`, { name: 'orders', qualifier: 'live' }],
  ['arn:aws-us-gov:lambda:us-gov-west-1:123456789012:function:orders', { name: 'orders' }],
  ['stack-Orders_1.x', { name: 'stack-Orders_1.x' }],
])('%s is understood', (text, expected) => {
  expect(parseFunctionReference(text)).toEqual(expected);
});

test.each(['', 'a b', 'a/b', 'a:b:c:d', 'arn:aws:s3:::bucket', 'x'.repeat(171), 'orders:', 'orders:$OTHER'])(
  '%j names no function',
  (text) => {
    expect(parseFunctionReference(text)).toBeUndefined();
  },
);

test('any name and qualifier come back from any spelling of them', () => {
  const name = fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/).filter((text) => text !== 'function');
  const qualifier = fc.option(fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/), { nil: undefined });
  const prefix = fc.constantFrom('', 'function:', '123456789012:function:', arn);
  fc.assert(
    fc.property(prefix, name, qualifier, (before, wanted, suffix) => {
      const parsed = parseFunctionReference(`${before}${wanted}${suffix === undefined ? '' : `:${suffix}`}`);
      expect(parsed).toEqual(suffix === undefined ? { name: wanted } : { name: wanted, qualifier: suffix });
    }),
  );
});
