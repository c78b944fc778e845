import { readFileSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadWithCodeCache } from '../../src/cli/code-cache.ts';
import { temporaryFolder } from '../temporary-folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('a start that ends soon keeps its code at the end, once', () => {
  const folder = temporaryFolder('code-cache');
  const file = join(folder, 'main.cjs');
  writeFileSync(file, 'exports.word = "kept";');
  const cached = (): string[] => readdirSync(folder).filter((name) => name.endsWith('.cache'));
  const before = process.listeners('exit');

  const loaded = loadWithCodeCache(file, () => Promise.resolve());
  expect(process.listeners('exit')).toHaveLength(before.length);
  loaded.keepAtExit('config');
  const [atExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(cached()).toEqual([]);
  atExit?.(0);
  process.removeListener('exit', atExit ?? (() => undefined));
  expect(cached()).toHaveLength(1);
  // The next run has it already, and keeps nothing.
  loadWithCodeCache(file, () => Promise.resolve()).keepAtExit('config');
  expect(process.listeners('exit')).toHaveLength(before.length);
});

test('a start with another kind of input keeps the code once more, with what was kept before', () => {
  const folder = temporaryFolder('code-cache');
  const file = join(folder, 'main.cjs');
  writeFileSync(file, 'exports.config = () => 1 + 1; exports.template = () => 2 + 2;');
  const start = (kind: 'config' | 'template'): void => {
    const loaded = loadWithCodeCache(file, () => Promise.resolve());
    (loaded.exports as Record<string, () => number>)[kind]?.();
    const before = process.listeners('exit');
    loaded.keepAtExit(kind);
    vi.advanceTimersByTime(3000);
    for (const listener of process.listeners('exit').filter((one) => !before.includes(one)))
      process.removeListener('exit', listener);
  };
  const kept = (): Buffer =>
    readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith('.cache')) ?? ''));
  start('config');
  const first = kept();
  start('template');
  const second = kept();
  expect(second.length).toBeGreaterThan(first.length);
  start('config');
  expect(kept()).toEqual(second);
});

test.each([
  ['nothing', ''],
  ['another text', 'config template\nconfig'],
  ['bytes without a line', '\u0000\u0001'],
])('a cache that holds %s is not used, and replaced', (_what, text) => {
  const folder = temporaryFolder('code-cache');
  const file = join(folder, 'main.cjs');
  writeFileSync(file, 'exports.word = "first";');
  loadWithCodeCache(file, () => Promise.resolve());
  vi.advanceTimersByTime(3000);
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.cache'));
  writeFileSync(join(folder, name), text);
  // Another text of the same time: V8 would find the first one in its memory, and not look at the cache.
  const { atime, mtime } = statSync(file);
  writeFileSync(file, 'exports.word = "second";');
  utimesSync(file, atime, mtime);
  expect(loadWithCodeCache(file, () => Promise.resolve()).exports).toEqual({ word: 'second' });
  vi.advanceTimersByTime(3000);
  expect(readdirSync(folder).filter((one) => one.endsWith('.cache'))).toEqual([name]);
  expect(readFileSync(join(folder, name)).length).toBeGreaterThan(100);
});

test('what a file loads on demand comes in its first run and in those out of the cache', async () => {
  const folder = temporaryFolder('code-cache');
  const file = join(folder, 'main.cjs');
  writeFileSync(join(folder, 'rare.mjs'), 'export const word = "rare";');
  writeFileSync(file, 'exports.rare = async () => (await __load("./rare.mjs")).word;');
  const load = (): { rare(): Promise<string> } =>
    loadWithCodeCache(file, (url) => import(/* @vite-ignore */ url)).exports as { rare(): Promise<string> };

  expect(await load().rare()).toBe('rare');
  vi.advanceTimersByTime(3000);
  expect(readdirSync(folder).filter((name) => name.endsWith('.cache'))).toHaveLength(1);
  expect(await load().rare()).toBe('rare');
});
