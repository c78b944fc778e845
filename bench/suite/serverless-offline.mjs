// The same handler behind serverless-offline, in the same run. It is fetched at bench time into a temporary folder and never committed.
import { execFile, spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { temporaryFolder } from '../projects.mjs';
import { processorTime, startClient, startServer } from '../processes.mjs';
import { ITEM, row } from './throughput.mjs';

/** The last ones that take Node 20 and need no account of their vendor's. */
const VERSIONS = { serverless: '3.40.0', 'serverless-offline': '13.9.0' };
const INSTALL_MS = 120_000;
const READY_MS = 30_000;
const run = promisify(execFile);

/** Resolves with a row for the table and milliseconds from start to first answer, or with why it was `skipped`. */
export async function compareOffline({ rounds, seconds, note }) {
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
  const bare = await startServer(['bench/servers/bare-http.mjs']);
  const client = await startClient('http.mjs');
  const targets = {
    bare: { url: `${bare.url}/items/42`, pid: bare.child.pid },
    theirs: { url: `http://127.0.0.1:${offline.port}/items/42`, pid: offline.child.pid },
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
  await Promise.all([bare.stop(), client.stop()]);
  offline.child.kill('SIGKILL');
  const name = `serverless-offline ${VERSIONS['serverless-offline']}`;
  return { versions: VERSIONS, row: row(name, results.theirs, results.bare), startMs: offline.startMs };
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
