// The same handlers behind serverless-offline, in the same run. It is fetched at bench time into a temporary folder and never committed.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { temporaryFolder } from '../projects.mjs';
import { processorTime, residentMb, startClient, startServer, stop } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { ITEM, row } from './throughput.mjs';

/** osls is the framework's open continuation, which asks for no account of a vendor's; the plugin still names the original as its peer. */
const VERSIONS = { osls: '4.3.1', 'serverless-offline': '14.8.2' };
const MANY = 100;
const SAVES = 5;
const INSTALL_MS = 180_000;
const READY_MS = 60_000;
const GIVE_UP_MS = 20_000;
const run = promisify(execFile);

/** Resolves with a row for the table and the other figures, or with why it was `skipped`. */
export async function compareOffline({ rounds, seconds, note }) {
  const name = `serverless-offline ${VERSIONS['serverless-offline']}`;
  const folder = temporaryFolder('offline');
  note(`installing ${name} into a temporary folder`);
  try {
    writeFileSync(join(folder, 'package.json'), '{ "name": "offline", "private": true }');
    const packages = Object.entries(VERSIONS).map(([each, version]) => `${each}@${version}`);
    const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'];
    await run('npm', ['install', ...flags, ...packages], { cwd: folder, timeout: INSTALL_MS });
  } catch (error) {
    return { skipped: `not compared: it could not be installed (${error.message.split('\n')[0]})` };
  }
  try {
    const one = await oneFunction(folder, { rounds, seconds, note });
    note(`${name}, ${MANY} functions`);
    return { name, versions: VERSIONS, ...one, many: await manyFunctions(folder) };
  } catch (error) {
    return { skipped: `not compared: ${error.message.split('\n')[0]}` };
  }
}

async function oneFunction(folder, { rounds, seconds, note }) {
  writeProject(folder, [{ name: 'item', path: '/items/{id}', text: itemHandler }]);
  const offline = await startOffline(folder, '/items/42');
  const bare = await startServer(['bench/servers/bare-http.mjs']);
  const client = await startClient('http.mjs');
  const targets = {
    bare: { url: `${bare.url}/items/42`, pid: bare.child.pid },
    theirs: { url: `${offline.url}/items/42`, pid: offline.child.pid },
  };
  const results = { bare: [], theirs: [] };
  for (let round = 0; round <= rounds; round += 1) {
    note(round === 0 ? 'serverless-offline, warm-up' : `serverless-offline, round ${round} of ${rounds}`);
    for (const [name, { url, pid }] of Object.entries(targets)) {
      const before = processorTime(pid);
      const result = await client.run({ url, seconds, connections: 10, expected: ITEM });
      if (round === 0) continue;
      results[name].push({ ...result, microseconds: (processorTime(pid) - before) / result.requests });
    }
  }
  await Promise.all([bare, client].map((each) => each.stop()));
  await stop(offline.child);
  const name = `serverless-offline ${VERSIONS['serverless-offline']}`;
  return { row: row(name, results.theirs, results.bare), startMs: offline.startMs };
}

/** Start, memory after each function was called once, and from a save to the changed answer, with its option that loads handlers anew. */
async function manyFunctions(folder) {
  const names = Array.from({ length: MANY }, (_, i) => `function${i}`);
  writeProject(
    folder,
    names.map((name) => ({ name, path: `/${name}`, text: plainHandler(name) })),
  );
  const called = await startOffline(folder, '/function42');
  for (const name of names) await expectAnswer(`${called.url}/${name}`, name);
  const resident = residentMb(called.child.pid);
  await stop(called.child);
  const reloading = await startOffline(folder, '/function42', ['--reloadHandler']);
  const times = [];
  for (let i = 0; i < SAVES; i += 1) {
    const text = `version ${i}`;
    const began = performance.now();
    writeHandler(folder, 'function42', plainHandler(text));
    await expectAnswer(`${reloading.url}/function42`, text);
    times.push(performance.now() - began);
  }
  await stop(reloading.child);
  return { startMs: called.startMs, resident, saveMs: median(times) };
}

const itemHandler = `exports.get = async (event) => {
  const { id } = event.pathParameters;
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, name: 'Item ' + id, price: 1995 }) };
};\n`;

function plainHandler(text) {
  return `exports.get = async () => ({ statusCode: 200, body: ${JSON.stringify(text)} });\n`;
}

function writeProject(folder, functions) {
  mkdirSync(join(folder, 'handlers'), { recursive: true });
  const lines = ['service: bench', 'provider: { name: aws, runtime: nodejs20.x }', 'plugins: [serverless-offline]'];
  lines.push('functions:');
  for (const { name, path, text } of functions) {
    writeHandler(folder, name, text);
    lines.push(`  ${name}:`, `    handler: handlers/${name}.get`, `    events: [{ httpApi: 'GET ${path}' }]`);
  }
  writeFileSync(join(folder, 'serverless.yml'), `${lines.join('\n')}\n`);
}

function writeHandler(folder, name, text) {
  writeFileSync(join(folder, 'handlers', `${name}.js`), text);
}

async function startOffline(folder, path, flags = []) {
  const port = 20_000 + (process.pid % 10_000);
  const url = `http://127.0.0.1:${port}`;
  const began = performance.now();
  const ports = ['--httpPort', String(port), '--lambdaPort', String(port + 1)];
  const child = spawn(process.execPath, ['node_modules/osls/bin/serverless.js', 'offline', ...ports, ...flags], {
    cwd: folder,
    env: {
      ...process.env,
      NODE_EXTRA_CA_CERTS: '',
      SLS_TELEMETRY_DISABLED: '1',
      SLS_NOTIFICATIONS_MODE: 'off',
      FORCE_COLOR: '0',
    },
    stdio: 'ignore',
  });
  process.on('exit', () => child.kill('SIGKILL'));
  while ((await answerOf(`${url}${path}`)) === undefined) {
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    if (performance.now() - began > READY_MS) throw new Error(`it did not answer within ${READY_MS / 1000} s`);
    await pause(10);
  }
  return { child, url, startMs: performance.now() - began };
}

async function expectAnswer(url, text) {
  const began = performance.now();
  while ((await answerOf(url)) !== text) {
    if (performance.now() - began > GIVE_UP_MS) throw new Error(`no answer ${text} at ${url}`);
    await pause(1);
  }
}

/** The text of an answer with status 200. */
function answerOf(url) {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(response.statusCode === 200 ? text : undefined));
    }).on('error', () => resolve(undefined));
  });
}
