// `gw-emulate usage`: what keys have used of their quotas, and a reset that a running emulator takes over.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runUsage } from '../../../src/cli/commands/usage.ts';
import type { UsageCommand } from '../../../src/cli/commands/usage.ts';
import { UsageLog } from '../../../src/traffic/usage-log.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const clock = { now: () => Date.UTC(2026, 10, 13, 12), after: () => () => {} };
const key = (name: string) => ({ value: `${name}-key-0123456789abcdef` });
const config = {
  apis: {
    backoffice: {
      type: 'rest',
      stage: 'dev',
      apiKeys: { partner: key('partner'), friend: key('friend') },
      usagePlans: {
        gold: { apiKeys: ['partner', 'friend'], quota: { limit: 1000, period: 'MONTH' } },
        free: { apiKeys: [], throttle: { rate: 1, burst: 1 } },
      },
      routes: { 'GET /': { http: 'http://127.0.0.1:9' } },
    },
  },
};

function project() {
  const cwd = temporaryFolder('usage');
  const log = new UsageLog(join(cwd, '.gw-emulate', 'usage.jsonl'));
  const put = (name: string, used: number, period = '2026-11-01') =>
    log.put({ api: 'backoffice', plan: 'gold', key: name, period, used, since: '2026-10-01' });
  async function run(over: Partial<UsageCommand> = {}) {
    const { io, out, err } = fakeIo();
    const code = await runUsage({ config, cwd, environment: {}, clock, ...over }, io);
    return { code, out: out(), err: err() };
  }
  return { log, put, run, used: (name: string) => log.get('backoffice', 'gold', name)?.used };
}

test('a table of keys with what is used and left in this period', async () => {
  const { put, run } = project();
  put('partner', 7);
  put('friend', 99, '2026-10-01');
  expect((await run()).out).toBe(
    [
      '  API         plan  key      period  since       used  remaining',
      '  backoffice  gold  partner  MONTH   2026-11-01  7     993',
      '  backoffice  gold  friend   MONTH   2026-11-01  0     1000',
      '',
    ].join('\n'),
  );
});

test('--json gives one object a line', async () => {
  const { put, run } = project();
  put('partner', 1001);
  const [first = ''] = (await run({ json: true })).out.split('\n');
  expect(JSON.parse(first)).toEqual({
    api: 'backoffice',
    plan: 'gold',
    key: 'partner',
    period: 'MONTH',
    since: '2026-11-01',
    used: 1001,
    remaining: 0,
  });
});

test('--reset --key forgets that key alone, and a running emulator sees it', async () => {
  const { put, run, used } = project();
  put('partner', 7);
  put('friend', 8);
  expect(await run({ reset: true, key: 'partner' })).toMatchObject({ code: 0, out: '1 quota reset\n' });
  expect([used('partner'), used('friend')]).toEqual([undefined, 8]);
  put('partner', 1);
  expect((await run()).out).toMatch(/partner .* 1 +999/);
});

test('--reset --api forgets the API’s keys', async () => {
  const { put, run, used } = project();
  put('partner', 7);
  put('friend', 8);
  expect((await run({ reset: true, api: ['backoffice'] })).out).toBe('2 quotas reset\n');
  expect([used('partner'), used('friend')]).toEqual([undefined, undefined]);
});

test('an unknown key is said, with those that there are', async () => {
  const { code, err } = await project().run({ reset: true, key: 'parner' });
  expect(code).toBe(1);
  expect(err).toContain('No API key "parner" is in a usage plan with a quota. Known: partner, friend.');
});

test('showing leaves no trace', async () => {
  const { run, log } = project();
  await run();
  expect(log.all()).toEqual([]);
});

test('without quotas it says so', async () => {
  const bare = { apis: { shop: { type: 'http', routes: { 'GET /': { http: 'http://127.0.0.1:9' } } } } };
  expect((await project().run({ config: bare })).out).toBe('No usage plan has a quota.\n');
});
