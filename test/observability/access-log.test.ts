// Entries of access logs are single lines of at most 1 MB (docs/aws/http-api.md#access-logs, docs/aws/http-api.md#quotas), in a file or
// through the printer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AccessLogFiles } from '../../src/observability/access-log.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder('gw-emulate-access-log');

function printed(): { readonly lines: string[]; readonly write: (entry: string) => void } {
  const lines: string[] = [];
  const logs = new AccessLogFiles(
    (line) => void lines.push(line),
    (_destination, error) => {
      throw error;
    },
  );
  return { lines, write: logs.open({ format: '', destination: 'stdout' }) };
}

test('a line end in a value does not begin a line, and one at the end of the format is not a line of its own', () => {
  const { lines, write } = printed();
  write('agent a\r\nforged\n');
  expect(lines).toEqual(['agent a forged']);
});

test('an entry is cut at 1 MB', () => {
  const { lines, write } = printed();
  write('x'.repeat(1024 * 1024 + 1));
  expect(lines[0]).toHaveLength(1024 * 1024);
});

test('entries of one file come from several APIs in their order, behind what is there; its folder is made', async () => {
  const destination = join(folder, 'logs/deep/access.log');
  for (const round of ['one', 'two']) {
    const logs = new AccessLogFiles(
      () => {},
      (_destination, error) => {
        throw error;
      },
    );
    const [shop, chat] = [logs.open({ format: '', destination }), logs.open({ format: '', destination })];
    shop(`${round} shop`);
    chat(`${round} chat\n`);
    await logs.close();
  }
  expect(readFileSync(destination, 'utf8')).toBe('one shop\none chat\ntwo shop\ntwo chat\n');
});

test('a destination that cannot be written is reported once', async () => {
  const told: string[] = [];
  const destination = folder;
  const logs = new AccessLogFiles(
    () => {},
    (where) => void told.push(where),
  );
  logs.open({ format: '', destination })('line');
  await logs.close();
  expect(told).toEqual([destination]);
});
