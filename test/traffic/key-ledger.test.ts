import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { UsagePlan } from '../../src/model/definition/rest-api.ts';
import { keyLedger } from '../../src/traffic/key-ledger.ts';
import { periodOf } from '../../src/traffic/quota-period.ts';
import { TokenBuckets } from '../../src/traffic/token-buckets.ts';
import { UsageLog, UsageMemory } from '../../src/traffic/usage-log.ts';
import type { UsageStore } from '../../src/traffic/usage-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';

// 13: a Friday.
const start = Date.UTC(2026, 10, 13, 12);
const partner = { name: 'partner', id: 'k1', value: 'partner-key-0123456789abcdef', enabled: true };
const disabled = { name: 'old', id: 'k2', value: 'old-key-0123456789abcdefghij', enabled: false };
const loose = { name: 'loose', id: 'k3', value: 'loose-key-0123456789abcdefgh', enabled: true };

function ledger(plan: Partial<UsagePlan>, usage: UsageStore = new UsageMemory()) {
  let now = start;
  const clock = { now: () => now, after: () => () => {} };
  const gold: UsagePlan = { name: 'gold', id: 'p1', apiKeys: ['partner', 'old'], methodThrottles: {}, ...plan };
  const made = keyLedger({
    api: 'backoffice',
    apiId: 'a1',
    stage: 'dev',
    apiKeys: [partner, disabled, loose],
    usagePlans: [gold],
    buckets: new TokenBuckets(clock),
    usage,
    clock,
  });
  return {
    check: (value: string | undefined, method = '/pets/GET') => made.check(value, method).verdict,
    advance: (ms: number) => (now += ms),
    made,
  };
}

test.each([
  ['no key', undefined],
  ['an unknown key', 'nobody-0123456789abcdefghi'],
  ['a disabled key', disabled.value],
  ['a key in no plan of the stage', loose.value],
])('%s is unknown (docs/aws/rest-api-observed.md#error-catalogue: 403 Forbidden)', (_what, value) => {
  expect(ledger({}).check(value)).toBe('unknown');
});

test('a key in a plan passes, with its id and value for identity.apiKey', () => {
  expect(ledger({}).made.check(partner.value, '/pets/GET')).toEqual({
    verdict: 'allowed',
    keyId: 'k1',
    keyValue: partner.value,
  });
});

test('the plan’s throttle holds per key, the method’s own throttle before it', () => {
  const { check } = ledger({
    throttle: { rate: 1, burst: 3 },
    methodThrottles: { '/pets/GET': { rate: 1, burst: 1 } },
  });
  expect([check(partner.value), check(partner.value)]).toEqual(['allowed', 'throttled']);
  expect([check(partner.value, '/x/GET'), check(partner.value, '/x/GET'), check(partner.value, '/x/GET')]).toEqual([
    'allowed',
    'allowed',
    'throttled',
  ]);
});

test('a quota is used up, and full again in the next period', () => {
  const { check, advance } = ledger({ quota: { limit: 2, offset: 0, period: 'DAY' } });
  expect([check(partner.value), check(partner.value), check(partner.value)]).toEqual([
    'allowed',
    'allowed',
    'quota-exceeded',
  ]);
  advance(12 * 3_600_000);
  expect(check(partner.value)).toBe('allowed');
});

test('the offset is subtracted in the first period only', () => {
  const { check, advance } = ledger({ quota: { limit: 2, offset: 1, period: 'WEEK' } });
  expect([check(partner.value), check(partner.value)]).toEqual(['allowed', 'quota-exceeded']);
  advance(7 * 86_400_000);
  expect([check(partner.value), check(partner.value), check(partner.value)]).toEqual([
    'allowed',
    'allowed',
    'quota-exceeded',
  ]);
});

test.each([
  ['DAY', '2026-11-13'],
  ['WEEK', '2026-11-09'],
  ['MONTH', '2026-11-01'],
] as const)('a %s begins at its first day, UTC', (period, first) => {
  expect(periodOf(start, period)).toBe(first);
});

test('used quota survives kill -9, and a torn last line is ignored', () => {
  const file = join(temporaryFolder('usage'), 'usage.jsonl');
  const child = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { build } from 'esbuild';
       const { outputFiles } = await build({ entryPoints: ['src/traffic/usage-log.ts'], bundle: true, platform: 'node', format: 'esm', write: false });
       const { UsageLog } = await import('data:text/javascript;base64,' + Buffer.from(outputFiles[0].text).toString('base64'));
       const log = new UsageLog(process.argv[1]);
       for (let used = 1; used <= 5; used++) log.put({ api: 'backoffice', plan: 'gold', key: 'partner', period: '2026-11-13', used, since: '2026-11-13' });
       process.kill(process.pid, 'SIGKILL');`,
      file,
    ],
    { encoding: 'utf8' },
  );
  expect(child.signal, child.stderr).toBe('SIGKILL');
  appendFileSync(file, '{"api":"backoffice","plan":"gold","key":"part');
  const { check } = ledger({ quota: { limit: 6, offset: 0, period: 'DAY' } }, new UsageLog(file));
  expect([check(partner.value), check(partner.value)]).toEqual(['allowed', 'quota-exceeded']);
});

test('opening the log again leaves one line for each key', () => {
  const file = join(temporaryFolder('usage'), 'usage.jsonl');
  const record = { api: 'a', plan: 'p', key: 'k', period: '2026-11-13', since: '2026-11-13' };
  const first = new UsageLog(file);
  for (let used = 1; used <= 50; used += 1) first.put({ ...record, used });
  first.close();
  const second = new UsageLog(file);
  second.put({ ...record, used: 51 });
  second.close();
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(2);
  expect(new UsageLog(file).get('a', 'p', 'k')?.used).toBe(51);
});

test('a reset forgets what it names and keeps the rest', () => {
  const file = join(temporaryFolder('usage'), 'usage.jsonl');
  const log = new UsageLog(file);
  for (const key of ['one', 'two'])
    log.put({ api: 'a', plan: 'p', key, period: '2026-11-13', used: 3, since: '2026-11-13' });
  log.reset({ key: 'one' });
  log.close();
  expect(new UsageLog(file).all().map((record) => record.key)).toEqual(['two']);
});
