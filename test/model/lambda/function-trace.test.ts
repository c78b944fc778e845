/**
 * `_X_AMZN_TRACE_ID` as functions printed it on AWS: of an HTTP API's function in February 2026
 * (`Root=1-69963f09-…;Parent=60d5b6543333d209;Sampled=0;Lineage=1:e547cb94:0`), whose event holds `Root` alone; of two functions, the first
 * of which calls the other, in pull request 651 of aws-xray-sdk-node.
 */
import { expect, test } from 'vitest';
import type { Ids } from '../../../src/model/base/ids.ts';
import { functionTrace } from '../../../src/model/lambda/function-trace.ts';

const ids: Ids = {
  uuid: () => 'uuid',
  extended: () => 'extended',
  traceRoot: (now) => `1-${now}-new`,
  segment: () => '60d5b6543333d209',
};
const trace = (sent: string | undefined, arn = 'arn:a') => functionTrace(sent, arn, ids, 7);

test.each([
  ['nothing', undefined, 'Root=1-7-new;Parent=60d5b6543333d209;Sampled=0;'],
  ['a root', 'Root=1-a-b', 'Root=1-a-b;Parent=60d5b6543333d209;Sampled=0;'],
  ['what another proxy put before it', 'Self=1-c-d;Root=1-a-b', 'Root=1-a-b;Parent=60d5b6543333d209;Sampled=0;'],
  ['a whole header', 'Root=1-a-b; Parent=53995c3f42cd8ad8; Sampled=1', 'Root=1-a-b;Parent=53995c3f42cd8ad8;Sampled=1;'],
  ['no trace at all', 'hello', 'Root=1-7-new;Parent=60d5b6543333d209;Sampled=0;'],
])('%s is completed', (_what, sent, expected) => {
  expect(trace(sent)).toMatch(new RegExp(`^${expected}Lineage=1:[0-9a-f]{8}:0$`));
});

test('the lineage is the function’s own, and one that came along is kept', () => {
  expect(trace('Root=1-a-b')).toBe(trace('Root=1-a-b'));
  expect(trace('Root=1-a-b')).not.toBe(trace('Root=1-a-b', 'arn:b'));
  expect(trace('Root=1-a-b;Lineage=2:c3b1dc18:1')).toMatch(/;Lineage=2:c3b1dc18:1$/);
});
