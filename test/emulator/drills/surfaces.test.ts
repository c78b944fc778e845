// The same drills by the admin API, by the command line, and by the configuration of a running emulator.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { startEmulator } from '../../../src/emulator.ts';
import { fakeIo } from '../../cli/fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import { drilledApp } from './drilled-app.ts';

type App = Awaited<ReturnType<typeof drilledApp>>;

async function ask(emulator: App, method: string, path = '', body?: unknown) {
  const response = await fetch(`${emulator.admin}/_gw/faults${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('/_gw/faults switches on, lists and ends', async () => {
  const emulator = await drilledApp();
  const added = await ask(emulator, 'POST', '', { kind: 'throttle', api: 'shop', share: 0.5, seed: 7 });
  expect(added).toMatchObject({
    status: 200,
    body: {
      fault: {
        id: 'fault-1',
        kind: 'throttle',
        seed: 7,
        source: 'session',
        matched: 0,
        summary: 'throttle on shop: the request is throttled; 50 % of them',
      },
    },
  });
  expect((await ask(emulator, 'GET')).body['faults']).toMatchObject([{ id: 'fault-1' }]);
  expect((await ask(emulator, 'DELETE', '/fault-2')).body).toEqual({
    message: 'No drill "fault-2" is on. On: fault-1.',
  });
  expect((await ask(emulator, 'DELETE', '/fault-1')).status).toBe(200);
  await ask(emulator, 'POST', '', { kind: 'timeout' });
  expect((await ask(emulator, 'DELETE')).status).toBe(200);
  expect(emulator.faults.list()).toEqual([]);
});

test('what is wrong with a rule is said in one answer', async () => {
  const emulator = await drilledApp();
  expect(await ask(emulator, 'POST', '', { kind: 'latency', api: 'shopp', milliseconds: -1, speed: 1 })).toEqual({
    status: 400,
    body: {
      message:
        'The drill was not switched on. fault.milliseconds must be an integer from 0 to 900,000, found -1. unknown key "speed" in fault. Did you mean "seed"? fault names the API "shopp", which does not exist. Did you mean "shop"?',
    },
  });
  expect(() => emulator.faults.add({ kind: 'throttle', route: 'GET /itms' })).toThrow(
    'The drill was not switched on. fault names the route "GET /itms", which does not exist. Did you mean "GET /items"?',
  );
});

test('a page of another origin switches nothing on', async () => {
  const emulator = await drilledApp();
  const foreign = await fetch(`${emulator.admin}/_gw/faults`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
    body: '{"kind":"timeout"}',
  });
  const form = await fetch(`${emulator.admin}/_gw/faults`, { method: 'POST', body: '{"kind":"timeout"}' });
  expect([foreign.status, form.status, emulator.faults.list()]).toEqual([403, 415, []]);
});

test('gw-emulate fault add, list and clear', async () => {
  const emulator = await drilledApp();
  const run = async (...words: readonly string[]) => {
    const { io, out, err } = fakeIo();
    const environment = { GW_EMULATE_ADMIN_URL: emulator.admin ?? '' };
    const code = await createProgram({ ...io, environment }).run(['node', 'gw-emulate', 'fault', ...words]);
    return { code, out: out(), err: err() };
  };
  expect(await run('list')).toMatchObject({ code: 0, out: expect.stringContaining('No drill is on.') as string });
  expect(await run('add', 'latency', '--api', 'shop', '--milliseconds', '5', '--share', '1/4', '--seed', '3')).toEqual({
    code: 0,
    out: 'fault-1 is on: latency 5 ms on shop: the integration answers later; 25 % of them.\n',
    err: '',
  });
  expect((await run('list')).out).toMatch(/fault-1 +latency +shop +0\.25 +0 of 0 +until it is ended/);
  const wrong = await run('add', 'latncy');
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('Did you mean "latency"?')]);
  expect((await run('add', 'throttle', '--count', 'two')).code).toBe(2);
  expect((await run('clear', 'fault-9')).code).toBe(1);
  expect(await run('clear')).toMatchObject({ code: 0, out: 'All drills are off.\n' });
  expect(emulator.faults.list()).toEqual([]);
});

test('drills of the configuration are on from the start and follow it', async () => {
  const cwd = temporaryFolder('drills-reload');
  const file = join(cwd, 'emulator.config.yaml');
  const text = (faults: string): string =>
    `functions: { a: { inline: "exports.handler = async () => 1;" } }\napis: { shop: { type: http, routes: { GET /: a } } }\n${faults}`;
  writeFileSync(file, text('faults: [{ kind: throttle }]\n'));
  const warnings: string[] = [];
  let reloaded = (): void => undefined;
  const observer = { warning: (message: string) => warnings.push(message), reloaded: () => reloaded() };
  const emulator = await startEmulator({ cwd, port: 0, adminPort: 0, observer });
  onTestFinished(() => emulator.close());
  expect((await emulator.inject('shop', { path: '/' })).statusCode).toBe(429);
  expect(warnings).toEqual([
    'A drill is on (faults: in the configuration). throttle on everything: the request is throttled.',
  ]);
  const next = new Promise<void>((resolve) => (reloaded = resolve));
  writeFileSync(file, text(''));
  await next;
  expect((await emulator.inject('shop', { path: '/' })).statusCode).toBe(200);
});

test('drills follow the clock of a test, need no port, and are ended by reset', async () => {
  const emulator = await startEmulator({
    config: {
      functions: {
        items: { inline: 'exports.handler = async () => "items";' },
        accept: { inline: 'exports.handler = async () => ({ statusCode: 200 });' },
      },
      apis: {
        shop: { type: 'http', routes: { 'GET /items': 'items' } },
        chat: {
          type: 'websocket',
          stage: 'dev',
          routeSelectionExpression: '$request.body.action',
          routes: { $connect: 'accept' },
        },
      },
    },
    cwd: temporaryFolder('drills-clock'),
    listen: false,
    clock: 'fake',
    watch: false,
  });
  onTestFinished(() => emulator.close());
  emulator.faults.add({ kind: 'latency', milliseconds: 20_000, count: 1 });
  emulator.faults.add({ kind: 'throttle', duration: 60 });
  expect((await emulator.inject('shop', { path: '/items' })).statusCode).toBe(429);
  await emulator.clock.advance(60_000);
  const slow = emulator.inject('shop', { path: '/items' });
  await emulator.clock.advance(20_000);
  expect((await slow).body).toBe('items');
  const client = await emulator.connect('chat');
  emulator.faults.add({ kind: 'websocket-drop', milliseconds: 5000 });
  await emulator.clock.advance(5000);
  expect((await client.closed).code).toBe(1006);
  await emulator.reset({ faults: true });
  expect(emulator.faults.list()).toEqual([]);
});
