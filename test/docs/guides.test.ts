// Guides that tell a story are followed: their files are written, their commands run against a running emulator, their answers compared.
import { execFile } from 'node:child_process';
import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { runInit } from '../../src/cli/commands/init/init.ts';
import { type Emulator, startEmulator } from '../../src/emulator.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { PAGES, snippetsOf } from './snippets.ts';

const run = promisify(execFile);
const GUIDES = PAGES.filter((page) => snippetsOf(page).some(({ mark }) => mark === 'run'));

/** The command of this repository in place of the installed one. */
const PRELUDE = `npx() { shift; node '${resolve('dist/cli.js')}' "$@"; }`;

test('there are guides to follow', () => {
  expect(GUIDES).toEqual(expect.arrayContaining(['docs/guides/authorization-offline.md', 'docs/guides/first-api.md']));
});

test.each(GUIDES)(
  '%s: everything that it says happens',
  async (page) => {
    const cwd = realpathSync(temporaryFolder('gw-guide'));
    await runInit(fakeIo(cwd).io);
    let emulator: Emulator | undefined;
    try {
      const snippets = snippetsOf(page);
      for (const [index, { mark, text, place }] of snippets.entries()) {
        if (mark?.startsWith('file: ') === true) write(join(cwd, mark.slice('file: '.length)), text);
        if (mark !== 'run') continue;
        emulator ??= await startEmulator({ cwd, port: 0, adminPort: 0 });
        const answer = snippets[index + 1];
        expect(answer?.mark, `${place} needs an answer`).toBe('answer');
        // Files that were just written are read by themselves.
        await expect
          .poll(() => outputOf(text, cwd, emulator?.apis[0]?.url ?? ''), { interval: 200 })
          .toBe(answer?.text.trim());
      }
    } finally {
      await emulator?.close();
    }
  },
  120_000,
);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function outputOf(script: string, cwd: string, url: string): Promise<string> {
  const there = script.replaceAll('http://127.0.0.1:3000', url);
  const { stdout } = await run('bash', ['-c', `${PRELUDE}\n${there}`], { cwd }).catch((error: { stdout?: string }) => ({
    stdout: error.stdout ?? '',
  }));
  return stdout.trim();
}
