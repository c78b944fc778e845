// Several emulators as processes that are one gateway: docs/guides/several-machines.md.
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { engineIn, engineProgram, type EngineServer } from '../shared-state/engine-server.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCli, type RunningCli, startCli } from './cli.ts';

const KEY = 'partner-key-0123456789abcdef';

/** Notes what runs, by a line each, in a file that all nodes write to. */
const note = (what: string) =>
  `require('node:fs').appendFileSync(process.env.NOTES, ${what} + String.fromCharCode(10))`;

function configuration(url: string, notes: string, rate: number) {
  return {
    shared: { redis: url },
    functions: {
      socket: {
        inline: `exports.handler = async ({ requestContext: c }) => { ${note("c.eventType + ' ' + c.connectionId + ' ' + (c.disconnectStatusCode ?? '')")}; return { statusCode: 200 }; };`,
        environment: { NOTES: notes },
      },
      count: {
        inline: `exports.handler = async () => { ${note("'count'")}; return { statusCode: 200, headers: { 'x-kept': 'yes' }, body: String(process.hrtime.bigint()) }; };`,
        environment: { NOTES: notes },
      },
      authorize: {
        inline: `exports.handler = async () => { ${note("'authorize'")}; return { isAuthorized: true, context: { tenant: 'blue' } }; };`,
        environment: { NOTES: notes },
      },
    },
    apis: {
      chat: {
        type: 'websocket',
        stage: 'dev',
        routeSelectionExpression: '$request.body.action',
        routes: { $connect: 'socket', $disconnect: 'socket', $default: 'socket' },
      },
      web: {
        type: 'http',
        authorizers: {
          ticket: {
            type: 'request',
            function: 'authorize',
            identitySource: ['$request.header.Ticket'],
            simpleResponses: true,
            ttl: 300,
          },
        },
        routes: {
          'GET /slow': { function: 'count', throttle: { rate, burst: 5 } },
          'GET /mine': { function: 'count', authorizer: 'ticket' },
        },
      },
      back: {
        type: 'rest',
        stage: 'dev',
        cacheClusterEnabled: true,
        methodSettings: { '/kept/GET': { cachingEnabled: true, requireAuthorizationForCacheControl: false } },
        apiKeys: { partner: { value: KEY } },
        usagePlans: { gold: { apiKeys: ['partner'], quota: { limit: 30, period: 'MONTH' } } },
        routes: { 'GET /kept': 'count', 'GET /counted': { function: 'count', apiKeyRequired: true } },
      },
    },
  };
}

