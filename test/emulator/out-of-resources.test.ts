/**
 * Limits of the system that are reached: invocations fail with a sentence, the emulator goes on, and so do functions once there is room again.
 * Numbers are those at which a part of it can be started and the rest cannot (Node takes 11 threads, the function host 12, esbuild 6).
 */
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmodSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { eachLine } from '../../src/model/base/lines.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const CONFIG = `admin: false
functions:
  typed: typed.handler
  own: { handler: plain.handler, isolation: process }
  program: { handler: x.y, command: "true" }
apis: { web: { type: http, routes: { GET /typed: typed, GET /own: own, GET /program: program } } }
`;
const FILES = {
  'emulator.config.yaml': CONFIG,
  'typed.ts': "export const handler = async (): Promise<object> => ({ statusCode: 200, body: 'typed' });",
  'plain.mjs': "export const handler = async () => ({ statusCode: 200, body: 'plain' });",
};

/** No other process has it: all that runs as this user is the emulator's. */
const USER = String(60_000 + (process.pid % 5000));
const asUser = ['setpriv', `--reuid=${USER}`, `--regid=${USER}`, '--clear-groups'];

interface Started {
  readonly child: ChildProcess;
  readonly url: string;
  /** What was written to standard output so far. */
  readonly output: () => string;
}

async function started(command: readonly string[]): Promise<Started> {
  const folder = temporaryFolder('gw-limits');
  // Another user works in it.
  chmodSync(dirname(folder), 0o711);
  chmodSync(folder, 0o777);
  for (const [file, text] of Object.entries(FILES)) writeFileSync(join(folder, file), text);
  const [program, ...words] = [...command, process.execPath, resolve('dist/cli.js')];
  const child = spawn(program, [...words, '--json', '--port', '0', '--no-watch'], {
    cwd: folder,
    env: { ...process.env, HOME: folder, TMPDIR: folder },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  onTestFinished(async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await new Promise((ended) => child.once('exit', ended));
  });
  let output = '';
  const url = await new Promise<string>((ready, failed) => {
    child.once('exit', (code) => failed(new Error(`it ended with ${code}\n${output}`)));
    if (child.stdout)
      eachLine(child.stdout, (line) => {
        output += `${line}\n`;
        const said = JSON.parse(line) as { readonly type: string; readonly apis: { readonly url: string }[] };
        if (said.type === 'ready') ready(said.apis[0]?.url ?? '');
      });
  });
  return { child, url, output: () => output };
}

const status = async (url: string, name: string): Promise<number> => (await fetch(`${url}/${name}`)).status;

test.skipIf(process.platform === 'win32')('out of file descriptors (skipped where there is no ulimit)', async () => {
  const { child, url, output } = await started(['sh', '-c', 'ulimit -n 31 && exec "$0" "$@"']);
  for (const name of ['typed', 'own', 'program', 'typed']) expect([name, await status(url, name)]).toEqual([name, 500]);
  await expect.poll(output).toMatch(/no more open files are allowed \(ulimit -n\)/);
  expect(child.exitCode).toBeNull();
});

const canBeOthers = process.getuid?.() === 0 && spawnSync(asUser[0] ?? '', ['--version']).status === 0;

test.skipIf(!canBeOthers)(
  'out of processes (skipped unless root runs it: the limit counts all of a user)',
  async () => {
    const { url, output } = await started(['prlimit', '--nproc=12:2000', ...asUser]);
    for (const name of ['typed', 'own', 'typed']) expect([name, await status(url, name)]).toEqual([name, 500]);
    await expect.poll(output).toMatch(/no more processes or threads are allowed to this user \(ulimit -u\)/);
    for (const pid of ofUser()) {
      const lifted = spawnSync(asUser[0] ?? '', [...asUser.slice(1), 'prlimit', '--pid', pid, '--nproc=2000:']);
      // One of them may just have ended.
      if (lifted.status !== 0) expect(statusOf(pid)).toBe('');
    }
    for (const name of ['typed', 'own']) expect([name, await status(url, name)]).toEqual([name, 200]);
  },
);

function ofUser(): string[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && statusOf(name).includes(`\nUid:\t${USER}\t`));
}

function statusOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8');
  } catch {
    return '';
  }
}
