/** How many environments all functions together keep. */
import { expect, test } from 'vitest';
import { FakeClock } from '../../fake-clock.ts';
import { scripted } from '../scripted-environment.ts';
import { serviceOf } from '../service-under-test.ts';

const HANDLER = 'export const handler = async () => null;';

async function three(maxWarm: number) {
  const environments = { a: scripted(), b: scripted(), c: scripted() };
  const clock = new FakeClock();
  const { invoke } = await serviceOf(
    { 'h.mjs': HANDLER },
    { a: { handler: 'h.handler' }, b: { handler: 'h.handler' }, c: { handler: 'h.handler' } },
    { clock, maxWarm, starterFor: ({ name }) => environments[name as 'a' | 'b' | 'c'].start },
  );
  const alive = (): number[] => Object.values(environments).map((each) => each.alive());
  return { environments, clock, invoke, alive };
}

test('a new environment takes the place of the one that was used longest ago', async () => {
  const { environments, clock, invoke, alive } = await three(2);
  for (const each of Object.values(environments)) each.answerFromNowOn();
  for (const name of ['a', 'b', 'a', 'c']) {
    await invoke(name);
    clock.advance(10);
  }
  expect(alive()).toEqual([1, 0, 1]);
});

test('one that is in use is never ended; when it is free there are too many, and the oldest goes a little later', async () => {
  const { environments, clock, invoke, alive } = await three(1);
  environments.b.answerFromNowOn();
  const inUse = invoke('a');
  await invoke('b');
  expect(alive()).toEqual([1, 1, 0]);
  clock.advance(1);
  environments.a.answerFromNowOn();
  await inUse;
  expect(alive()).toEqual([1, 1, 0]);
  clock.advance(1000);
  expect(alive()).toEqual([1, 0, 0]);
});

/** Functions `f0` to `f7`, each of whose environments holds 100 MB. */
async function eightLarge(settings: { maxWarm?: number } = {}) {
  const names = Array.from({ length: 8 }, (_, n) => `f${n}`);
  const environments = new Map(names.map((name) => [name, scripted({ memory: 100 })]));
  const clock = new FakeClock();
  const { invoke } = await serviceOf(
    { 'h.mjs': HANDLER },
    Object.fromEntries(names.map((name) => [name, { handler: 'h.handler' }])),
    { clock, ...settings, starterFor: ({ name }) => environments.get(name)?.start },
  );
  for (const each of environments.values()) each.answerFromNowOn();
  const call = async (...called: string[]): Promise<void> => {
    for (const name of called) {
      await invoke(name);
      clock.advance(10);
    }
  };
  const alive = (): string[] => names.filter((name) => environments.get(name)?.alive() === 1);
  return { call, alive, clock, names };
}

test('functions that are called once keep four environments when those hold much memory', async () => {
  const { call, alive, clock, names } = await eightLarge();
  await call(...names);
  clock.advance(1000);
  expect(alive()).toEqual(['f4', 'f5', 'f6', 'f7']);
});

test('a function that was called again after it made room stays warm, whatever it holds', async () => {
  const { call, alive, clock, names } = await eightLarge();
  await call(...names, 'f0', 'f1');
  await call('f2', 'f3', 'f4', 'f5', 'f6', 'f7');
  clock.advance(1000);
  expect(alive()).toEqual(names);
});

test('a number in the configuration is the only limit', async () => {
  const { call, alive, clock, names } = await eightLarge({ maxWarm: 7 });
  await call(...names);
  clock.advance(1000);
  expect(alive()).toEqual(names.slice(1));
});
