// From the start of the process to the first correct answer.
import { createServer, get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { manyFunctions, sampleProject } from '../projects.mjs';
import { repository, startNode, stop } from '../processes.mjs';
import { median } from '../statistics.mjs';

const POLL_MS = 2;
const GIVE_UP_MS = 20_000;

export async function starts({ rounds, root, note }) {
  const sample = sampleProject({ databasePort: await freePort() });
  const many = manyFunctions(100);
  const cli = (port) => [`${root}/dist/cli.js`, 'start', '--port', String(port), '--admin-port', '0'];
  const cases = [
    {
      name: 'bare node:http',
      cwd: repository,
      args: (port) => ['bench/servers/bare-http.mjs', String(port)],
      path: '/items/42',
      expected: 'Item 42',
    },
    { name: 'sample app', cwd: sample, args: cli, path: '/', expected: '<title>' },
    {
      name: 'sample app, no services',
      cwd: sampleProject({ services: false }),
      args: cli,
      path: '/',
      expected: '<title>',
    },
    { name: '100 functions', cwd: many, args: cli, path: '/function42', expected: 'function42' },
  ];
  const times = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    note(`starts, round ${round} of ${rounds}`);
    for (const each of cases) times.get(each.name).push(await startOnce(each));
  }
  const bare = times.get('bare node:http');
  return cases.map(({ name }) => ({
    name,
    milliseconds: median(times.get(name)),
    ratio: median(times.get(name).map((time, i) => time / bare[i])),
  }));
}

async function startOnce({ cwd, args, path, expected }) {
  const port = await freePort();
  const began = performance.now();
  const child = startNode(args(port), { cwd });
  child.stdout.resume();
  const url = `http://127.0.0.1:${port}${path}`;
  for (;;) {
    const text = await ask(url);
    if (text?.includes(expected)) break;
    if (performance.now() - began > GIVE_UP_MS || child.exitCode !== null) {
      throw new Error(`${args(port).join(' ')}: no correct answer at ${url}: ${text}\n${child.errors()}`);
    }
    await pause(POLL_MS);
  }
  const took = performance.now() - began;
  await stop(child);
  return took;
}

function ask(url) {
  return new Promise((resolve) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', () => resolve(undefined));
  });
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}
