// Starting, reloading and stopping, with the real command.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCli, startCli } from './cli.ts';
import type { RunningCli } from './cli.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');

const HANDLERS = `
import { existsSync } from 'node:fs';
export const hello = async () => ({ statusCode: 200, body: 'hello ' + process.env.NAME });
export const hold = async (event) => {
  console.log('holding');
  while (!existsSync(event.queryStringParameters.until)) await new Promise((done) => setTimeout(done, 5));
  return { statusCode: 200, body: 'held' };
};
`;

const CONFIG = `
envFile: .env
functions: { hello: handlers/a.hello, hold: { handler: handlers/a.hold, timeout: 20 } }
apis:
  web: { type: http, routes: { GET /hello: hello, GET /hold: hold } }
  talk: { type: websocket, stage: dev, routeSelectionExpression: $request.body.action, routes: { $default: hello } }
`;

function project(files: Readonly<Record<string, string>> = {}): string {
  const root = temporaryFolder('gw-emulate-lifecycle');
  mkdirSync(join(root, 'handlers'));
  const all = { 'handlers/a.mjs': HANDLERS, 'emulator.config.yaml': CONFIG, '.env': 'NAME=Ada', ...files };
  for (const [name, text] of Object.entries(all)) writeFileSync(join(root, name), text);
  return root;
}

/** Commands that are killed here cannot clean up behind them, so what they keep for their functions stands in a folder of the test's. */
function environment(): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: temporaryFolder('gw-emulate-killed') };
}

