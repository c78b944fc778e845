import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AccessLogFiles } from '../../src/observability/access-log.ts';

test('lines are appended to the file, whose folder is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gw-emulate-access-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const destination = join(folder, 'logs/deep/access.log');
  const errors: Error[] = [];
  for (const line of ['first', 'second']) {
    const logs = new AccessLogFiles(
      () => undefined,
      (_, error) => errors.push(error),
    );
    logs.open({ format: '', destination })(line);
    await logs.close();
  }
  expect(errors).toEqual([]);
  expect(readFileSync(destination, 'utf8')).toBe('first\nsecond\n');
});
