import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { loadWithCodeCache } from '../../src/cli/code-cache.ts';
import { temporaryFolder } from '../temporary-folder.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('what a file loads on demand comes in its first run and in those out of the cache', async () => {
  const folder = temporaryFolder('code-cache');
  const file = join(folder, 'main.cjs');
  writeFileSync(join(folder, 'rare.mjs'), 'export const word = "rare";');
  writeFileSync(file, 'exports.rare = async () => (await __load("./rare.mjs")).word;');
  const load = (): { rare(): Promise<string> } =>
    loadWithCodeCache(file, (url) => import(/* @vite-ignore */ url)) as { rare(): Promise<string> };

  expect(await load().rare()).toBe('rare');
  vi.advanceTimersByTime(3000);
  expect(readdirSync(folder).filter((name) => name.endsWith('.cache'))).toHaveLength(1);
  expect(await load().rare()).toBe('rare');
});
