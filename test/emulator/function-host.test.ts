/** The process in which functions run, and its end: nothing of the gateway notices, and nothing stays behind. */
import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../src/emulator.ts';
import { readyUrl } from './ready-url.ts';
import { alive, descendants, functionHost, showsProcesses } from './process-tree.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const HANDLERS = `
export const echo = async (event) => ({ statusCode: 200, body: event.body ?? 'answer' });
export const slow = async () => { await new Promise((resolve) => setTimeout(resolve, 20)); return { statusCode: 200, body: 'slow' }; };
export const spin = async () => { for (;;); };
`;

function projectFolder(): string {
  const folder = temporaryFolder('gw-host');
  writeFileSync(join(folder, 'h.mjs'), HANDLERS);
  return folder;
}

describe.skipIf(!showsProcesses)('the function host (skipped where processes are not shown as files)', () => {
  test('a WebSocket stays open while the host is killed ten times under load', async () => {
    const emulator = await startEmulator({
      cwd: projectFolder(),
      config: {
        admin: false,
        functions: { echo: { handler: 'h.echo', timeout: 20 }, slow: { handler: 'h.slow', timeout: 20 } },
        apis: {
          web: { type: 'http', routes: { 'GET /echo': 'echo', 'GET /slow': 'slow' } },
          chat: {
            type: 'websocket',
            stage: 'dev',
            routeSelectionExpression: '$request.body.action',
            routes: { $default: { function: 'echo', routeResponse: true } },
          },
        },
      },
      port: 0,
      watch: false,
    });
    onTestFinished(() => emulator.close());
    const socket = new WebSocket(emulator.url('chat'));
    await once(socket, 'open');
    const load = { isOver: false };
    const statuses = new Set<number>();
    const request = async (path: string): Promise<void> => {
      while (!load.isOver) statuses.add((await fetch(`${emulator.url('web')}/${path}`)).status);
    };
    const loads = ['echo', 'slow', 'echo', 'slow'].map(request);
    const killed = new Set<number>();
    for (let time = 0; time < 10; time += 1) {
      expect(await (await fetch(`${emulator.url('web')}/slow`)).text()).toBeDefined();
      await expect.poll(() => functionHost(process.pid)).toBeDefined();
      const pid = functionHost(process.pid) ?? 0;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
      await expect.poll(() => alive([pid])).toEqual([]);
    }
    load.isOver = true;
    await Promise.all(loads);
    expect(killed.size).toBe(10);
    // A good answer, or what an HTTP API makes of a function that was killed.
    expect([...statuses].filter((status) => status !== 200 && status !== 500)).toEqual([]);
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.send('still there');
    const [data] = (await once(socket, 'message')) as [Buffer];
    expect(data.toString()).toBe('still there');
  }, 60_000);

  test('an event that the host had not taken up when it died runs in the next one', async () => {
    const emulator = await startEmulator({
      cwd: projectFolder(),
      config: {
        admin: false,
        functions: { echo: { handler: 'h.echo', timeout: 20 }, slow: { handler: 'h.slow', timeout: 20 } },
        apis: { web: { type: 'http', routes: { 'GET /echo': 'echo', 'GET /slow': 'slow' } } },
      },
      port: 0,
      watch: false,
    });
    onTestFinished(() => emulator.close());
    const get = async (path: string): Promise<string> => (await fetch(`${emulator.url('web')}/${path}`)).text();
    // Both are warm: nothing but the events is on its way when the host dies.
    expect([await get('echo'), await get('slow')]).toEqual(['answer', 'slow']);
    const pid = functionHost(process.pid) ?? 0;
    process.kill(pid, 'SIGSTOP');
    const answers = Promise.all([get('echo'), get('slow')]);
    // Requests that came later have been answered: the events are on their way.
    for (let n = 0; n < 3; n += 1) await get('no-such-route');
    process.kill(pid, 'SIGKILL');
    expect(await answers).toEqual(['answer', 'slow']);
  });

  test('close leaves no process', async () => {
    const before = descendants(process.pid);
    const emulator = await startEmulator({
      cwd: projectFolder(),
      config: {
        admin: false,
        functions: { echo: 'h.echo', own: { handler: 'h.echo', isolation: 'process' } },
        apis: { web: { type: 'http', routes: { 'GET /echo': 'echo', 'GET /own': 'own' } } },
      },
      port: 0,
      watch: false,
    });
    for (const path of ['echo', 'own']) await fetch(`${emulator.url('web')}/${path}`);
    const started = descendants(process.pid).filter((pid) => !before.includes(pid));
    expect(started.length).toBeGreaterThanOrEqual(2);
    await emulator.close();
    await expect.poll(() => alive(started)).toEqual([]);
  });

  test.each(['SIGKILL', 'SIGHUP'] as const)('%s of the emulator leaves no process of it', async (signal) => {
    const folder = projectFolder();
    writeFileSync(
      join(folder, 'emulator.config.yaml'),
      `admin: false
functions:
  thread: h.spin
  own: { handler: h.spin, isolation: process, timeout: 60 }
  program: { handler: x.y, command: "sh -c 'sleep 300'", timeout: 60 }
processes: { service: { command: "sleep 300" } }
apis: { web: { type: http, routes: { GET /thread: thread, GET /own: own, GET /program: program } } }
`,
    );
    const child = spawn(process.execPath, [resolve('dist/cli.js'), '--json', '--port', '0', '--no-watch'], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const url = await readyUrl(child);
    for (const path of ['thread', 'own', 'program']) void fetch(`${url}/${path}`).catch(() => undefined);
    // The host, the service, the function's process, the program's shell, at least.
    await expect.poll(() => descendants(child.pid ?? 0).length).toBeGreaterThanOrEqual(5);
    const started = descendants(child.pid ?? 0);
    child.kill(signal);
    await once(child, 'exit');
    await expect.poll(() => alive(started), { timeout: 2000 }).toEqual([]);
  });
});
