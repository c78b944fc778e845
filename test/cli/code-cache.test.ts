import { readdirSync, writeFileSync } from 'node:fs';
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
  loaded.keepAtExit();
  const [atExit] = process.listeners('exit').filter((listener) => !before.includes(listener));
  expect(cached()).toEqual([]);
  atExit?.(0);
  process.removeListener('exit', atExit ?? (() => undefined));
  expect(cached()).toHaveLength(1);
  // The next run has it already, and keeps nothing.
  loadWithCodeCache(file, () => Promise.resolve()).keepAtExit();
  expect(process.listeners('exit')).toHaveLength(before.length);
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