function start(args: readonly string[], root: string): Promise<RunningCli> {
  return startCli(args, root, environment());
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

const text = async (url: string): Promise<string> => (await fetch(url)).text();

test('SIGTERM lets a running request end, closes sockets with 1001 and does not wait for idle connections', async () => {
  const root = project();
  const cli = await start(['--no-watch'], root);
  const socket = new WebSocket(cli.url('talk'));
  await once(socket, 'open');
  const closed = once(socket, 'close') as Promise<[number, Buffer]>;
  const agent = new Agent({ keepAlive: true });
  onTestFinished(() => agent.destroy());
  const holding = cli.next('log', (line) => JSON.stringify(line).includes('holding'));
  const held = new Promise<string>((done, failed) => {
    const call = request(`${cli.url('web')}/hold?until=${root}/go`, { agent }, (response) => {
      response.setEncoding('utf8').on('data', done);
    });
    call.on('error', failed).end();
  });
  await holding;
  const code = cli.stop();
  const [closeCode, reason] = await closed;
  expect([closeCode, reason.toString()]).toEqual([1001, 'Going away']);
  await expect(fetch(`${cli.url('web')}/hello`)).rejects.toThrow();
  const released = performance.now();
  writeFileSync(join(root, 'go'), '');
  expect(await held).toBe('held');
  expect(await code).toBe(0);
  // Five seconds are for requests that do not end.
  expect(performance.now() - released).toBeLessThan(3500);
});

test('edits of the env file and of the configuration reach running functions and APIs', async () => {
  const root = project();
  const cli = await start([], root);
  expect(await text(`${cli.url('web')}/hello`)).toBe('hello Ada');
  const renamed = cli.next('reload');
  writeFileSync(join(root, '.env'), 'NAME=Grace');
  expect(await renamed).toMatchObject({ problems: [] });
  expect(await text(`${cli.url('web')}/hello`)).toBe('hello Grace');

  const socket = new WebSocket(cli.url('talk'));
  await once(socket, 'open');
  const closed = once(socket, 'close') as Promise<[number]>;
  const removed = cli.next('reload');
  writeFileSync(join(root, 'emulator.config.yaml'), CONFIG.replace(/ {2}talk:.*\n/, ''));
  expect(await removed).toMatchObject({ problems: [], changed: ['talk'] });
  expect((await closed)[0]).toBe(1001);
  expect(await text(`${cli.url('web')}/hello`)).toBe('hello Grace');
  expect(await cli.stop('SIGINT')).toBe(0);
});

/** A local service on the port, which ends only when it is killed. */
function withService(port: number): string {
  const source = `process.on('SIGTERM', () => {}); require('http').createServer((q, s) => s.end('side')).listen(${port}, '127.0.0.1')`;
  return `${CONFIG}processes: { side: { command: ${JSON.stringify(`node -e "${source}"`)}, ready: 'http://127.0.0.1:${port}' } }\n`;
}

async function goneFrom(port: number): Promise<void> {
  while (
    await fetch(`http://127.0.0.1:${port}`).then(
      () => true,
      () => false,
    )
  ) {
    await new Promise((again) => setTimeout(again, 20));
  }
}

test('a start that fails ends by itself, with 1', async () => {
  const taken = createServer((_, response) => response.end()).listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const ended = await runCli(
    ['start', '--port', '0', '--admin-port', '0'],
    project({ 'emulator.config.yaml': withService(port) }),
  );
  taken.close();
  expect(ended.code).toBe(1);
  expect(ended.stderr).toContain(`something already answers at http://127.0.0.1:${port}`);
});

test('a second signal ends at once, local services included', async () => {
  const port = await freePort();
  const root = project({ 'emulator.config.yaml': withService(port) });
  const cli = await start(['--no-watch'], root);
  const holding = cli.next('log', (line) => JSON.stringify(line).includes('holding'));
  const cut = expect(fetch(`${cli.url('web')}/hold?until=${root}/never`)).rejects.toThrow();
  await holding;
  const first = cli.stop('SIGINT');
  await cli.next('stopping').catch(() => undefined);
  void cli.stop('SIGINT');
  expect(await first).toBe(130);
  await cut;
  await goneFrom(port);
});

test('an emulator whose reader went away says so and goes on serving; a signal ends it and its local services', async () => {
  const port = await freePort();
  const root = project({ 'emulator.config.yaml': withService(port) });
  const child = spawn(process.execPath, [CLI, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  await new Promise<void>((ready) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (output.includes('"ready"')) ready();
    });
  });
  child.stdout.destroy();
  const line = output.split('\n').find((each) => each.includes('"ready"')) ?? '';
  const { apis } = JSON.parse(line) as { apis: { url: string }[] };
  let errors = '';
  const said = new Promise<void>((heard) => {
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
      if (errors.includes('goes on without')) heard();
    });
  });
  // Its request line finds no reader.
  await fetch(`${apis[0]?.url}/hello`);
  await said;
  expect((await fetch(`${apis[0]?.url}/hello`)).status).toBe(200);
  child.kill('SIGTERM');
  expect(((await once(child, 'close')) as [number])[0]).toBe(0);
  await goneFrom(port);
});

test('a signal while a local service gets ready ends the start', async () => {
  const command = `node -e "console.log('waiting'); setInterval(() => {}, 1000)"`;
  const processes = `processes: { deaf: { command: ${JSON.stringify(command)}, ready: 'http://127.0.0.1:9', readyTimeout: 60 } }\n`;
  const child = spawn(process.execPath, [CLI, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: project({ 'emulator.config.yaml': `${CONFIG}${processes}` }),
    env: environment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  await new Promise<void>((waiting) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => chunk.includes('waiting') && waiting());
  });
  child.kill('SIGINT');
  expect(((await once(child, 'close')) as [number])[0]).toBe(0);
});

test.each([
  [['--nope'], 2],
  [['start', '--port', 'abc'], 2],
  [['start', '--port', '70000'], 2],
  [['start', '--log-level', 'loud'], 2],
  [['strat'], 2],
  [['invoke'], 2],
  [['invoke', 'nobody'], 1],
  [['start', '--api', 'nobody'], 1],
  [['start', '-c', 'nowhere.yaml'], 1],
  [['check'], 0],
  [['routes'], 0],
  [['--version'], 0],
])('gw-emulate %j exits with %i', async (args, code) => {
  expect((await runCli(args, project())).code).toBe(code);
});
