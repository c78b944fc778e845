// The same handler behind serverless-offline, in the same run. It is fetched at bench time into a temporary folder and never committed.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { temporaryFolder } from '../projects.mjs';
import { processorTime, startClient, startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { startEmulator } from './throughput.mjs';

/** The last ones that take Node 20 and need no account of their vendor's. */
const VERSIONS = { serverless: '3.40.0', 'serverless-offline': '13.9.0' };
const INSTALL_MS = 120_000;
const READY_MS = 30_000;
const run = promisify(execFile);

export async function compareOffline({ quick, root, note }) {
  const folder = temporaryFolder('offline');
  note(`installing serverless-offline ${VERSIONS['serverless-offline']} into a temporary folder`);
  try {
    writeFileSync(join(folder, 'package.json'), '{ "name": "offline", "private": true }');
    const packages = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
    await run('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...packages], {
      cwd: folder,
      timeout: INSTALL_MS,
    });
  } catch (error) {
    return { skipped: `not compared: it could not be installed (${error.message.split('\n')[0]})` };
  }
  writeProject(folder);
  let offline;
  try {
    offline = await startOffline(folder);
  } catch (error) {
    return { skipped: `not compared: it did not start (${error.message.split('\n')[0]})` };
  }
  const emulator = await startEmulator(root, 'http://127.0.0.1:9');
  const bare = await startServer(['bench/servers/bare-http.mjs']);
  const client = await startClient('http.mjs');
  const targets = {
    bare: { url: `${bare.url}/items/42`, pid: bare.child.pid },
    ours: { url: `${emulator.apis[0].url}/items/42`, pid: emulator.child.pid },
    theirs: { url: `http://127.0.0.1:${offline.port}/items/42`, pid: offline.child.pid },
  };
  const rounds = { bare: [], ours: [], theirs: [] };
  for (let round = 0; round <= (quick ? 2 : 5); round += 1) {
    note(`serverless-offline, round ${round}`);
    for (const [name, { url, pid }] of Object.entries(targets)) {
      const before = processorTime(pid);
      const result = await client.run({ url, seconds: quick ? 1 : 2, connections: 10 });
      // The first round warms up.
      if (round === 0) continue;
      rounds[name].push({ ...result, microseconds: (processorTime(pid) - before) / result.requests });
    }
  }
  await Promise.all([emulator.stop(), bare.stop(), client.stop()]);
  offline.child.kill('SIGKILL');
  const ratio = (name, member) => median(rounds[name].map((each, i) => each[member] / rounds.bare[i][member]));
  const compared = (name, member, digits) => ({
    name,
    value: ratio('theirs', member).toFixed(digits),
    ours: ratio('ours', member).toFixed(digits),
  });
  return {
    versions: VERSIONS,
    rows: [
      compared('HTTP API GET, requests/s, ratio to bare node:http', 'perSecond', 3),
      compared('HTTP API GET, processor time, ratio to bare node:http', 'microseconds', 1),
      { name: 'start to first answer', value: `${Math.round(offline.startMs)} ms`, ours: 'see above' },
    ],
  };
}

function writeProject(folder) {
  mkdirSync(join(folder, 'handlers'), { recursive: true });
  writeFileSync(
    join(folder, 'handlers', 'item.js'),
    `exports.get = async (event) => {
      const { id } = event.pathParameters;
      return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify({ id, name: 'Item ' + id, price: 1995 }) };
    };\n`,
  );
  writeFileSync(
    join(folder, 'serverless.yml'),
    `service: bench
frameworkVersion: '3'
provider: { name: aws, runtime: nodejs20.x }
plugins: [serverless-offline]
functions:
  item:
    handler: handlers/item.get
    events: [{ httpApi: 'GET /items/{id}' }]
`,
  );
}

async function startOffline(folder) {
  const port = 20_000 + (process.pid % 10_000);
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      'node_modules/serverless/bin/serverless.js',
      'offline',
      '--httpPort',
      String(port),
      '--lambdaPort',
      String(port + 1),
    ],
    {
      cwd: folder,
      env: { ...process.env, SLS_TELEMETRY_DISABLED: '1', SLS_NOTIFICATIONS_MODE: 'off' },
      stdio: 'ignore',
    },
  );
  process.on('exit', () => child.kill('SIGKILL'));
  while (!(await answers(`http://127.0.0.1:${port}/items/42`))) {
    if (child.exitCode !== null) throw new Error(`serverless ended with ${child.exitCode}`);
    if (performance.now() - began > READY_MS) throw new Error(`no answer within ${READY_MS / 1000} s`);
    await pause(10);
  }
  return { child, port, startMs: performance.now() - began };
}

function answers(url) {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    }).on('error', () => resolve(false));
  });
}
