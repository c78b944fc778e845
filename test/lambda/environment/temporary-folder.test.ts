/** `/tmp` belongs to the environment and lasts as long: docs/aws/lambda.md#life-cycle. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { FakeClock } from '../../fake-clock.ts';
import { defined, serviceOf } from '../service-under-test.ts';

const SOURCE = `
import { existsSync, readdirSync, writeFileSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { join } from 'node:path';
export const handler = async ({ hold }) => {
  const found = readdirSync(tmpdir());
  writeFileSync(join(tmpdir(), 'kept'), '');
  if (hold === 'exit') process.exit(1);
  while (hold && !existsSync(hold)) await new Promise((resolve) => setTimeout(resolve, 2));
  return { folder: tmpdir(), found };
};`;

interface Answer {
  readonly folder: string;
  readonly found: readonly string[];
}

test.each(['thread', 'process'] as const)(
  'isolation %s: each environment has a temporary folder of its own',
  async (isolation) => {
    const { app, result, service } = await serviceOf(
      { 't.mjs': SOURCE },
      { t: { handler: 't.handler', isolation } },
      { clock: new FakeClock() },
    );
    const pending = [1, 2].map(() => result('t', { hold: `${app.root}/go` }) as Promise<Answer>);
    app.write('go', '');
    const answers = await Promise.all(pending);
    expect(new Set(answers.map(({ folder }) => folder)).size).toBe(2);
    expect(answers.map(({ found }) => found)).toEqual([[], []]);
    expect(((await result('t')) as Answer).found).toEqual(['kept']);
    const homes = answers.map(({ folder }) => dirname(folder));
    expect(dirname(homes[0] ?? '')).toBe(tmpdir());
    await service.close();
    expect(homes.some((home) => existsSync(home))).toBe(false);
  },
);

test('the folder goes with its environment', async () => {
  const clock = new FakeClock();
  const { result } = await serviceOf({ 't.mjs': SOURCE }, { t: { handler: 't.handler' } }, { clock, idleMs: 1000 });
  const { folder } = (await result('t')) as Answer;
  expect(readdirSync(folder)).toEqual(['kept']);
  clock.advance(2000);
  await expect.poll(() => existsSync(folder)).toBe(false);
});

test('after a timeout or a crash the content remains for the environment that follows, but not for new code', async () => {
  const clock = new FakeClock();
  const { app, service, invoke, result } = await serviceOf(
    { 't.mjs': SOURCE },
    { t: { handler: 't.handler', timeout: 3 } },
    { clock },
  );
  const first = (await result('t')) as Answer;
  const timedOut = invoke('t', { hold: '/nowhere/at/all' });
  clock.advance(3000);
  expect((await timedOut).payload).toContain('Sandbox.Timedout');
  expect(await result('t')).toEqual({ folder: first.folder, found: ['kept'] });
  expect((await invoke('t', { hold: 'exit' })).payload).toContain('Runtime.ExitError');
  expect(await result('t')).toEqual({ folder: first.folder, found: ['kept'] });
  app.write('t.mjs', `${SOURCE}\n`);
  service.update(defined(app, { t: { handler: 't.handler', timeout: 3 } }));
  expect(((await result('t')) as Answer).found).toEqual([]);
  await expect.poll(() => existsSync(first.folder)).toBe(false);
});
