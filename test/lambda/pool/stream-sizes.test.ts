/** Streamed responses end at 200 MB, collected ones at 6 MiB and 100 bytes: docs/aws/lambda.md#errors-and-limits. */
import { expect, test } from 'vitest';
import type { StartEnvironment } from '../../../src/lambda/index.ts';
import { FakeClock } from '../../fake-clock.ts';
import { serviceOf } from '../service-under-test.ts';

const MIB = new Uint8Array(1024 * 1024);

/** Environments that answer with a stream of these pieces, without a thread that has to write them. */
function streaming(pieces: readonly Uint8Array[]) {
  let ended = 0;
  const start: StartEnvironment = (_launch, events) => {
    queueMicrotask(() => events.receive({ kind: 'ready' }));
    return {
      send({ kind }) {
        if (kind !== 'invoke') return;
        queueMicrotask(() => {
          events.receive({ kind: 'head', contentType: 'text/plain' });
          for (const data of pieces) events.receive({ kind: 'chunk', data });
          events.receive({ kind: 'end' });
          events.receive({ kind: 'next', memory: 1 });
        });
      },
      end() {
        ended += 1;
        return Promise.resolve();
      },
    };
  };
  return { start, ended: () => ended };
}

async function serviceWith(start: StartEnvironment) {
  const { service } = await serviceOf(
    { 's.mjs': 'export const handler = 1;' },
    { s: { handler: 's.handler' } },
    { clock: new FakeClock(), starterFor: () => start },
  );
  return service;
}

const mebibytes = (count: number): Uint8Array[] => Array.from({ length: count }, () => MIB);

test('200 MB stream whole', async () => {
  const environment = streaming(mebibytes(200));
  const service = await serviceWith(environment.start);
  const { body, finished } = await service.invokeStreaming({ functionName: 's', event: {} });
  let bytes = 0;
  for await (const piece of body) bytes += (piece as Uint8Array).length;
  expect(bytes).toBe(209_715_200);
  expect((await finished).functionError).toBeUndefined();
  expect(environment.ended()).toBe(0);
});

test('a byte more breaks the stream off and ends the environment', async () => {
  const environment = streaming([...mebibytes(200), new Uint8Array(1)]);
  const service = await serviceWith(environment.start);
  const { body, finished } = await service.invokeStreaming({ functionName: 's', event: {} });
  await expect(body.toArray()).rejects.toThrow('The function failed while its response was under way');
  expect(await finished).toMatchObject({
    functionError: 'Unhandled',
    payload:
      '{"errorMessage":"Response payload size exceeded maximum allowed payload size (209715200 bytes).","errorType":"Function.ResponseSizeTooLarge"}',
  });
  expect(environment.ended()).toBe(1);
});

test('who waits for the whole of a stream gets 6 MiB and 100 bytes at most', async () => {
  const whole = await serviceWith(streaming([...mebibytes(6), new Uint8Array(100)]).start);
  const { functionError, payload } = await whole.invoke({ functionName: 's', event: {} });
  expect(functionError).toBeUndefined();
  expect(payload).toHaveLength(6_291_556);
  const larger = await serviceWith(streaming([...mebibytes(6), new Uint8Array(101)]).start);
  expect((await larger.invoke({ functionName: 's', event: {} })).payload).toContain('Function.ResponseSizeTooLarge');
});
