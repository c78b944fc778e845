import { realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Reload } from '../../src/emulator/observer.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const config = (port: number, apis: object) =>
  JSON.stringify({ port, functions: { echo: { inline: 'exports.handler = async () => 1;' } }, apis });

const api = (path: string) => ({ type: 'http', routes: { [`GET ${path}`]: 'echo' } });

test('the model of an emulator changes when a new definition is applied, and not when it cannot be', async () => {
  const cwd = realpathSync(temporaryFolder('gw-reload'));
  const file = join(cwd, 'emulator.config.yaml');
  const taken = createServer().listen(0, '127.0.0.1');
  onTestFinished(() => void (taken.listening && taken.close()));
  await new Promise((resolve) => taken.once('listening', resolve));
  // The second API's port is the one after the first's.
  const first = (taken.address() as AddressInfo).port - 1;
  writeFileSync(file, config(first, { shop: api('/a') }));
  const warnings: string[] = [];
  const models: unknown[] = [];
  await using emulator = await startEmulator({
    cwd,
    adminPort: 0,
    observer: {
      warning: (message) => warnings.push(message),
      reloaded: () => models.push(emulator.model),
    },
  });
  const served = emulator.model;

  writeFileSync(file, config(first, { shop: api('/a'), other: api('/b') }));
  await expect.poll(() => warnings.join('\n')).toContain('could not be applied');
  expect(emulator.model).toBe(served);
  expect(emulator.apis.map(({ name }) => name)).toEqual(['shop']);

  await new Promise((resolve) => taken.close(resolve));
  writeFileSync(file, config(first, { shop: api('/a'), other: api('/c') }));
  await expect.poll(() => models.length).toBe(1);
  expect(models[0]).toBe(emulator.model);
  expect(emulator.model.apis.map(({ name }) => name)).toEqual(['shop', 'other']);
});

test('reload gives every function new code and a new environment, and names what it reloaded', async () => {
  const cwd = realpathSync(temporaryFolder('gw-reload'));
  writeFileSync(
    join(cwd, 'emulator.config.json'),
    JSON.stringify({
      functions: { count: 'count.handler' },
      apis: { shop: { type: 'http', routes: { 'GET /': 'count' } } },
    }),
  );
  const handler = (step: number): string => `let calls = 0;\nexport const handler = async () => (calls += ${step});\n`;
  writeFileSync(join(cwd, 'count.ts'), handler(1));
  const reloads: Reload[] = [];
  const observer = { reloaded: (reload: Reload) => void reloads.push(reload) };
  await using emulator = await startEmulator({ cwd, port: 0, adminPort: 0, watch: false, observer });
  const call = async (): Promise<string> => (await emulator.invoke('count', {})).payload;
  expect([await call(), await call()]).toEqual(['1', '2']);

  await emulator.reload();
  expect(await call()).toBe('1');
  expect(reloads).toEqual([
    expect.objectContaining({
      problems: [],
      changed: ['shop'],
      functions: ['count'],
      urls: { shop: emulator.url('shop') },
    }),
  ]);

  writeFileSync(join(cwd, 'count.ts'), handler(10));
  expect(await call()).toBe('2');
  await emulator.reload();
  expect(await call()).toBe('10');
});
