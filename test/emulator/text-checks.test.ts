import { expect, test } from 'vitest';
import { textChecks } from '../../src/emulator/definition/text-checks.ts';

// docs/aws/rest-api.md#quotas, docs/aws/websocket-api.md#quotas-and-prices
test('a template of 300 KB is taken, a byte more is not', () => {
  expect(textChecks.template?.('x'.repeat(300 * 1024))).toBeUndefined();
  expect(textChecks.template?.('x'.repeat(300 * 1024 + 1))).toEqual({
    line: 1,
    column: 1,
    message: 'it has 307201 bytes; API Gateway takes 307200 (300 KB)',
  });
});

test('a template that does not parse is reported with its position', () => {
  expect(textChecks.template?.('a\n#if(')).toMatchObject({ line: 2 });
});
