// What "Copy as" makes of an exchange is run here: in a shell, by fetch, and by vitest as a project's own tests.
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { asCurl } from '../../src/dashboard/page/exchange/copy-as/curl.ts';
import { asFetch } from '../../src/dashboard/page/exchange/copy-as/fetch.ts';
import { asFixture } from '../../src/dashboard/page/exchange/copy-as/fixture.ts';
import { asVitest } from '../../src/dashboard/page/exchange/copy-as/vitest.ts';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import type { ExchangeRecord } from '../../src/observability/record/exchange-record.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { ECHO_FILES, NOT_BY_FETCH, RAW_REQUESTS, sendRaw } from './copied-app.ts';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');
const folder = temporaryFolder('copies');
const apis = ['shop', 'backoffice'];
let emulator: Emulator;
/** By API and name of the request. */
const sent = new Map<string, ExchangeRecord>();
let messages: ExchangeRecord[];

beforeAll(async () => {
  writeProject(folder);
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
  for (const api of apis) {
    for (const request of [...RAW_REQUESTS, ...NOT_BY_FETCH]) {
      await sendRaw(emulator.url(api), request);
      sent.set(`${api} ${request[0]}`, await newest(api));
    }
  }
  const refused = new WebSocket(`${emulator.url('chat')}?token=bad`);
  await new Promise((ended) => refused.once('error', ended));
  const socket = new WebSocket(`${emulator.url('chat')}?token=good%20%26%20true`, { headers: { 'x-note': "it's" } });
  await new Promise((opened) => socket.once('open', opened));
  const answered = new Promise((come) => socket.once('message', come));
  socket.send('{"action":"say","text":"it\'s `$x`\\n"}');
  await answered;
  socket.send('{"action":"quiet"}');
  await emulator.waitForExchange({ api: 'chat', routeKey: 'quiet' });
  socket.close();
  await emulator.waitForExchange({ api: 'chat', method: 'DISCONNECT' });
  messages = await emulator.exchanges({ api: 'chat' });
});

afterAll(() => emulator?.close());

function writeProject(at: string): void {
  for (const [name, text] of Object.entries(ECHO_FILES)) writeFileSync(join(at, name), text);
}

/** As the page has it. */
async function newest(api: string): Promise<ExchangeRecord> {
  const summaries = await fetch(`${emulator.admin}/_gw/exchanges?api=${api}&limit=1`);
  const { exchanges } = (await summaries.json()) as { exchanges: { id: string }[] };
  const whole = await fetch(`${emulator.admin}/_gw/exchanges/${encodeURIComponent(exchanges[0]?.id ?? '')}`);
  return (await whole.json()) as ExchangeRecord;
}

/** What has to be the same of a request and its copy. `Host`, lengths and what belongs to one connection are each client's own. */
function essence({ request, statusCode }: ExchangeRecord, without: RegExp): object {
  const headers: [string, string][] = [];
  for (const [name, value] of request?.headers ?? []) {
    const lower = name.toLowerCase();
    if (/^(?:host|content-length|connection|accept-encoding)$/.test(lower) || without.test(lower)) continue;
    const earlier = headers.find(([one]) => one === lower);
    if (earlier === undefined) headers.push([lower, value]);
    else earlier[1] += `, ${value}`;
  }
  headers.sort(([one], [other]) => (one < other ? -1 : 1));
  return { method: request?.method, query: request?.query, body: request?.body, headers, statusCode };
}

describe.each(apis)('a request to %s', (api) => {
  const origin = (): string => new URL(emulator.url(api)).origin;

  test.each([...RAW_REQUESTS, ...NOT_BY_FETCH].map(([name]) => name))('%s: curl sends it again', async (name) => {
    const original = sent.get(`${api} ${name}`) as ExchangeRecord;
    // As a file: a shell's own argument could not be as long as a body.
    const script = join(folder, 'copied.sh');
    writeFileSync(script, `${asCurl(original, origin())} --silent --show-error --max-time 20\n`);
    await run('sh', [script]);
    const again = await newest(api);
    expect(again.id).not.toBe(original.id);
    expect(essence(again, /^$/)).toEqual(essence(original, /^$/));
    expect(again.path).toBe(original.path);
  });

  test.each(RAW_REQUESTS.map(([name]) => name))('%s: fetch sends it again', async (name) => {
    const original = sent.get(`${api} ${name}`) as ExchangeRecord;
    // oxlint-disable-next-line typescript/no-implied-eval -- that the text runs is what is tested
    const call = new Function(`return (async () => {\n${asFetch(original, origin())}return response.status;\n})();`);
    expect(await (call as () => Promise<number>)()).toBe(original.statusCode);
    const again = await newest(api);
    // What fetch adds by itself and cannot be kept from, and what Node's loses.
    const own = /^(?:accept|accept-language|sec-fetch-mode|user-agent|__proto__)$/;
    expect(essence(again, own)).toEqual(essence(original, own));
    expect(new URL(`http://x${again.path}`).pathname).toBe(new URL(`http://x${original.path}`).pathname);
  });
});

