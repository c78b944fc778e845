/** `check` says everything at once: the configuration, the functions, the env file. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCheck } from '../../../src/cli/commands/check.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { fakeIo } from '../fake-io.ts';

async function check(files: Readonly<Record<string, string>>, more: { readonly load?: boolean } = {}) {
  const cwd = temporaryFolder('gw-check');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(join(cwd, name, '..'), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const { io, err, out } = fakeIo(cwd);
  const code = await runCheck({ cwd, environment: {}, ...more }, io);
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

const loading = {
  'emulator.config.yaml':
    'functions:\n  a: h/throws.a\n  b: h/throws.b\n  gone: h/dynamic.handler\n  exits: h/exits.handler\n  fine: h/fine.handler\napis:\n  s: { type: http, routes: { GET /: fine } }\n',
  'h/throws.ts':
    'const settings: any = {};\nexport const region = settings.aws.region;\nexport const a = async () => 1;\nexport const b = a;\n',
  'h/dynamic.js': "for (const name of ['x']) exports[name] = async () => 1;\n",
  'h/exits.ts': 'process.exit(3);\nexport const handler = async () => 1;\n',
  'h/fine.ts': 'export const handler = async () => 1;\n',
};

test('modules are loaded when that is asked for: what throws, exits or is not exported is said with its place', async () => {
  const { code, text } = await check(loading, { load: true });
  expect(code).toBe(1);
  expect(text).toContain(
    'h/throws.ts:2:36: the functions "a" and "b" cannot be loaded: TypeError: Cannot read properties of undefined (reading \'region\')',
  );
  expect(text).toContain('> 2 | export const region = settings.aws.region;');
  expect(text).toMatch(
    /emulator\.config\.yaml:4:3: the function "gone" cannot be loaded: Runtime\.HandlerNotFound: .*h\/dynamic\.handler/,
  );
  expect(text).toContain('emulator.config.yaml:5:3: the function "exits" cannot be loaded: it ended its process');
  expect(text).not.toContain('"fine"');
});

test('modules are not run otherwise', async () => {
  expect((await check(loading)).code).toBe(0);
});
