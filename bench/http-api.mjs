// An HTTP API's front end without sockets and without functions: what the gateway itself costs per request.
// Run: node bench/http-api.mjs [--json]
import { build } from 'esbuild';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const REQUESTS = 30_000;
const ROUNDS = 3;

const { compileHttpApi, systemClock, randomIds } = await load();

const browserHeaders = [
  ['Host', '127.0.0.1:3000'],
  [
    'User-Agent',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36',
  ],
  ['Accept', 'application/json'],
  ['Accept-Encoding', 'gzip, deflate, br'],
  ['Accept-Language', 'en-GB,en;q=0.9'],
  ['Origin', 'https://shop.example.com'],
  ['Cookie', 'session=abcdef0123456789; theme=dark'],
  ['Connection', 'keep-alive'],
];

const answer = JSON.stringify({
  statusCode: 200,
  headers: { 'content-type': 'application/json', 'x-total': '3' },
  body: JSON.stringify([{ id: 1 }, { id: 2 }, { id: 3 }]),
});
const result = Promise.resolve({ requestId: 'r', payload: answer, executedVersion: '$LATEST', report: {} });

const cases = {
  'GET, payload 2.0': [frontEnd('2.0'), get('/products/42?full=true&fields=a&fields=b')],
  'GET, payload 1.0': [frontEnd('1.0'), get('/products/42?full=true&fields=a&fields=b')],
  'GET, 2.0 with CORS': [frontEnd('2.0', { cors: cors() }), get('/products/42?full=true')],
  'POST 1 KB JSON, 2.0': [frontEnd('2.0'), post('/products', 1024)],
  404: [frontEnd('2.0'), get('/nowhere/at/all')],
};

const table = {};
for (let round = 0; round < ROUNDS; round += 1) {
  // Alternating, so that a slow moment of the machine meets every case.
  for (const [name, [api, request]] of Object.entries(cases)) {
    const microseconds = await measure(api, request);
    table[name] = Math.min(table[name] ?? Infinity, microseconds);
  }
}
if (process.argv.includes('--json')) console.log(JSON.stringify({ microsecondsPerRequest: table }));
else
  console.table(
    Object.fromEntries(
      Object.entries(table).map(([name, us]) => [
        name,
        { 'µs per request': us.toFixed(2), 'requests per second': Math.round(1e6 / us) },
      ]),
    ),
  );

async function measure(api, request) {
  // Processor time, not the clock's: other work on the machine does not count.
  const before = process.cpuUsage();
  for (let i = 0; i < REQUESTS; i += 1) await api.handle(request);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / REQUESTS;
}

function frontEnd(payloadFormatVersion, more = {}) {
  const integration = {
    type: 'AWS_PROXY',
    lambda: { functionName: 'handler' },
    payloadFormatVersion,
    timeoutInMillis: 30_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheKeyParameters: [],
    responses: [],
    responseParameters: {},
    responseTransferMode: 'BUFFERED',
  };
  const routeKeys = [
    'GET /products/{id}',
    'POST /products',
    'GET /products',
    'GET /orders/{id}/items/{item}',
    'ANY /legacy/{proxy+}',
  ];
  return compileHttpApi(
    {
      type: 'http',
      name: 'shop',
      id: 'abcdefghij',
      port: 0,
      stage: { name: '$default', variables: {}, deploymentId: 'd' },
      disableExecuteApiEndpoint: false,
      authorizers: {},
      routes: routeKeys.map((routeKey) => ({ routeKey, authorization: { type: 'NONE' }, integration })),
      trailingSlash: 'strict',
      ...more,
    },
    {
      region: 'us-east-1',
      accountId: '123456789012',
      lambda: { invoke: () => result },
      rate: { take: () => true },
      clock: systemClock,
      ids: randomIds,
      journal: { add() {} },
      accessLogs: { open: () => () => {} },
      vpcLinks: {},
      warn: console.warn,
    },
  );
}

function cors() {
  return {
    allowOrigins: ['https://shop.example.com'],
    allowMethods: ['GET'],
    allowHeaders: [],
    exposeHeaders: ['x-total'],
    allowCredentials: true,
  };
}

function get(target) {
  const [rawPath, rawQuery = ''] = target.split('?');
  return { method: 'GET', rawPath, rawQuery, headers: browserHeaders, body: null, sourceIp: '127.0.0.1' };
}

function post(rawPath, size) {
  const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(size) }));
  const headers = [...browserHeaders, ['Content-Type', 'application/json'], ['Content-Length', String(body.length)]];
  return { method: 'POST', rawPath, rawQuery: '', headers, body, sourceIp: '127.0.0.1' };
}

async function load() {
  const folder = await mkdtemp(join(tmpdir(), 'gw-emulate-bench-'));
  const file = join(folder, 'http-api.mjs');
  const source = ['http-api/index', 'model/clock', 'model/ids']
    .map((path) => `export * from './src/${path}.ts';`)
    .join('\n');
  await build({
    stdin: { contents: source, resolveDir: join(import.meta.dirname, '..') },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: file,
    logLevel: 'error',
  });
  const loaded = await import(pathToFileURL(file).href);
  await rm(folder, { recursive: true });
  return loaded;
}
