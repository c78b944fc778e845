/**
 * Unpacking function packages and layers: what is in comes out, and nothing gets outside (limits of docs/aws/lambda.md#errors-and-limits).
 */
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { unzip } from '../../../src/lambda/zip/unzip.ts';
import { LINK, makeZip, PROGRAM } from './make-zip.ts';
import type { ZipFile } from './make-zip.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

function folder(): string {
  const path = realpathSync(temporaryFolder('gw-zip'));
  const inner = join(path, 'inner');
  mkdirSync(inner);
  return inner;
}

function unpacked(files: readonly ZipFile[], comment?: string): string {
  const target = folder();
  unzip(makeZip(files, comment), target);
  return target;
}

test('files, folders, programs and links come out', () => {
  const target = unpacked(
    [
      { name: 'a.txt', data: 'hello' },
      { name: 'deep/er/b.bin', data: Buffer.from([0, 255]), stored: true },
      { name: 'empty/', data: '', stored: true },
      { name: 'nothing', data: '' },
      { name: 'bin/run', data: '#!/bin/sh', mode: PROGRAM },
      { name: 'bin/alias', data: '../a.txt', mode: LINK },
      { name: 'ümläut', data: 'x' },
    ],
    'a comment at the end',
  );
  expect(readFileSync(join(target, 'a.txt'), 'utf8')).toBe('hello');
  expect(readFileSync(join(target, 'deep/er/b.bin'))).toEqual(Buffer.from([0, 255]));
  expect(statSync(join(target, 'empty')).isDirectory()).toBe(true);
  expect(readFileSync(join(target, 'nothing'), 'utf8')).toBe('');
  expect(statSync(join(target, 'bin/run')).mode & 0o111).toBe(0o111);
  expect(readlinkSync(join(target, 'bin/alias'))).toBe('../a.txt');
  expect(readFileSync(join(target, 'ümläut'), 'utf8')).toBe('x');
});

test('any contents come out as they went in', () => {
  const data = fc.uint8Array({ maxLength: 3000 });
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 5 }),
      data,
      fc.boolean(),
      (names, bytes, stored) => {
        const target = unpacked(names.map((name) => ({ name, data: Buffer.from(bytes), stored })));
        for (const name of names) expect(readFileSync(join(target, name))).toEqual(Buffer.from(bytes));
      },
    ),
    { numRuns: 40 },
  );
});

