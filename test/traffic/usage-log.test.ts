import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageLog } from '../../src/traffic/usage-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const record = { api: 'a', plan: 'p', key: 'k', period: '2026-11-01', since: '2026-11-01' };

test('usage that cannot be written is counted in memory, said once, and written with the next that can', () => {
  const file = join(temporaryFolder('usage'), 'usage.jsonl');
  mkdirSync(file);
  const said: string[] = [];
  const log = new UsageLog(file, (message) => said.push(message));
  log.put({ ...record, used: 1 });
  log.put({ ...record, key: 'other', used: 2 });
  expect(log.get('a', 'p', 'k')).toEqual({ ...record, used: 1 });
  expect(said).toEqual([expect.stringContaining(`cannot be written to ${file} and is kept in memory only`)]);
  rmdirSync(file);
  log.put({ ...record, used: 3 });
  log.close();
  expect(new UsageLog(file).all().map(({ key, used }) => [key, used])).toEqual([
    ['k', 3],
    ['other', 2],
  ]);
});

test.each([
  '{"used":1e999}',
  JSON.stringify({ ...record, used: -1 }),
  JSON.stringify({ ...record, used: 1.5 }),
  JSON.stringify({ ...record, used: 2 ** 60 }),
  JSON.stringify({ ...record, used: 1, period: '2026-99-99' }),
  JSON.stringify({ ...record, used: 1, since: 'x' }),
  '[',
  'null',
])('the line %s is no record', (line) => {
  const file = join(temporaryFolder('usage'), 'usage.jsonl');
  writeFileSync(file, `${line}\n`);
  expect(new UsageLog(file).all()).toEqual([]);
  expect(readFileSync(file, 'utf8')).toBe(`${line}\n`);
});
