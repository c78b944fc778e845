// What the record does for one request, part by part, in microseconds of processor time: the least of several rounds, which hardly depends on what
// else the machine does. `bench/suite/record.mjs` measures the whole from outside.
//   node bench/record-parts.mjs
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const { Journal, Session, StageTrace, restStages, exchangeSummary, callUnderWay } = await load();
const REQUESTS = 100_000;
const ROUNDS = 7;
const stage = { name: 'dev', variables: {} };
const api = { type: 'rest', name: 'backoffice', id: 'abcdefghij', stage, methods: [] };
const request = {
  method: 'GET',
  rawPath: '/dev/items/42',
  rawQuery: 'page=2',
  headers: [
    ['Host', '127.0.0.1:3000'],
    ['Accept', '*/*'],
  ],
  body: null,
  sourceIp: '127.0.0.1',
};
let next = 0;
const body = Buffer.from('{"id":"42","name":"Item 42","price":1995}');

const alone = cost(() => exchange());
const journal = new Journal();
const recorded = cost(() => journal.add(exchange()));
const counting = new Journal();
const session = new Session({ now: () => Date.now() });
counting.subscribe((each) => session.exchange(each));
const counted = cost(() => counting.add(exchange()));
const following = new Journal();
const begun = cost(() => {
  const call = {};
  following.begun(call, callUnderWay);
  following.add(exchange(), call);
});
const held = Array.from({ length: 1000 }, exchange);
const summarised = cost(() => JSON.stringify(exchangeSummary(held[next++ % held.length])));

const rows = [
  ['made by the front end: the entry with its stages', alone],
  ['kept by the journal', recorded - alone],
  ['counted for metrics and cost', counted - recorded],
  ['known while it is under way', begun - recorded],
  ['written for the page, for each of at most 1,000 a second', summarised],
];
for (const [name, microseconds] of rows) console.log(`${microseconds.toFixed(2).padStart(6)} µs  ${name}`);
process.exit(0);

function exchange() {
  const trace = new StageTrace(restStages);
  trace.reached = restStages.names.length - 1;
  trace.mark(restStages.lastOwn);
  trace.end();
  return {
    id: `id-${next++}`,
    api: api.name,
    apiType: 'rest',
    startedAt: Date.now(),
    durationMs: 0,
    method: 'GET',
    path: request.rawPath,
    routeKey: 'GET /items/{id}',
    target: 'item',
    statusCode: 200,
    request,
    response: { statusCode: 200, headers: [], body },
    definition: api,
    trace,
    integrationMs: 0,
    responseBytes: body.length,
  };
}

function cost(work) {
  for (let i = 0; i < REQUESTS / 5; i += 1) work();
  const rounds = Array.from({ length: ROUNDS }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < REQUESTS; i += 1) work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / REQUESTS;
  });
  return Math.min(...rounds);
}

async function load() {
  const folder = await mkdtemp(join(tmpdir(), 'gw-emulate-bench-'));
  const file = join(folder, 'record.mjs');
  const parts = [
    'observability/journal',
    'observability/session/session',
    'observability/stage-trace',
    'observability/record/exchange-record',
    'rest-api/pipeline',
    'rest-api/logs/under-way',
  ];
  await build({
    stdin: {
      contents: parts.map((path) => `export * from './src/${path}.ts';`).join('\n'),
      resolveDir: join(import.meta.dirname, '..'),
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire(${JSON.stringify(import.meta.url)});`,
    },
  });
  const loaded = await import(pathToFileURL(file).href);
  await rm(folder, { recursive: true });
  return loaded;
}
