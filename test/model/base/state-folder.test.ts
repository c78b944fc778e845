import { existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { stateFolder, stateTrouble } from '../../../src/model/base/state-folder.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

/** A project, beside the home of the temporary folders that may have to stand in for its own. */
function project(): string {
  const parent = temporaryFolder('state');
  vi.stubEnv('TMPDIR', join(parent, 'temporary'));
  mkdirSync(join(parent, 'temporary'));
  const root = join(parent, 'project');
  mkdirSync(root);
  return root;
}

afterEach(() => void vi.unstubAllEnvs());

test('the state of a project is kept in it, and nothing is made before there is something to keep', () => {
  const root = project();
  expect([stateFolder(root), stateTrouble(root)]).toEqual([join(root, '.gw-emulate'), undefined]);
  expect(existsSync(join(root, '.gw-emulate'))).toBe(false);
});

test.each<[string, (path: string) => void]>([
  ['is not a folder', (path) => writeFileSync(path, 'x')],
  ['is a link to nowhere', (path) => symlinkSync('/nonexistent/place', path)],
])('where .gw-emulate %s, a temporary folder stands in, with the packages of the project in reach', (why, spoil) => {
  const root = project();
  mkdirSync(join(root, 'node_modules', 'pack'), { recursive: true });
  spoil(join(root, '.gw-emulate'));
  const folder = stateFolder(root);
  expect(stateTrouble(root)).toContain(`${join(root, '.gw-emulate')} cannot be used (it ${why})`);
  expect(stateFolder(root)).toBe(folder);
  expect(existsSync(join(folder, '..', 'node_modules', 'pack'))).toBe(true);
});

test('a folder that was mended is used again after the temporary one has gone', () => {
  const root = project();
  writeFileSync(join(root, '.gw-emulate'), 'x');
  const folder = stateFolder(root);
  rmSync(join(root, '.gw-emulate'));
  rmSync(folder, { recursive: true });
  expect(stateFolder(root)).toBe(join(root, '.gw-emulate'));
});
