/** Asynchronous invocation: docs/aws/lambda.md#errors-and-limits, retries after one and two minutes, then the on-failure destination. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { FakeClock } from '../fake-clock.ts';
import { serviceOf } from './service-under-test.ts';

const FUNCTIONS = {
  'f.mjs': `import { appendFileSync } from 'node:fs';
    const write = (name, value) => appendFileSync(new URL(name, import.meta.url), JSON.stringify(value) + '\\n');
    export const fails = async (event, context) => { write('./attempts.json', [event, context.awsRequestId]); throw new Error('again'); };
    export const works = async (event) => { write('./worked.json', event); };
    export const destination = async (event) => { write('./destination.json', event); };`,
};
const HANDLERS = {
  fails: { handler: 'f.fails', onFailure: 'destination' },
  works: { handler: 'f.works' },
  destination: { handler: 'f.destination' },
};

function lines(file: string): unknown[] {
  try {
    return readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as unknown);
  } catch {
    return [];
  }
}

test('a failing event is tried three times with one request id, then given to the destination', async () => {
  const clock = new FakeClock();
  const { app, service } = await serviceOf(FUNCTIONS, HANDLERS, { clock });
  const attempts = () => lines(`${app.root}/attempts.json`);
  const event = { order: 1 };
  const requestId = await service.invokeAsync({ functionName: 'fails', event });
  event.order = 2;
  await expect.poll(() => attempts().length).toBe(1);
  await expect.poll(() => clock.isSet(60_000)).toBe(true);
  clock.advance(60_000);
  await expect.poll(() => attempts().length).toBe(2);
  await expect.poll(() => clock.isSet(120_000)).toBe(true);
  clock.advance(120_000);
  await expect.poll(() => lines(`${app.root}/destination.json`).length).toBe(1);
  expect(attempts()).toEqual([1, 2, 3].map(() => [{ order: 1 }, requestId]));
  expect(lines(`${app.root}/destination.json`)).toMatchObject([
    {
      version: '1.0',
      requestContext: {
        requestId,
        functionArn: 'arn:aws:lambda:us-east-1:123456789012:function:fails:$LATEST',
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { order: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'again' },
    },
  ]);
});

test('an event that succeeds runs once', async () => {
  const clock = new FakeClock();
  const { app, service } = await serviceOf(FUNCTIONS, HANDLERS, { clock });
  await service.invokeAsync({ functionName: 'works', payload: '{"n":1}' });
  await expect.poll(() => lines(`${app.root}/worked.json`)).toEqual([{ n: 1 }]);
  clock.advance(1_000_000);
  await service.invoke({ functionName: 'works', event: { n: 2 } });
  expect(lines(`${app.root}/worked.json`)).toEqual([{ n: 1 }, { n: 2 }]);
});
