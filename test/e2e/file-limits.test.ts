// A file that the system does not take whole, as on a full disk: a small "ulimit -f" refuses large ones in the same way, at a place of our choice.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const CLI = resolve(import.meta.dirname, '../../dist/cli.js');
const code = (answer: string, padding = ''): string =>
  `export const h = async (): Promise<object> => ({ statusCode: 200, body: ${JSON.stringify(answer)} + ${JSON.stringify(padding)}.slice(9e9) });`;
const CONFIGURATION = `
functions: { h: h.h }
apis:
  web: { type: http, routes: { GET /: h } }
  old:
    type: rest
    stage: dev
    apiKeys: { k: { value: abcdefghijklmnopqrst } }
    usagePlans: { p: { apiKeys: [k], quota: { limit: 1000, period: DAY } } }
    routes: { GET /: { function: h, apiKeyRequired: true } }
`;

interface Limited {
  readonly folder: string;
  readonly messages: string[];
  readonly url: (api: string) => string;
  readonly stop: () => Promise<number | null>;
}

/** The real command where no file may have more than so many bytes. */
async function startLimited(bytes: number, folder = temporaryFolder('limits')): Promise<Limited> {
  writeFileSync(join(folder, 'h.ts'), code('first'));
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIGURATION);
  const args = [CLI, 'start', '--json', '--port', '0', '--admin-port', '0'];
  // In units of 512 bytes; bash counts in 1024.
  const script = `ulimit -f ${Math.ceil(bytes / 512)}; exec "$0" "$@"`;
  const child = spawn('sh', ['-c', script, process.execPath, ...args], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close') as Promise<[number | null]>;
  onTestFinished(async () => {
    child.kill();
    await closed;
  });
  const messages: string[] = [];
  const apis = new Map<string, string>();
  child.stderr.setEncoding('utf8').on('data', (text: string) => messages.push(text));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line = JSON.parse(text) as { type: string; message?: string; apis?: { name: string; url: string }[] };
    for (const { name, url } of line.apis ?? []) apis.set(name, url);
    if (line.message !== undefined) messages.push(line.message);
  });
  await expect.poll(() => apis.size, { timeout: 20_000 }).toBe(2);
  return {
    folder,
    messages,
    url: (api) => apis.get(api) ?? '',
    async stop() {
      child.kill();
      const [exit] = await closed;
      return exit;
    },
  };
}

async function text(url: string): Promise<string> {
  const response = await fetch(url, { headers: { 'x-api-key': 'abcdefghijklmnopqrst' } });
  return response.status === 200 ? response.text() : `status ${response.status}`;
}

test.skipIf(process.platform === 'win32')(
  'a build that does not fit on the disk is said once, and what was built before keeps serving until there is room',
  async () => {
    const { folder, messages, url } = await startLimited(64 * 1024);
    expect(await text(url('web'))).toBe('first');
    writeFileSync(join(folder, 'h.ts'), code('second', 'x'.repeat(200_000)));
    await expect.poll(() => messages.join('\n')).toContain('could not be applied');
    for (let i = 0; i < 3; i += 1) expect(await text(url('web'))).toBe('first');
    expect(messages.filter((message) => message.includes('could not be applied'))).toHaveLength(1);
    writeFileSync(join(folder, 'h.ts'), code('third'));
    await expect.poll(() => text(url('web'))).toBe('third');
  },
);

test.skipIf(process.platform === 'win32')(
  'quota that cannot be written is counted in memory, and written when that works again',
  async () => {
    const folder = temporaryFolder('limits');
    const usage = join(folder, '.gw-emulate', 'usage.jsonl');
    const { messages, url, stop } = await startLimited(8 * 1024, folder);
    for (let used = 1; used <= 150; used += 1) expect(await text(url('old'))).toBe('first');
    expect(messages.filter((message) => message.includes('kept in memory only')).length).toBeGreaterThan(0);
    expect(messages.filter((message) => message.includes('Internal error'))).toEqual([]);
    expect(await stop()).toBe(0);
    const last = readFileSync(usage, 'utf8').trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({ key: 'k', used: 150 });
    expect(statSync(usage).size).toBeLessThanOrEqual(16 * 1024);
  },
);

test.skipIf(process.platform === 'win32')('a start where nothing can be written says so in a sentence', async () => {
  const folder = temporaryFolder('limits');
  mkdirSync(join(folder, '.gw-emulate'));
  writeFileSync(join(folder, 'h.ts'), code('first'));
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIGURATION);
  const child = spawn('sh', ['-c', 'ulimit -f 0; exec "$0" "$@"', process.execPath, CLI, 'start', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const [exit] = (await once(child, 'close')) as [number | null];
  expect(errors).toBe(
    'error The system refused write (EFBIG). A file may not become that large here: raise "ulimit -f".\n',
  );
  expect(exit).toBe(1);
});
