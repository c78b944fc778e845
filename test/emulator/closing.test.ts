/** What a stop does to asynchronous invocations; those of requests are tested with the listeners. */
import { existsSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

test('closing lets an asynchronous invocation end', async () => {
  const cwd = realpathSync(temporaryFolder('gw-closing'));
  const begun = join(cwd, 'begun');
  const source = `const { existsSync, writeFileSync } = require('node:fs');
    exports.handler = async () => {
      writeFileSync(${JSON.stringify(begun)}, '');
      while (!existsSync(${JSON.stringify(join(cwd, 'go'))})) await new Promise((resolve) => setTimeout(resolve, 2));
      writeFileSync(${JSON.stringify(join(cwd, 'ended'))}, '');
    };`;
  const emulator = await startEmulator({
    config: { functions: { slow: { inline: source, timeout: 60 } } },
    cwd,
    adminPort: 0,
    watch: false,
  });
  await fetch(`${emulator.admin}/2015-03-31/functions/slow/invocations`, {
    method: 'POST',
    headers: { 'X-Amz-Invocation-Type': 'Event' },
    body: '{}',
  });
  await expect.poll(() => existsSync(begun)).toBe(true);
  const closed = emulator.close();
  writeFileSync(join(cwd, 'go'), '');
  await closed;
  expect(existsSync(join(cwd, 'ended'))).toBe(true);
});