test('curl shows how a handshake is answered', async () => {
  const [refused, accepted] = messages.filter(({ method }) => method === 'CONNECT');
  const origin = new URL(emulator.url('chat')).origin.replace('ws', 'http');
  const answer = async (exchange: ExchangeRecord | undefined): Promise<string> => {
    const { stdout } = await run('sh', ['-c', `${asCurl(exchange as ExchangeRecord, origin)} --silent; true`]);
    return stdout.split('\r\n')[0] ?? '';
  };
  expect(await answer(refused)).toBe('HTTP/1.1 403 Forbidden');
  expect(await answer(accepted)).toBe('HTTP/1.1 101 Switching Protocols');
});

test('the vitest tests pass in a project that has the package', { timeout: 240_000 }, async () => {
  const project = temporaryFolder('copied-tests');
  writeProject(project);
  mkdirSync(join(project, 'node_modules'));
  symlinkSync(root, join(project, 'node_modules/gw-emulate'));
  symlinkSync(join(root, 'node_modules/vitest'), join(project, 'node_modules/vitest'));
  // One file a kind: each begins an emulator of its own, which is what takes the time.
  const handshake = messages.find(({ method, statusCode }) => method === 'CONNECT' && statusCode < 300);
  const prefix = (api: string): string => new URL(emulator.url(api)).pathname.replace(/\/$/, '');
  const chosen = [
    'shop bytes beyond ASCII, an empty value, names of odd characters',
    'shop a separator of lines as it is',
    'shop GET with a body',
    'backoffice JSON with quotes and line breaks',
    'backoffice bytes that are no text',
    'backoffice dots in the path',
  ];
  const texts = [
    ...chosen.map((name) => asVitest(sent.get(name) as ExchangeRecord, prefix(name.split(' ')[0] ?? ''))),
    ...messages.filter(({ method }) => method !== 'DISCONNECT').map((exchange) => asVitest(exchange, '', handshake)),
  ];
  expect(texts).toHaveLength(10);
  for (const [index, text] of texts.entries()) writeFileSync(join(project, `copy-${index}.test.ts`), text);
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const { stdout } = await run(process.execPath, [vitest, 'run', '--maxWorkers', '2', '--testTimeout', '60000'], {
    cwd: project,
    env: { ...process.env, NO_COLOR: '1' },
    maxBuffer: 16 * 1024 * 1024,
  }).catch((error: { stdout: string; stderr: string }) => ({ stdout: error.stdout + error.stderr }));
  expect(stdout).toMatch(new RegExp(`Tests +${texts.length} passed`));
});

test('the record of a refusal holds what the authorizer said: its policy and its context', async () => {
  await fetch(`${emulator.url('guarded')}/x?token=bad`);
  const denied = [await newest('guarded'), messages.find(({ statusCode }) => statusCode === 403)];
  for (const exchange of denied) {
    expect(exchange?.statusCode).toBe(403);
    expect(exchange?.authorizer).toMatchObject({
      principalId: 'ada',
      context: { plan: 'free' },
      policy: { Statement: [{ Effect: 'Deny' }] },
    });
  }
});

test('a fixture is the event that the function received', async () => {
  const original = sent.get('backoffice JSON with quotes and line breaks') as ExchangeRecord;
  const { payload } = await emulator.invoke('echo', JSON.parse(asFixture(original)));
  expect(JSON.parse(payload)).toEqual(original.result);
});

test('a request is sent again after a reload, and runs the new code', async () => {
  const { id } = sent.get('shop JSON with quotes and line breaks') as ExchangeRecord;
  writeFileSync(
    join(folder, 'handlers.mjs'),
    ECHO_FILES['handlers.mjs'].replace("'a member like any other'", "'changed'"),
  );
  await emulator.reload();
  const response = await fetch(`${emulator.admin}/_gw/exchanges/${encodeURIComponent(id)}/replay`, { method: 'POST' });
  const { exchange } = (await response.json()) as { exchange: ExchangeRecord };
  expect(exchange.statusCode).toBe(200);
  expect(exchange.response?.body).toContain('changed');
});
