import { execFileSync } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRegularFile } from '../../../src/model/base/regular-file.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder('regular');

test('a file is read, and what is no file or far too large is refused at once', () => {
  const file = join(folder, 'a.yaml');
  writeFileSync(file, 'a: 1');
  expect(readRegularFile(file)).toBe('a: 1');
  truncateSync(file, 257 * 1024 * 1024);
  expect(() => readRegularFile(file)).toThrow('a.yaml is larger than 256 MB');
  expect(() => readRegularFile(folder)).toThrow('EISDIR');
  expect(() => readRegularFile(join(folder, 'none'))).toThrow('ENOENT');
});

test.skipIf(process.platform === 'win32')('a pipe or a device that would keep the reader waiting is refused', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  expect(() => readRegularFile(pipe)).toThrow(`${pipe} is not a regular file`);
  expect(() => readRegularFile('/dev/zero')).toThrow('/dev/zero is not a regular file');
});
