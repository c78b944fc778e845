/** `/tmp` belongs to the environment and lasts as long: lambda.md 2. */
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { FakeClock, serviceOf } from '../service-under-test.ts';

const SOURCE = `
import { existsSync, readdirSync, writeFileSync } from 'node:fs'; import { tmpdir } from 'node:os'; import { join } from 'node:path';
export const handler = async ({ hold }) => {
  const found = readdirSync(tmpdir());
  writeFileSync(join(tmpdir(), 'kept'), '');
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
