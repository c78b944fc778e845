/**
 * One event at a time in each environment, more environments as concurrency asks: docs/aws/lambda.md#life-cycle and
 * docs/aws/lambda.md#invoke-api.
 */
import { expect, test } from 'vitest';
import { scripted } from '../scripted-environment.ts';
import { FakeClock } from '../../fake-clock.ts';
import { defined, serviceOf } from '../service-under-test.ts';

/** Answers with the environment's own number; holds until released when asked to. */
const COUNTER = `
import { existsSync } from 'node:fs';
const id = Math.random(); let running = 0;
export const handler = async ({ hold }) => {
  running += 1;
  const seen = running;
  if (hold) console.log('holding');
  while (hold && !existsSync(hold)) await new Promise((resolve) => setTimeout(resolve, 2));
  running -= 1;
  return { id, seen };
};`;

interface Answer {
  readonly id: number;
  readonly seen: number;
}

test('simultaneous events get environments of their own, one event in each; a later one reuses', async () => {
  const { app, result, logs } = await serviceOf({ 'c.mjs': COUNTER }, { c: { handler: 'c.handler', timeout: 20 } });
  const hold = `${app.root}/go`;
  const pending = [1, 2, 3].map(() => result('c', { hold }) as Promise<Answer>);
  await expect.poll(() => logs.filter(({ line }) => line.endsWith('holding')).length).toBe(3);
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
    { c: { handler: 'c.handler' } },
    { maxEnvironments: 1, clock: new FakeClock() },
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

test('only so many environments load at once; calls beyond them go to the first that is free, or soon may load', async () => {
  const environment = scripted({ loading: true });
  const clock = new FakeClock();
  const { invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler' } },
    { maxLoading: 2, clock, starterFor: () => environment.start },
  );
  const pending = [1, 2, 3, 4, 5].map(() => invoke('c'));
  expect(environment.started()).toBe(2);
  environment.load();
  // They may be free in no time; when they are not, two more load.
  expect(environment.started()).toBe(2);
  clock.advance(8);
  expect(environment.started()).toBe(4);
  environment.answerFromNowOn();
  environment.load();
  await Promise.all(pending);
  expect(environment.started()).toBe(4);
});

test('a thousand invocations of a function may run and wait; more are refused', async () => {
  const environment = scripted();
  const { invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler' } },
    { maxEnvironments: 2, clock: new FakeClock(), starterFor: () => environment.start },
  );
  const pending = Array.from({ length: 1000 }, () => invoke('c'));
  await expect(invoke('c')).rejects.toMatchObject({ code: 'TooManyRequestsException', message: 'Rate Exceeded.' });
  environment.answerFromNowOn();
  const payloads = (await Promise.all(pending)).map(({ payload }) => payload);
  expect(payloads).toEqual(Array.from({ length: 1000 }, () => '"answered"'));
  expect((await invoke('c')).payload).toBe('"answered"');
});

test('reserved concurrency is refused past its number, and waits for environments below it', async () => {
  const environment = scripted();
  const { invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', concurrency: 3 } },
    { maxEnvironments: 2, clock: new FakeClock(), starterFor: () => environment.start },
  );
  const pending = [1, 2, 3].map(() => invoke('c'));
  await expect(invoke('c')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  environment.answerFromNowOn();
  expect((await Promise.all(pending)).map(({ payload }) => payload)).toEqual([
    '"answered"',
    '"answered"',
    '"answered"',
  ]);
});

test('events that wait when the function loses its code fail as it fails from then on; none is forgotten', async () => {
  const environment = scripted();
  const { app, service, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', code: { kind: 'command', command: './c' } } },
    { maxEnvironments: 1, clock: new FakeClock(), starterFor: () => environment.start },
  );
  const [first, ...waiting] = [1, 2, 3].map(() => invoke('c'));
  service.update(defined(app, { c: { handler: 'missing.handler' } }));
  environment.answerFromNowOn();
  expect((await first)?.payload).toBe('"answered"');
  for (const { payload } of await Promise.all(waiting)) expect(payload).toContain('Runtime.ImportModuleError');
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
  service.update(
    defined(app, { ...functions, b: { handler: 'c.handler', environment: { NEW: '1' } }, c: { handler: 'c.handler' } }),
  );
  const after = [(await result('a')) as Answer, (await result('b')) as Answer];
  expect(after[0]?.id).toBe(before[0]?.id);
  expect(after[1]?.id).not.toBe(before[1]?.id);
  await expect(result('c')).resolves.toMatchObject({ seen: 1 });
  service.update(defined(app, { a: { handler: 'c.handler' } }));
  await expect(result('b')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
});

test('a function that is removed takes no calls; what it is doing it may finish', async () => {
  const environment = scripted();
  const { app, service, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler' }, d: { handler: 'c.handler' } },
    { clock: new FakeClock(), starterFor: () => environment.start },
  );
  const pending = invoke('c');
  service.update(defined(app, { d: { handler: 'c.handler' } }));
  await expect(invoke('c')).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  expect(environment.alive()).toBe(1);
  environment.answerFromNowOn();
  expect((await pending).payload).toBe('"answered"');
  await expect.poll(environment.alive).toBe(0);
});

test('closing ends invocations under way, and those that wait', async () => {
  const { service, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', timeout: 900 } },
    { maxEnvironments: 1 },
  );
  await invoke('c');
  const pending = [1, 2].map(() => invoke('c', { hold: '/nowhere/at/all' }));
  await service.close();
  for (const { payload, requestId } of await Promise.all(pending)) {
    expect(payload).toBe(
      `{"errorType":"Runtime.ExitError","errorMessage":"RequestId: ${requestId} Error: Runtime exited with error: signal: terminated"}`,
    );
  }
  await expect(invoke('c')).rejects.toMatchObject({ code: 'ServiceException' });
});

test('closing with a grace lets invocations end, and what they call', async () => {
  const clock = new FakeClock();
  const environment = scripted();
  const { service, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler' } },
    { clock, starterFor: () => environment.start },
  );
  const pending = invoke('c');
  const closed = service.close(5000);
  await expect.poll(() => clock.isSet(5000)).toBe(true);
  const nested = invoke('c');
  environment.answerFromNowOn();
  expect([(await pending).payload, (await nested).payload]).toEqual(['"answered"', '"answered"']);
  await closed;
  expect(environment.alive()).toBe(0);
  expect(clock.isSet(5000)).toBe(false);
});

test('when the grace is over they fail', async () => {
  const clock = new FakeClock();
  const environment = scripted();
  const { service, invoke } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler', timeout: 900 } },
    { clock, starterFor: () => environment.start },
  );
  const pending = invoke('c');
  const closed = service.close(5000);
  await expect.poll(() => clock.isSet(5000)).toBe(true);
  clock.advance(5000);
  expect((await pending).payload).toContain('signal: terminated');
  await closed;
});

test('asynchronous events are never refused, however many there are', async () => {
  const environment = scripted();
  const { service } = await serviceOf(
    { 'c.mjs': COUNTER },
    { c: { handler: 'c.handler' }, reserved: { handler: 'c.handler', concurrency: 1 } },
    { clock: new FakeClock(), starterFor: () => environment.start },
  );
  const call = (functionName: string) => service.invoke({ functionName, event: {}, unattended: true });
  const pending = Array.from({ length: 10_000 }, () => call('c'));
  await expect(service.invoke({ functionName: 'c', event: {} })).rejects.toMatchObject({
    code: 'TooManyRequestsException',
  });
  // Reserved concurrency is the user's own limit, and AWS's.
  const first = call('reserved');
  await expect(call('reserved')).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  environment.answerFromNowOn();
  expect(new Set((await Promise.all([...pending, first])).map(({ payload }) => payload))).toEqual(
    new Set(['"answered"']),
  );
});
