/** Children of handlers that leave their process group: on Lambda they end with the environment; here they do not outlive the emulator. */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { readyUrl } from './ready-url.ts';
import { showsProcesses } from './process-tree.ts';

/** How long they would sleep: no other process's number of seconds. */
let seconds = 100_000 + (process.pid % 10_000);

const HANDLERS = `
import { spawn } from 'node:child_process';
const start = (command, options) => new Promise((resolve, reject) => {
  const child = spawn(command[0], command.slice(1), { stdio: 'ignore', detached: true, ...options });
  child.once('error', reject);
  child.once('spawn', () => { child.unref(); resolve({ statusCode: 200, body: 'started' }); });
});
const { SECONDS } = process.env;
export const detached = () => start(['sleep', SECONDS]);
export const withoutVariables = () => start(['/bin/sleep', SECONDS], { env: {} });
export const orphaned = () => start(['sh', '-c', 'setsid sleep ' + SECONDS + ' & exit 0']);
export const ignoring = () => start(['sh', '-c', "trap '' HUP INT TERM; sleep " + SECONDS]);
`;
const WAYS = ['detached', 'withoutVariables', 'orphaned', 'ignoring'];

interface Config {
  readonly environment: Readonly<Record<string, string>>;
  readonly functions: Readonly<Record<string, object>>;
  readonly routes: Readonly<Record<string, string>>;
}

/** Each way in a thread and in a process, and a program that goes away from its own child. */
function project(): { readonly folder: string; readonly mark: string; readonly config: Config } {
  const folder = temporaryFolder('gw-detached');
  writeFileSync(join(folder, 'h.mjs'), HANDLERS);
  seconds += 1;
  const mark = String(seconds);
  const named = WAYS.flatMap((way) => [
    [way, { handler: `h.${way}`, timeout: 20 }] as const,
    [`${way}Own`, { handler: `h.${way}`, isolation: 'process', timeout: 20 }] as const,
  ]);
  const program = { handler: 'x.y', command: `sh -c 'setsid sleep ${mark} & exit 3'`, timeout: 20 };
  const functions = { ...Object.fromEntries(named), program };
  const routes = Object.fromEntries(Object.keys(functions).map((name) => [`GET /${name}`, name]));
  return { folder, mark, config: { environment: { SECONDS: mark }, functions, routes } };
}

/** Command lines of the processes that have the mark. */
function sleeping(mark: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => commandLine(pid))
    .filter((line) => line.includes('sleep') && line.includes(mark) && !line.startsWith('/bin/sh'));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** One for each function; of a shell that waits for its child, both. The program is started twice: its failed init is repeated. */
async function startAll(url: string, { functions }: Config, mark: string): Promise<void> {
  for (const name of Object.keys(functions)) {
    const response = await fetch(`${url}/${name}`);
    expect([name, response.status]).toEqual([name, name === 'program' ? 500 : 200]);
  }
  await expect.poll(() => sleeping(mark).length).toBeGreaterThanOrEqual(Object.keys(functions).length);
}

describe.skipIf(!showsProcesses)(
  'children that left their group (skipped where processes are not shown as files)',
  () => {
    test('end with close()', async () => {
      const { folder, mark, config } = project();
      const { environment, functions, routes } = config;
      const emulator = await startEmulator({
        cwd: folder,
        config: {
          admin: false,
          defaults: { function: { environment } },
          functions,
          apis: { web: { type: 'http', routes } },
        },
        port: 0,
        watch: false,
      });
      onTestFinished(() => emulator.close());
      await startAll(emulator.url('web'), config, mark);
      await emulator.close();
      expect(sleeping(mark)).toEqual([]);
    }, 60_000);

    test.each(['SIGTERM', 'SIGKILL'] as const)(
      'end within two seconds of the emulator, by %s',
      async (signal) => {
        const { folder, mark, config } = project();
        const { environment, functions, routes } = config;
        const written = {
          admin: false,
          defaults: { function: { environment } },
          functions,
          apis: { web: { type: 'http', routes } },
        };
        writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(written));
        const child = spawn(process.execPath, [resolve('dist/cli.js'), '--json', '--port', '0', '--no-watch'], {
          cwd: folder,
          // One that is killed leaves its folder there for the next to remove.
          env: { ...process.env, TMPDIR: temporaryFolder('gw-tmp') },
          stdio: ['ignore', 'pipe', 'ignore'],
        });
        onTestFinished(() => void child.kill('SIGKILL'));
        await startAll(await readyUrl(child), config, mark);
        child.kill(signal);
        await once(child, 'exit');
        await expect.poll(() => sleeping(mark), { timeout: 2000 }).toEqual([]);
      },
      60_000,
    );
  },
);
