/** What the console and tests are shown of an exchange, where a value is no ordinary JSON. */
import { expect, test } from 'vitest';
import type { Exchange } from '../../src/observability/exchange.ts';
import { exchangeRecord } from '../../src/observability/record/exchange-record.ts';

const exchange: Exchange = {
  id: 'a',
  api: 'shop',
  apiType: 'http',
  startedAt: 0,
  durationMs: 1,
  method: 'POST',
  path: '/orders',
  statusCode: 200,
};

test('values too deep to be written as JSON again are their text, or a sentence', () => {
  const payload = '['.repeat(50_000) + ']'.repeat(50_000);
  const deep = { ...exchange, result: { payload, requestId: 'r', report: { logLines: () => [] } } };
  const asText = exchangeRecord({ ...deep, event: payload } as unknown as Exchange, {} as never);
  expect(asText).toMatchObject({ event: payload, result: payload });
  const asValue = exchangeRecord({ ...exchange, event: JSON.parse(payload) as unknown }, {} as never);
  expect(asValue.event).toBe('(a value of more than 1000 levels)');
  expect(() => JSON.stringify([asText, asValue])).not.toThrow();
});
