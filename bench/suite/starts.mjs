// From the start of the process to the first correct answer.
import { createServer, get } from 'node:http';
import { LARGE, manyFunctions } from '../many-functions.mjs';
import { sampleProject } from '../projects.mjs';
import { repository, startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';

/** Below the ports that systems give to whoever asks for any, so that what is free now is free later. */
const LOWEST_PORT = 18_000;
const HIGHEST_PORT = 28_000;

/** `quick` leaves the large project out. */
export async function starts({ rounds, quick, root, note }) {
  const sample = sampleProject({ databasePort: await freePort() });
  const cli = [`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'];
  const cases = [
    {
      name: 'bare node:http',
      cwd: repository,
      args: ['bench/servers/bare-http.mjs'],
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
    ...['config', 'sam', 'serverless'].map((form) => manyCase('100 functions', { functions: 100, form }, cli)),
    ...(quick ? [] : ['config', 'sam', 'serverless']).map((form) =>
      manyCase('1,000 functions, 2,000 routes', { ...LARGE, form }, cli),
    ),
  ];
  const times = new Map(cases.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round += 1) {
    note(`starts, round ${round} of ${rounds}`);
    for (const each of cases) times.get(each.name).push(await startOnce(each));
  }
  const over = (name, other) => median(times.get(name).map((time, i) => time / times.get(other)[i]));
  return cases.map(({ name, same }) => ({
    name,
    milliseconds: median(times.get(name)),
    ratio: over(name, 'bare node:http'),
    ...(same !== undefined && { overConfig: over(name, same) }),
  }));
}

const as = { config: '', sam: ', SAM', serverless: ', serverless.yml' };

/** `same`: the name of the same project as `emulator.config.yaml`. */
function manyCase(same, size, args) {
  const name = `${same}${as[size.form]}`;
  const { folder } = manyFunctions(size);
  return { name, cwd: folder, args, path: '/function42', expected: 'function42', ...(name !== same && { same }) };
}

/** Every server says where it listens when it does: nobody has to knock meanwhile, which would take processor time from its start. */
async function startOnce({ cwd, args, path, expected }) {
  const began = performance.now();
  const server = await startServer(args, { cwd });
  const url = `${server.apis?.[0].url ?? server.url}${path}`;
  const text = await ask(url);
  const took = performance.now() - began;
  await server.stop();
  if (!text.includes(expected)) throw new Error(`${args.join(' ')}: no correct answer at ${url}: ${text}`);
  return took;
}

function ask(url) {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}

async function freePort() {
  for (;;) {
    const port = LOWEST_PORT + Math.floor(Math.random() * (HIGHEST_PORT - LOWEST_PORT));
    if (await isFree(port)) return port;
  }
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.on('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
