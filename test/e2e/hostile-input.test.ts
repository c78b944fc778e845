// What a red team found against the built command: each attack once more, and the emulator answers afterwards.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from './cli.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));
const HANDLERS = `
export const echo = async (event) => ({ statusCode: 200, body: String(event.body ?? '').length + '' });
export const whole = async (event) => event;
export const loud = async () => {
  console.log('\\u001b]52;c;ZXZpbA==\\u0007 \\u009b2J \\u202e');
  throw new Error('\\u001b]0;title\\u0007');
};
`;
const CONFIGURATION = `
functions: { echo: handlers.echo, whole: handlers.whole, loud: handlers.loud }
apis:
  web: { type: http, routes: { GET /loud: loud, "ANY /{proxy+}": echo } }
  old:
    type: rest
    stage: dev
    routes:
      POST /custom: { integration: { type: AWS, uri: whole, responses: { default: { statusCode: "200" } } } }
`;
let cli: RunningCli;

beforeAll(async () => {
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  writeFileSync(join(folder, 'handlers.mjs'), HANDLERS);
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIGURATION);
  cli = await startCli(['--no-watch'], folder);
});

afterAll(async () => {
  await cli?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each([
  ['lists', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000)],
])(
  'a body of %s that nests deep reaches a function as its event: one refusal, and the next request is answered',
  async (_of, body) => {
    const headers = { 'content-type': 'application/json' };
    const refused = await fetch(`${cli.url('old')}/custom`, { method: 'POST', headers, body });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect((await fetch(`${cli.url('web')}/there`)).status).toBe(200);
    // The record of such a request can be shown too.
    const list = (await (await fetch(`${cli.ready.admin}/_gw/exchanges`)).json()) as { exchanges: { id: string }[] };
    for (const { id } of list.exchanges)
      expect((await fetch(`${cli.ready.admin}/_gw/exchanges/${id}`)).status).toBe(200);
  },
);

test('nothing that a function writes commands the terminal', async () => {
  const child = spawn(
    process.execPath,
    [join(ROOT, 'dist/cli.js'), 'start', '--no-watch', '--port', '0', '--admin-port', '0'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let shown = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (shown += text));
  child.stdout.setEncoding('utf8').on('data', (text: string) => (shown += text));
  await expect.poll(() => shown, { timeout: 20_000 }).toContain('Ready in');
  const url = /web\s+HTTP\s+\S+\s+(\S+)/.exec(shown)?.[1] ?? '';
  expect((await fetch(`${url}/loud`)).status).toBe(500);
  await expect.poll(() => shown, { timeout: 20_000 }).toContain('\\u001b]0;title\\u0007');
  expect(shown).toContain('\\u001b]52;c;ZXZpbA==\\u0007 \\u009b2J \\u202e');
  // oxlint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  child.kill();
  await once(child, 'close');
});
