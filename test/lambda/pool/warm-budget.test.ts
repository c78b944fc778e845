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