describe.skipIf(engineProgram === undefined)('several emulators as one gateway', () => {
  let engine: EngineServer;
  const [folder, other, elsewhere] = ['project', 'other-project', 'elsewhere'].map(temporaryFolder) as [
    string,
    string,
    string,
  ];
  const notesFile = join(elsewhere, 'notes');
  // A process that is killed leaves its temporary files behind.
  const environment = { ...process.env, TMPDIR: elsewhere };
  let one: RunningCli;
  let two: RunningCli;
  const notes = (): string[] => readFileSync(notesFile, 'utf8').split('\n');
  const noted = (what: string): number => notes().filter((line) => line.startsWith(what)).length;

  beforeAll(async () => {
    engine = await engineIn(elsewhere);
    appendFileSync(notesFile, '');
    const config = configuration(engine.url, notesFile, 0.001);
    writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
    [one, two] = (await Promise.all([1, 2].map(() => startCli(['--no-watch'], folder, environment)))) as [
      RunningCli,
      RunningCli,
    ];
  });

  afterAll(async () => {
    await Promise.all([one.stop('SIGKILL'), two.stop('SIGTERM')]);
    await engine.kill();
  });

  const get = (node: RunningCli, api: string, path: string, headers: Record<string, string> = {}) =>
    fetch(`${node.url(api)}${path}`, { headers });

  test('a throttle lets its burst through once', async () => {
    const asked = Array.from({ length: 12 }, (_each, index) => get(index % 2 === 0 ? one : two, 'web', '/slow'));
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(7);
  });

  test('a quota lets its number through, and its use can be seen and reset from anywhere', async () => {
    const ask = (index: number) => get(index % 2 === 0 ? one : two, 'back', '/counted', { 'x-api-key': KEY });
    const answers = await Promise.all(Array.from({ length: 50 }, (_each, index) => ask(index)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(30);
    const usage = await runCli(['usage', '--json'], folder);
    expect(JSON.parse(usage.stdout)).toMatchObject({
      api: 'back',
      plan: 'gold',
      key: 'partner',
      used: 30,
      remaining: 0,
    });
    const seen = (await (await fetch(`${one.ready.admin}/_gw/access`)).json()) as {
      keys: { plans: { used: number }[] }[];
    };
    expect(seen.keys[0]?.plans[0]?.used).toBe(30);
    expect((await runCli(['usage', '--reset'], folder)).code).toBe(0);
    expect((await ask(0)).status).toBe(200);
    expect(existsSync(join(folder, '.gw-emulate', 'usage.jsonl'))).toBe(false);
  });

  test('an authorizer is asked once for both', async () => {
    const before = noted('authorize');
    for (const node of [one, two, one, two]) {
      expect((await get(node, 'web', '/mine', { ticket: 'of-alice' })).status).toBe(200);
    }
    expect(noted('authorize') - before).toBe(1);
  });

  test('a cached answer of one is served by the other, until a client asks for a new one', async () => {
    const first = await (await get(one, 'back', '/kept')).text();
    const again = await get(two, 'back', '/kept');
    expect([await again.text(), again.headers.get('x-kept')]).toEqual([first, 'yes']);
    const renewed = await (await get(two, 'back', '/kept', { 'cache-control': 'max-age=0' })).text();
    expect(renewed).not.toBe(first);
    expect(await (await get(one, 'back', '/kept')).text()).toBe(renewed);
  });

  const manage = (node: RunningCli, id: string, method: string, body?: string) =>
    fetch(`${node.url('chat').replace('ws', 'http')}/@connections/${encodeURIComponent(id)}`, {
      method,
      ...(body !== undefined && { body }),
    });

  /** A client of a node, its connection id, and what it receives. */
  async function client(node: RunningCli): Promise<{ id: string; received: string[]; closed: Promise<number> }> {
    const before = new Set(notes());
    const socket = new WebSocket(node.url('chat'));
    const received: string[] = [];
    socket.on('message', (data: Buffer) => received.push(data.toString('utf8')));
    const closed = new Promise<number>((resolve) => socket.on('close', resolve));
    await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
    const [, id = ''] =
      notes()
        .find((line) => line.startsWith('CONNECT') && !before.has(line))
        ?.split(' ') ?? [];
    return { id, received, closed };
  }

  test('@connections of one node reaches the connections of the other', async () => {
    const { id, received, closed } = await client(one);
    expect((await manage(two, id, 'POST', 'from two')).status).toBe(200);
    await expect.poll(() => received).toEqual(['from two']);
    expect(await (await manage(two, id, 'GET')).json()).toEqual({
      connectedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      identity: { sourceIp: '127.0.0.1' },
      lastActiveAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect((await manage(two, id, 'DELETE')).status).toBe(204);
    expect(await closed).toBe(1000);
    expect((await manage(two, id, 'POST', 'late')).status).toBe(410);
    await expect.poll(() => noted(`DISCONNECT ${id}`)).toBe(1);
  });

  test('a drill that is added to one is on for both, until the other ends it', async () => {
    const faults = (node: RunningCli, init: RequestInit) => fetch(`${node.ready.admin}/_gw/faults`, init);
    const body = JSON.stringify({ kind: 'throttle', api: 'web', route: 'GET /mine' });
    await faults(one, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
    const status = async (node: RunningCli) => (await get(node, 'web', '/mine', { ticket: 'of-alice' })).status;
    await expect.poll(() => status(two)).toBe(429);
    await faults(two, { method: 'DELETE' });
    await expect.poll(() => status(one)).toBe(200);
  });

  test('nodes lists both, with their connections', async () => {
    await client(two);
    const { code, stdout } = await runCli(['nodes', '--json'], folder);
    const { nodes } = JSON.parse(stdout) as { nodes: Record<string, unknown>[] };
    expect(code).toBe(0);
    expect(new Set(nodes.map(({ pid }) => pid))).toEqual(new Set([one.pid, two.pid]));
    expect(nodes.find(({ pid }) => pid === two.pid)).toMatchObject({ connections: 1, sameConfiguration: true });
    expect((await runCli(['nodes'], folder)).stdout).toMatch(/connections +version +configuration\n.*same\n.*same\n$/);
  });

  test('another configuration is said by both', async () => {
    const config = configuration(engine.url, notesFile, 7);
    writeFileSync(join(other, 'emulator.config.json'), JSON.stringify(config));
    const said = (node: RunningCli) =>
      node.lines.filter(({ message }) => /another configuration.*differs: the API "web"\./.test(String(message)));
    const third = await startCli(['--no-watch'], other, environment);
    onTestFinished(async () => void (await third.stop()));
    await expect.poll(() => [said(third).length, said(one).length, said(two).length]).toEqual([2, 1, 1]);
  });

  test('a node that is killed: its connections are gone within five seconds and end once', async () => {
    const { id } = await client(one);
    await one.stop('SIGKILL');
    const began = performance.now();
    expect((await manage(two, id, 'POST', 'to the dead')).status).toBe(410);
    await expect.poll(() => noted(`DISCONNECT ${id} 1006`)).toBe(1);
    expect(performance.now() - began).toBeLessThan(5000);
    const { stdout } = await runCli(['nodes', '--json'], folder);
    expect(JSON.parse(stdout)).toMatchObject({ nodes: [{ pid: two.pid }] });
    expect(noted(`DISCONNECT ${id}`)).toBe(1);
  });
});

describe('an engine that cannot be used', () => {
  async function project(shared: object): Promise<string> {
    const folder = temporaryFolder('no-engine');
    writeFileSync(
      join(folder, 'emulator.config.json'),
      JSON.stringify({
        shared,
        functions: { a: { inline: 'exports.handler = () => 1' } },
        apis: { web: { type: 'http', routes: { $default: 'a' } } },
      }),
    );
    return folder;
  }

  test('a missing engine is a sentence and exit code 1, without the password', async () => {
    const folder = await project({ redis: 'redis://user:hunter2@127.0.0.1:1/3' });
    for (const command of ['start', 'nodes', 'usage']) {
      const { code, stdout, stderr } = await runCli([command, '--port', '0', '--admin-port', '0'], folder);
      expect([command, code]).toEqual([command, 1]);
      expect(stdout + stderr).toMatch(
        /The shared state at redis:\/\/127\.0\.0\.1:1\/3 cannot be reached: .*ECONNREFUSED.*\./,
      );
      expect(stdout + stderr).not.toContain('hunter2');
    }
  });

  test('a URL that is none says what is wanted, without the password', async () => {
    const folder = await project({ redis: 'http://user:hunter2@127.0.0.1' });
    for (const flags of [[], ['--shared', 'redis://user:hunter2@127.0.0.1/x']]) {
      const { code, stderr } = await runCli(['nodes', ...flags], folder);
      expect(code).toBe(1);
      expect(stderr).toMatch(/must be a URL (that begins with redis:\/\/ or rediss:\/\/|whose path is the number)/);
      expect(stderr).not.toContain('hunter2');
    }
  });

  test('nodes of a configuration that shares nothing', async () => {
    const folder = await project({ redis: 'redis://127.0.0.1:1' });
    writeFileSync(
      join(folder, 'emulator.config.json'),
      '{ "functions": { "a": { "inline": "exports.handler = () => 1" } } }',
    );
    const { code, stderr } = await runCli(['nodes'], folder);
    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('This configuration shares no state with other emulators.'),
    ]);
  });
});
