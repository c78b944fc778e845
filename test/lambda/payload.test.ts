/** What crosses to a handler and back: docs/aws/lambda.md#serialisation. */
import { assert, asyncProperty, json } from 'fast-check';
import { expect, test } from 'vitest';
import { serviceOf } from './service-under-test.ts';

test('any JSON reaches the handler and comes back as JSON.stringify has it, given as value or as text', async () => {
  const { service } = await serviceOf(
    { 'e.mjs': 'export const handler = async (event) => event;' },
    { e: { handler: 'e.handler' } },
  );
  await assert(
    asyncProperty(json(), async (payload) => {
      const event = JSON.parse(payload) as unknown;
      const results = await Promise.all([
        service.invoke({ functionName: 'e', event }),
        service.invoke({ functionName: 'e', payload }),
      ]);
      expect(results.map((result) => result.payload)).toEqual([JSON.stringify(event), JSON.stringify(event)]);
    }),
  );
});

test('an event that nests too deep is refused, as value and as text, and the function answers the next one', async () => {
  const { service } = await serviceOf(
    { 'e.mjs': 'export const handler = async (event) => event;' },
    { e: { handler: 'e.handler' } },
  );
  for (const levels of [1001, 100_000]) {
    const payload = '['.repeat(levels) + ']'.repeat(levels);
    const event = JSON.parse(payload) as unknown;
    await expect(service.invoke({ functionName: 'e', payload })).rejects.toThrow(/nesting depth \(1001\)/);
    await expect(service.invoke({ functionName: 'e', event })).rejects.toThrow(/nesting depth \(1001\)/);
    await expect(service.invokeAsync({ functionName: 'e', event })).rejects.toThrow(/nesting depth/);
  }
  const deepest = '['.repeat(1000) + ']'.repeat(1000);
  expect((await service.invoke({ functionName: 'e', payload: deepest })).payload).toBe(deepest);
});
