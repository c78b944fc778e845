// Addresses of the sockets that stand in for ports.
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { PrivateSockets } from '../../../src/emulator/apis/private-sockets.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

test('each has an address of its own, in a folder that only this user can open', () => {
  const sockets = new PrivateSockets();
  const [one, other] = [sockets.next(), sockets.next()];
  expect(one).not.toBe(other);
  expect(statSync(dirname(one)).mode & 0o777).toBe(0o700);
  sockets.dispose();
  expect(existsSync(dirname(one))).toBe(false);
});

test('an address has room in a socket, however long the name of the temporary folder is', () => {
  const long = join(temporaryFolder('sockets'), 'x'.repeat(100));
  mkdirSync(long);
  vi.stubEnv('TMPDIR', long);
  onTestFinished(() => void vi.unstubAllEnvs());
  const sockets = new PrivateSockets();
  onTestFinished(() => sockets.dispose());
  expect(sockets.next().length).toBeLessThanOrEqual(100);
});
