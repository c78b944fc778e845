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
