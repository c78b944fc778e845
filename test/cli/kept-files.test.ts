// What a start keeps of the texts that it read. The next one uses it only for the same text, and only from a file of its own user.
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { KeptFiles } from '../../src/cli/kept-files.ts';
import type { KeptEntry } from '../../src/sources/kept/kept-values.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ENTRY: KeptEntry = { json: '{"a":"é€"}', numbers: Int32Array.of(1, -1, 2_000_000) };
const TEXTS = ['yaml', 'a: "é€"'];

test('an entry is found in the next start, by exactly what it was made from', () => {
  const folder = keptFolder();
  const next = new KeptFiles(folder, '1.0.0');
  expect(next.find(TEXTS)).toEqual(ENTRY);
  expect(next.hadAll).toBe(true);
  expect(next.find(['yaml', 'a: "é€" '])).toBeUndefined();
  expect(next.find(['yam', 'la: "é€"'])).toBeUndefined();
  expect(next.hadAll).toBe(false);
});

test('another version of the program finds nothing', () => {
  expect(new KeptFiles(keptFolder(), '1.0.1').find(TEXTS)).toBeUndefined();
});

test('an entry is found in the same start, before it is written', () => {
  const kept = new KeptFiles(join(temporaryFolder('kept'), 'kept'), '1.0.0');
  kept.keep(TEXTS, ENTRY);
  expect(kept.find(TEXTS)).toEqual(ENTRY);
});

test('nobody else may read or write what is kept', () => {
  const umask = process.umask(0);
  try {
    const folder = keptFolder();
    expect(new KeptFiles(folder, '1.0.0').find(TEXTS)).toEqual(ENTRY);
  } finally {
    process.umask(umask);
  }
});

test.each([
  ['is changed in one byte', (file: string) => writeFileSync(file, changed(readFileSync(file)))],
  ['is cut off', (file: string) => writeFileSync(file, readFileSync(file).subarray(0, -4))],
  ['is empty', (file: string) => writeFileSync(file, '')],
  ['may be written to by others', (file: string) => chmodSync(file, 0o602)],
  ['is a link', (file: string) => (renameSync(file, `${file}.other`), symlinkSync(`${file}.other`, file))],
  ['is a folder', (file: string) => (renameSync(file, `${file}.other`), mkdirSync(file))],
])('an entry whose file %s is not used', (_what, tamper) => {
  const folder = keptFolder();
  tamper(join(folder, only(readdirSync(folder))));
  const next = new KeptFiles(folder, '1.0.0');
  expect(next.find(TEXTS)).toBeUndefined();
  expect(next.hadAll).toBe(false);
});

test('an entry of other texts is not used under a name that is not its own', () => {
  const folder = keptFolder();
  const [first = ''] = readdirSync(folder);
  const other = new KeptFiles(folder, '1.0.0');
  other.keep(['other'], { ...ENTRY, json: '{"a":"other"}' });
  other.write();
  const second = readdirSync(folder).find((name) => name !== first) ?? '';
  renameSync(join(folder, second), join(folder, first));
  expect(new KeptFiles(folder, '1.0.0').find(TEXTS)).toBeUndefined();
});

test('a folder that others may write to is neither read nor written', () => {
  const folder = keptFolder();
  chmodSync(folder, 0o777);
  const next = new KeptFiles(folder, '1.0.0');
  expect(next.find(TEXTS)).toBeUndefined();
  next.keep(['other'], ENTRY);
  next.write();
  expect(readdirSync(folder)).toHaveLength(1);
});

test('where no folder can be made, nothing is kept', () => {
  const file = join(temporaryFolder('kept'), 'file');
  writeFileSync(file, '');
  const kept = new KeptFiles(join(file, 'kept'), '1.0.0');
  kept.keep(TEXTS, ENTRY);
  kept.write();
  expect(new KeptFiles(join(file, 'kept'), '1.0.0').find(TEXTS)).toBeUndefined();
});

test('what is old and what is too much is removed', () => {
  const folder = keptFolder();
  const old = join(folder, only(readdirSync(folder)));
  const month = new Date(Date.now() - 31 * 24 * 60 * 60 * 1000);
  utimesSync(old, month, month);
  const kept = new KeptFiles(folder, '1.0.0');
  for (let i = 0; i < 45; i += 1) {
    kept.keep([String(i)], ENTRY);
    kept.write();
  }
  expect(readdirSync(folder)).toHaveLength(40);
  const next = new KeptFiles(folder, '1.0.0');
  expect(next.find(TEXTS)).toBeUndefined();
  expect(next.find(['44'])).toEqual(ENTRY);
});

test('an entry that is too large is not kept', () => {
  const folder = keptFolder();
  const kept = new KeptFiles(folder, '1.0.0');
  kept.keep(['large'], { json: JSON.stringify('a'.repeat(9 * 1024 * 1024)), numbers: new Int32Array() });
  kept.write();
  expect(kept.find(['large'])).toBeUndefined();
  expect(readdirSync(folder)).toHaveLength(1);
});

/** A folder with the entry in it. */
function keptFolder(): string {
  const folder = join(temporaryFolder('kept'), 'kept');
  const kept = new KeptFiles(folder, '1.0.0');
  kept.keep(TEXTS, ENTRY);
  kept.write();
  return folder;
}

function changed(bytes: Buffer): Buffer {
  const last = bytes.length - 1;
  bytes.writeUInt8((bytes.readUInt8(last) + 1) % 256, last);
  return bytes;
}

function only(names: readonly string[]): string {
  expect(names).toHaveLength(1);
  return names[0] ?? '';
}
