/** `check` says everything at once: the configuration, the functions, the env file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheck } from '../../../src/cli/commands/check.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { fakeIo } from '../fake-io.ts';

async function check(files: Readonly<Record<string, string>>) {
  const cwd = temporaryFolder('gw-check');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const { io, err, out } = fakeIo(cwd);
  const code = await runCheck({ cwd, environment: {} }, io);
  return { code, text: err() + out() };
}

test('functions are built although the configuration has errors', async () => {
  const { code, text } = await check({
    'emulator.config.yaml':
      'functions:\n  a: a.handler\n  b: { handler: b.handler, memmory: 128 }\napis:\n  s: { type: http, routes: { GET /: a } }\n',
    'a.ts': 'export const handler = async () => {',
    'b.ts': 'export const handler = async () => 1;',
  });
  expect(code).toBe(1);
  expect(text).toContain('unknown key "memmory"');
  expect(text).toMatch(/a\.ts:1:\d+: Unexpected end of file/);
});

test('a handler whose file is missing names the file that was meant', async () => {
  const { text } = await check({
    'emulator.config.yaml':
      'functions:\n  a: handlers/order.create\napis:\n  s: { type: http, routes: { GET /: a } }\n',
    'handlers/orders.ts': 'export const create = async () => 1;',
  });
  expect(text).toContain('Did you mean "handlers/orders.create"? There is handlers/orders.ts');
});

test('a missing env file names the nearest, and a wrong line its place', async () => {
  const config = (envFile: string) =>
    `envFile: ${envFile}\nfunctions:\n  a: a.handler\napis:\n  s: { type: http, routes: { GET /: a } }\n`;
  const files = { 'a.ts': 'export const handler = async () => 1;', '.env.local': 'A=1\nB\n' };
  const missing = await check({ ...files, 'emulator.config.yaml': config('.env.locl') });
  expect(missing.text).toContain('there is no file .env.locl; did you mean .env.local?');
  const there = await check({ ...files, 'emulator.config.yaml': config('.env.local') });
  expect(there.text).toContain('.env.local:2:1: warning: this line of the env file sets no variable');
  expect(there.code).toBe(0);
});

test('an API without routes is a warning', async () => {
  const { code, text } = await check({
    'emulator.config.yaml': 'apis:\n  shop: { type: http, routes: {} }\n',
  });
  expect([code, text]).toEqual([0, expect.stringContaining('the API "shop" has no routes')]);
});
