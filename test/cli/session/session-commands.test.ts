// The commands that ask a running emulator: metrics, cost, logs, replay, and the server for coding agents.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { startEmulator } from '../../../src/emulator.ts';
import type { Emulator } from '../../../src/emulator/contract.ts';
import { CONSOLE_FILES, makeTraffic } from '../../e2e/console/console-app.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const folder = temporaryFolder('gw-session');
let emulator: Emulator;

beforeAll(async () => {
  for (const [name, text] of Object.entries(CONSOLE_FILES)) writeFileSync(join(folder, name), text);
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
  (await makeTraffic(emulator)).terminate();
});

afterAll(async () => {
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command in the project's folder, where it finds the running emulator by what that left there. */
async function run(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const { io, out, err } = fakeIo(folder);
  const code = await createProgram(io).run(['node', 'gw-emulate', ...argv]);
  return { code, out: out(), err: err() };
}

test('metrics prints CloudWatch’s metrics, as a table or as JSON', async () => {
  const { metrics } = JSON.parse((await run('metrics', '--json')).out) as { metrics: { name: string }[] };
  expect(metrics.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Count', '4XXError', 'Invocations', 'ConnectCount']),
  );
  expect((await run('metrics')).out).toMatch(/AWS\/Lambda +Errors +FunctionName=fail/);
});

test('cost prices the session, its volume, and the same as the other type', async () => {
  const bill = JSON.parse((await run('cost', '--json', '--requests', '10M/month')).out) as {
    total: number;
    asHttp: { total: number };
    asRest: { total: number };
  };
  expect(bill.asHttp.total).toBeLessThan(bill.total);
  expect(bill.asRest.total).toBeGreaterThan(bill.total);
  expect((await run('cost')).out).toContain('The same with HTTP APIs only');
  expect(await run('cost', '--requests', 'many')).toMatchObject({
    code: 1,
    err: expect.stringContaining('"many" is no volume') as string,
  });
});

test('logs prints what functions wrote, by function and level', async () => {
  expect((await run('logs', '--function', 'list')).out).toMatch(/list INFO +listing \/products/);
  const errors = (await run('logs', '--level', 'ERROR', '--json')).out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { source: string });
  expect(new Set(errors.map(({ source }) => source))).toEqual(new Set(['fail']));
});

test('logs prints access logs and execution logs, also those of a file, and all lines of one request', async () => {
  expect((await run('logs', '--access')).out).toMatch(/backoffice INFO +[\w-]+ GET \/dev\/health 200/);
  expect((await run('logs', '--execution')).out).toContain('Method completed with status: 200');
  const id = (await emulator.exchanges()).find(({ path }) => path === '/fail')?.id ?? '';
  const lines = (await run('logs', '--request', id, '--json')).out.trim().split('\n');
  expect(lines.map((line) => (JSON.parse(line) as { source: string }).source)).toEqual(['fail', 'fail']);
});

test('logs -f follows until it is interrupted', async () => {
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'logs', '-f', '--function', 'list'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  await expect.poll(() => out).toContain('listing /products');
  await fetch(`${emulator.url('shop')}/products/followed`);
  await expect.poll(() => out).toContain('/products/followed');
  child.kill('SIGINT');
  expect(await once(child, 'close')).toEqual([0, null]);
});

test('replay sends an exchange again and says what came of it', async () => {
  const failed = (await emulator.exchanges()).find(({ path }) => path === '/fail');
  const { code, out } = await run('replay', failed?.id ?? '');
  expect(code).toBe(1);
  expect(out).toContain('500 GET /fail');
  expect(out).toContain('handlers.mjs:9:9');
  expect(await run('replay', 'none')).toMatchObject({
    code: 1,
    err: expect.stringContaining('There is no exchange none') as string,
  });
});

test('without a running emulator the commands say so', async () => {
  expect(await run('metrics', '--admin-port', '1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('No emulator answers at http://127.0.0.1:1') as string,
  });
});

test('a coding agent finds out over MCP why a request failed', async () => {
  const agent = new Client({ name: 'test', version: '1' });
  await agent.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [resolve('dist/cli.js'), 'mcp'],
      cwd: folder,
      stderr: 'inherit',
    }),
  );
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const { content, isError } = (await agent.callTool({ name, arguments: args })) as {
      content: { text: string }[];
      isError?: boolean;
    };
    return {
      isError: isError === true,
      value: isError === true ? content[0]?.text : (JSON.parse(content[0]?.text ?? '') as Record<string, unknown>),
    };
  };
  try {
    const { tools } = await agent.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'list_routes',
        'send_request',
        'invoke_function',
        'list_exchanges',
        'read_exchange',
        'logs',
        'problems',
        'render_template',
      ]),
    );
    const sent = await call('send_request', { api: 'shop', method: 'POST', path: '/orders', body: '{}' });
    const { id } = (sent.value as { exchange: { id: string } }).exchange;
    expect((await call('read_exchange', { id })).value).toMatchObject({
      statusCode: 401,
      refusal: { kind: 'UNAUTHORIZED', position: { file: 'emulator.config.yaml', line: 17 } },
    });
    expect((await call('invoke_function', { function: 'order', event: {} })).value).toMatchObject({
      result: { statusCode: 201 },
    });
    expect((await call('render_template', { template: '$input.path("$.a")', body: '{"a": 1}' })).value).toMatchObject({
      output: '1',
    });
    expect(await call('read_exchange', { id: 'none' })).toMatchObject({
      isError: true,
      value: expect.stringContaining('no exchange') as string,
    });
  } finally {
    await agent.close();
  }
});
