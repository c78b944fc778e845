/** One event at a time in each environment, more environments as concurrency asks: lambda.md 2 and 11. */
import { expect, test } from 'vitest';
import { defined, FakeClock, serviceOf } from '../service-under-test.ts';

/** Answers with the environment's own number; holds until released when asked to. */
const COUNTER = `
import { existsSync } from 'node:fs';
const id = Math.random(); let running = 0;
export const handler = async ({ hold }) => {
  running += 1;
  const seen = running;
  while (hold && !existsSync(hold)) await new Promise((resolve) => setTimeout(resolve, 2));
  running -= 1;
  return { id, seen };
};`;

interface Answer {
  readonly id: number;
  readonly seen: number;
}

test('simultaneous events get environments of their own, one event in each; a later one reuses', async () => {
  const { app, result } = await serviceOf({ 'c.mjs': COUNTER }, { c: { handler: 'c.handler', timeout: 20 } });
  const hold = `${app.root}/go`;
  const pending = [1, 2, 3].map(() => result('c', { hold }) as Promise<Answer>);
  app.write('go', '');
  const answers = await Promise.all(pending);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
  expect(answers.map(({ seen }) => seen)).toEqual([1, 1, 1]);
  const again = (await result('c')) as Answer;
  expect(answers.map(({ id }) => id)).toContain(again.id);
});

test('past the ceiling events wait for a free environment, in order', async () => {
  const { app, result } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', timeout: 20 } },
    { maxEnvironments: 1 },
  );
  const order: number[] = [];
  const pending = [1, 2, 3, 4, 5].map(async (n) => {
    const answer = (await result('c', { hold: `${app.root}/go` })) as Answer;
    order.push(n);
    return answer;
  });
  app.write('go', '');
  const answers = await Promise.all(pending);
  expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
  expect(order).toEqual([1, 2, 3, 4, 5]);
});

test('past the reserved concurrency Lambda refuses', async () => {
  const { app, result, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', timeout: 20, concurrency: 1 } },
  );
  const first = result('c', { hold: `${app.root}/go` });
  await expect(invoke('c')).rejects.toMatchObject({ code: 'TooManyRequestsException', message: 'Rate Exceeded.' });
  app.write('go', '');
  await first;
  await expect(invoke('c')).resolves.toMatchObject({ executedVersion: '$LATEST' });
});

test('environments that were free for long end, those in use stay', async () => {
  const clock = new FakeClock();
  const { result } = await serviceOf({ 'c.mjs': COUNTER }, { c: { handler: 'c.handler' } }, { clock, idleMs: 60_000 });
  const first = (await result('c')) as Answer;
  clock.advance(45_000);
  const second = (await result('c')) as Answer;
  expect(second.id).toBe(first.id);
  clock.advance(45_000);
  expect(((await result('c')) as Answer).id).toBe(first.id);
  clock.advance(100_000);
  expect(((await result('c')) as Answer).id).not.toBe(first.id);
});

test('a changed definition gives new environments to that function only', async () => {
  const functions = { a: { handler: 'c.handler' }, b: { handler: 'c.handler' } };
  const { app, service, result } = await serviceOf({ 'c.mjs': COUNTER }, functions);
  const before = [(await result('a')) as Answer, (await result('b')) as Answer];
  await service.update(
    defined(app, { ...functions, b: { handler: 'c.handler', environment: { NEW: '1' } }, c: { handler: 'c.handler' } }),
  );
  const after = [(await result('a')) as Answer, (await result('b')) as Answer];
  expect(after[0]?.id).toBe(before[0]?.id);
  expect(after[1]?.id).not.toBe(before[1]?.id);
  await expect(result('c')).resolves.toMatchObject({ seen: 1 });
  await service.update(defined(app, { a: { handler: 'c.handler' } }));
  await expect(result('b')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('closing ends invocations under way', async () => {
  const { service, invoke } = await serviceOf({ 'c.mjs': COUNTER }, { c: { handler: 'c.handler', timeout: 900 } });
  await invoke('c');
  const pending = invoke('c', { hold: '/nowhere/at/all' });
  await service.close();
  expect((await pending).functionError).toBe('Unhandled');
  await expect(invoke('c')).rejects.toMatchObject({ code: 'ServiceException' });
});