test('arbitrary bytes never do anything but unpack or refuse', () => {
  const target = folder();
  const zip = makeZip([
    { name: 'a', data: 'hello hello hello' },
    { name: 'b', data: 'x', mode: LINK },
  ]);
  const flips = fc.array(fc.tuple(fc.nat(zip.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(flips, (changes) => {
      const damaged = Buffer.from(zip);
      for (const [at, value] of changes) damaged[at] = value;
      try {
        unzip(damaged, target);
      } catch (error) {
        expect(['ZipError', 'Error']).toContain((error as Error).name);
      }
      expect(existsSync(join(target, '..', 'a'))).toBe(false);
      rmSync(target, { recursive: true, force: true });
      mkdirSync(target);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, ZipFile[], RegExp]>([
  ['a name with ..', [{ name: '../out', data: 'x' }], /leads out of its folder \(\.\.\/out\)/],
  ['a name with .. inside', [{ name: 'a/../../out', data: 'x' }], /leads out/],
  ['an absolute name', [{ name: '/tmp/out', data: 'x' }], /leads out/],
  ['a backslash', [{ name: String.raw`..\out`, data: 'x' }], /leads out/],
  ['a link that points out', [{ name: 'l', data: '../../out', mode: LINK }], /leads out/],
  [
    'a link that points out through a link before it',
    [
      { name: 'd/d/l1', data: '../..', mode: LINK },
      { name: 'd/d/l2', data: 'l1/..', mode: LINK },
    ],
    /leads out/,
  ],
  [
    'a link that points out through a link after it',
    [
      { name: 'a/b/l1', data: 'x/../..', mode: LINK },
      { name: 'a/b/x', data: '../..', mode: LINK },
    ],
    /leads out/,
  ],
  [
    'a link below a link that points out',
    [
      { name: 'd/l1', data: '..', mode: LINK },
      { name: 'd/l2', data: 'l1/..', mode: LINK },
      { name: 'd/l2/made/deeper', data: 'x', mode: LINK },
    ],
    /leads out/,
  ],
  [
    'links in a circle',
    [
      { name: 'a', data: 'b', mode: LINK },
      { name: 'b', data: 'a', mode: LINK },
    ],
    /leads out/,
  ],
  ['an absolute link', [{ name: 'l', data: '/etc/passwd', mode: LINK }], /leads out/],
  ['an encrypted entry', [{ name: 'a', data: 'x', claims: { flags: 1 } }], /is encrypted \(a\)/],
  ['a wrong checksum', [{ name: 'a', data: 'x', claims: { crc: 1 } }], /is damaged \(a\)/],
  ['more bytes than announced', [{ name: 'a', data: 'x'.repeat(1000), claims: { size: 10 } }], /is damaged \(a\)/],
  ['fewer bytes than announced', [{ name: 'a', data: 'x', claims: { size: 10 } }], /is damaged \(a\)/],
  [
    'another method',
    [{ name: 'a', data: 'x', stored: true, claims: { method: 12 } }],
    /method that Lambda does not know/,
  ],
  [
    'too many bytes',
    [{ name: 'a', data: 'x', claims: { size: 300_000_000 } }],
    /has 300000000 bytes unzipped; Lambda takes 262144000/,
  ],
])('%s is refused and nothing gets outside', (_case, files, words) => {
  const target = folder();
  expect(() => unzip(makeZip(files), target)).toThrow(words);
  expect(existsSync(join(target, '..', 'out'))).toBe(false);
});

test('what is not a zip file is refused', () => {
  expect(() => unzip(Buffer.from('hello'), folder())).toThrow(/is not a zip file/);
  expect(() => unzip(Buffer.alloc(0), folder())).toThrow(/is not a zip file/);
  expect(() => unzip(makeZip([{ name: 'a', data: 'x' }]).subarray(0, -22), folder())).toThrow(/is not a zip file/);
});

const hasPython = spawnSync('python3', ['--version']).status === 0;

test.skipIf(!hasPython)('an archive of Python’s zipfile (skipped where there is no python3)', () => {
  const target = folder();
  const zip = join(target, '..', 'made.zip');
  const script = `import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('lib/a.py', 'print(1)\\n' * 500)
    z.writestr('b.txt', 'stored', zipfile.ZIP_STORED)`;
  expect(spawnSync('python3', ['-c', script, zip]).status).toBe(0);
  unzip(readFileSync(zip), target);
  expect(readFileSync(join(target, 'lib/a.py'), 'utf8')).toBe('print(1)\n'.repeat(500));
  expect(readFileSync(join(target, 'b.txt'), 'utf8')).toBe('stored');
});

test('names that make more folders than there may be entries are refused before anything is made', () => {
  const names = Array.from({ length: 700 }, (_, index) => `${`${index}/`.repeat(100)}x`);
  const target = folder();
  expect(() => unzip(makeZip(names.map((name) => ({ name, data: '' }))), target)).toThrow(
    'has more than 65535 folders',
  );
  expect(readdirSync(target)).toEqual([]);
});

test('a hundred folders in each other are made, more are refused', () => {
  const target = unpacked([{ name: `${'a/'.repeat(100)}x`, data: 'y' }]);
  expect(readFileSync(join(target, `${'a/'.repeat(100)}x`), 'utf8')).toBe('y');
  expect(() => unpacked([{ name: `${'a/'.repeat(101)}x`, data: '' }])).toThrow(
    /^has more than 100 folders in each other \(a\//,
  );
});

test.each<[string, readonly ZipFile[]]>([
  [
    'a file where a folder is',
    [
      { name: 'a/b', data: 'x' },
      { name: 'a', data: 'y' },
    ],
  ],
  [
    'a folder where a file is',
    [
      { name: 'a', data: 'y' },
      { name: 'a/b', data: 'x' },
    ],
  ],
  [
    'two links of one name',
    [
      { name: 'a', data: 'x', mode: LINK },
      { name: 'a', data: 'y', mode: LINK },
    ],
  ],
])('%s is said by the name of the entry, without a path of this machine', (_, files) => {
  expect(() => unpacked(files)).toThrow(/^has an entry that cannot be made beside the others \(a(?:\/b)?\)$/);
});
