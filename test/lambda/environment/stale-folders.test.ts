/** What an emulator that was killed leaves in the temporary folder goes when the next one starts. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { removeStaleFolders } from '../../../src/lambda/environment/stale-folders.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('folders of processes that are gone are removed, of others not', async () => {
  const home = temporaryFolder('gw-stale');
  const { pid: gone } = spawnSync(process.execPath, ['--version']);
  const folder = (name: string): string => {
    const path = join(home, name);
    mkdirSync(path);
    writeFileSync(join(path, 'file'), '');
    return path;
  };
  const stale = folder(`gw-emulate-${gone}-abc123`);
  const mine = folder(`gw-emulate-${process.pid}-abc123`);
  const foreign = folder('gw-emulate-bench-abc123');
  const elsewhere = folder(`gw-emulate-${gone}-def456`);
  const server = createServer((socket) => socket.destroy()).listen(join(elsewhere, 'functions'));
  onTestFinished(() => void server.close());
  await removeStaleFolders(home);
  expect([stale, mine, foreign, elsewhere].map((path) => existsSync(path))).toEqual([false, true, true, true]);
});

test('a temporary folder that cannot be read is left alone', async () => {
  await expect(removeStaleFolders(join(tmpdir(), 'no', 'such', 'folder'))).resolves.toBeUndefined();
});
