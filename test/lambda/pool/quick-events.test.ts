/**
 * Events of a quick function follow each other in one environment. What AWS promises holds all the same: one event at a time in each, an
 * environment for every event that another one would hold up, failures that stay with their own event (docs/aws/lambda.md#life-cycle and
 * docs/aws/lambda.md#errors-and-limits).
 */
import { setImmediate as turn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { BeginGate } from '../../../src/lambda/environment/connection/begin-gate.ts';
import { eventsAhead } from '../../../src/lambda/host/thread/events-ahead.ts';
import type { StartEnvironment } from '../../../src/lambda/index.ts';
import { FakeClock } from '../../fake-clock.ts';
import { serviceOf } from '../service-under-test.ts';

/** Longer than an event waits behind another one. */
const PATIENCE_OVER = 16;

const HANDLER = `
import { existsSync } from 'node:fs';
const id = Math.random(); let running = 0; let count = 0;
const seen = [];
export const handler = async ({ name, hold, spin, exit, fail, later }) => {
  running += 1; count += 1; seen.push(name);
  const together = running;
  if (hold || spin) console.log('begun ' + name);
  while (hold && !existsSync(hold)) await new Promise((resolve) => setTimeout(resolve, 2));
  while (spin && !existsSync(spin));
  running -= 1;
  if (fail) throw new TypeError('no ' + name);
  if (exit) process.exit(exit);
  if (later) setImmediate(() => process.exit(later));
  return { id, together, count, seen: seen.slice(-3) };
};`;

interface Answer {
  readonly id: number;
  readonly together: number;
  readonly count: number;
  readonly seen: string[];
}

/** A function of which it is known that it is quick. */
async function quick(concurrency?: number) {
  const clock = new FakeClock();
  const under = await serviceOf(
    { 'q.mjs': HANDLER },
    { q: { handler: 'q.handler', timeout: 20, ...(concurrency === undefined ? {} : { concurrency }) } },
    { clock },
  );
  const call = (event: object): Promise<Answer> => under.result('q', event) as Promise<Answer>;
  let last = await call({ name: 'first' });
  for (let n = 0; n < 100; n += 1) last = await call({ name: `warm ${n}` });
  const begun = (name: string): boolean => under.logs.some(({ line }) => line.includes(`begun ${name}`));
  return { ...under, clock, call, begun, warm: last.id, go: `${under.app.root}/go` };
}

/** Environments that take events ahead of their turn and say that each took so long, when they are told to work. */
function gated(took: number) {
  const steps: (() => boolean)[] = [];
  const start: StartEnvironment = (_launch, events) => {
    const gate = new BeginGate();
    const ahead = eventsAhead((first, end, taken) => taken(gate.takeBack(first, end)));
    const tickets: number[] = [];
    steps.push(() => {
      const ticket = tickets.shift();
      if (ticket !== undefined && gate.begin(ticket))
        events.receive({ kind: 'result', payload: '"done"', memory: 1, took });
      return ticket !== undefined;
    });
    queueMicrotask(() => events.receive({ kind: 'ready' }));
    return {
      ahead,
      send: (message) => void (message.kind === 'invoke' && tickets.push(message.ticket ?? Number.NaN)),
      end: () => Promise.resolve(),
    };
  };
  const work = async (): Promise<void> => {
    await turn();
    while (steps.some((step) => step())) await turn();
  };
  return { start, work, started: () => steps.length };
}

test('simultaneous quick events run in one environment, one at a time, in their order', async () => {
  const { call, warm } = await quick();
  const answers = await Promise.all(Array.from({ length: 30 }, (_, n) => call({ name: `n${n}` })));
  expect(answers.map(({ together }) => together)).toEqual(answers.map(() => 1));
  expect(answers.map(({ seen }) => seen.at(-1))).toEqual(answers.map((_, n) => `n${n}`));
  // How many, only the machine's speed decides.
  const inOne = answers.filter(({ id }) => id === warm);
  expect(inOne.length).toBeGreaterThan(1);
  expect(inOne.map(({ count }) => count - (inOne[0]?.count ?? 0))).toEqual(inOne.map((_, n) => n));
});

test.each(['hold', 'spin'])('behind an event that takes long (%s) none waits: others go elsewhere', async (how) => {
  const { call, clock, begun, app, go, warm } = await quick();
  const slow = call({ name: 'slow', [how]: go });
  const behind = [1, 2, 3].map((n) => call({ name: `behind ${n}` }));
  await expect.poll(() => begun('slow')).toBe(true);
  clock.advance(PATIENCE_OVER);
  const answers = await Promise.all(behind);
  expect(answers.map(({ id }) => id)).not.toContain(warm);
  app.write('go', '');
  expect(await slow).toMatchObject({ id: warm, together: 1 });
  // Those that were taken back never began there.
  expect((await call({ name: 'after' })).seen.join()).not.toContain('behind');
});

test('an event waits for two milliseconds of others at most; then it has an environment of its own', async () => {
  const environments = gated(0.5);
  const { invoke } = await serviceOf(
    { 'q.mjs': HANDLER },
    { q: { handler: 'q.handler' } },
    { clock: new FakeClock(), starterFor: () => environments.start },
  );
  for (let n = 0; n < 12; n += 1) {
    const answer = invoke('q');
    await environments.work();
    await answer;
  }
  // One that runs, and those that can be expected to wait for no longer than that.
  const pending = Array.from({ length: 5 }, () => invoke('q'));
  expect(environments.started()).toBe(1);
  pending.push(...Array.from({ length: 40 }, () => invoke('q')));
  expect(environments.started()).toBeGreaterThan(1);
  await environments.work();
  expect((await Promise.all(pending)).map(({ payload }) => payload)).toEqual(pending.map(() => '"done"'));
});

test('few events say nothing yet: simultaneous ones have environments of their own', async () => {
  const { result } = await serviceOf({ 'q.mjs': HANDLER }, { q: { handler: 'q.handler' } }, { clock: new FakeClock() });
  await result('q', { name: 'first' });
  const answers = (await Promise.all([1, 2, 3].map((n) => result('q', { name: `n${n}` })))) as Answer[];
  expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
});

test('an event that fails fails alone', async () => {
  const { invoke, warm } = await quick();
  const [failed, next] = await Promise.all([invoke('q', { name: 'a', fail: true }), invoke('q', { name: 'b' })]);
  expect(JSON.parse(failed.payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no a' });
  expect(JSON.parse(next.payload)).toMatchObject({ id: warm });
});

test.each(['exit', 'later'])('an exit (%s) takes no event with it that was not begun', async (how) => {
  const { invoke, call, warm } = await quick();
  const ending = invoke('q', { name: 'a', [how]: 3 });
  const behind = [1, 2, 3].map((n) => call({ name: `behind ${n}` }));
  const { payload } = await ending;
  if (how === 'exit') expect(payload).toContain('exit status 3');
  const answers = await Promise.all(behind);
  const elsewhere = answers.filter(({ id }) => id !== warm);
  // An exit in a later turn may come after some of them.
  if (how === 'exit') expect(elsewhere).toHaveLength(3);
  expect(answers.map(({ together }) => together)).toEqual([1, 1, 1]);
});

test('a timeout fails its own event only; those behind it run elsewhere', async () => {
  const { invoke, call, clock, begun, warm } = await quick();
  const slow = invoke('q', { name: 'slow', hold: '/nowhere/at/all' });
  const behind = call({ name: 'behind' });
  await expect.poll(() => begun('slow')).toBe(true);
  clock.advance(20_000);
  expect((await slow).payload).toContain('Task timed out after 20.00 seconds');
  expect((await behind).id).not.toBe(warm);
});

test('reserved concurrency is counted in environments: nothing is sent ahead', async () => {
  const { call, invoke, app, go } = await quick(2);
  const pending = [1, 2].map((n) => call({ name: `held ${n}`, hold: go }));
  await expect(invoke('q', { name: 'third' })).rejects.toMatchObject({ code: 'TooManyRequestsException' });
  app.write('go', '');
  expect(new Set((await Promise.all(pending)).map(({ id }) => id)).size).toBe(2);
});

test('closing ends what was sent ahead as it ends what runs', async () => {
  const { service, invoke, begun } = await quick();
  const pending = [invoke('q', { name: 'slow', hold: '/nowhere/at/all' }), invoke('q', { name: 'behind' })];
  await expect.poll(() => begun('slow')).toBe(true);
  await service.close();
  for (const { payload } of await Promise.all(pending)) expect(payload).toContain('signal: terminated');
});

test('no timer is left when nothing waits', async () => {
  const { call, clock } = await quick();
  const before = clock.pending;
  await Promise.all([1, 2, 3].map((n) => call({ name: `n${n}` })));
  clock.advance(PATIENCE_OVER);
  expect(clock.pending).toBeLessThanOrEqual(before);
});
