// The clock that tests move: order, cancelling, going back, and what is under way.
import { expect, test } from 'vitest';
import { FakeClock } from '../../../../src/emulator/testing/clock/fake-clock.ts';
import { testClock } from '../../../../src/emulator/testing/clock/test-clock.ts';

const IDLE = { starting: 0, running: 0 };

test('timers are called back at their own moments, those that timers set among them', async () => {
  const fake = new FakeClock(1000);
  const clock = testClock(fake, () => IDLE);
  const calls: [string, number][] = [];
  const note = (name: string) => (): void => void calls.push([name, clock.now()]);
  fake.after(30, note('late'));
  fake.after(10, () => {
    note('first')();
    fake.after(5, note('set by the first'));
  });
  fake.after(10, note('second'));
  fake.after(31, note('too late'));
  await clock.advance(30);
  expect(calls).toEqual([
    ['first', 1010],
    ['second', 1010],
    ['set by the first', 1015],
    ['late', 1030],
  ]);
});

test('a timer that another one of the same moment cancels is not called back', async () => {
  const fake = new FakeClock(0);
  const calls: string[] = [];
  fake.after(10, () => {
    calls.push('one');
    cancel();
  });
  const cancel = fake.after(10, () => calls.push('two'));
  await testClock(fake, () => IDLE).advance(10);
  expect(calls).toEqual(['one']);
});

test('moves follow each other, however they are asked for', async () => {
  const fake = new FakeClock(0);
  const clock = testClock(fake, () => IDLE);
  await Promise.all([clock.advance(10), clock.set(5), clock.advance(1)]);
  expect(clock.now()).toBe(6);
});

test('going back takes timers along, and no time that has passed away', async () => {
  const fake = new FakeClock(1000);
  const clock = testClock(fake, () => IDLE);
  let called = 0;
  fake.after(100, () => (called += 1));
  await clock.advance(60);
  await clock.set(new Date(0));
  expect([clock.now(), fake.passed, called]).toEqual([0, 60, 0]);
  await clock.advance(39);
  expect(called).toBe(0);
  await clock.advance(1);
  expect([called, fake.passed]).toEqual([1, 100]);
});

test('time waits for what begins, and not for ever for what runs', async () => {
  const fake = new FakeClock(0);
  let starting = 1;
  const clock = testClock(fake, () => ({ starting, running: 1 }));
  let startedBefore: number | undefined;
  fake.after(10, () => (startedBefore = starting));
  // More than the patience with what runs.
  setTimeout(() => (starting = 0), 400);
  await clock.advance(10);
  expect(startedBefore).toBe(0);
});

test('timers that set each other for the same moment end the move instead of the test', async () => {
  const fake = new FakeClock(0);
  const again = (): void => void fake.after(0, again);
  again();
  await expect(testClock(fake, () => IDLE).advance(1)).rejects.toMatchObject({ code: 'CLOCK_STUCK' });
});
