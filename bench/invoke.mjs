// Lambda invoke round trip against calling the handler in process; first environment; memory over reloads. Prints a table, and JSON with
// --json. Needs `npm run build` (the environment's files).
import { build } from 'esbuild';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

const bundle = join('dist', 'bench', 'lambda.mjs');
await build({
  stdin: {
    contents:
      "export { LambdaService, LocalHosts } from './src/lambda/index.ts'; export { systemClock } from './src/model/base/clock.ts'; export { randomIds } from './src/model/base/ids.ts';",
    resolveDir: process.cwd(),
  },
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'esm',
  external: ['esbuild', '@swc/core'],
});
const { LambdaService, LocalHosts, systemClock, randomIds } = await import(pathToFileURL(bundle).href);

const root = mkdtempSync(join(tmpdir(), 'gw-bench-'));
const source = (n) =>
  `export const handler = async (event: { rawPath: string }) => ({ statusCode: 200, body: event.rawPath + ${n} });`;
mkdirSync(root, { recursive: true });
writeFileSync(join(root, 'echo.ts'), source(0));
const functions = {
  echo: {
    name: 'echo',
    code: { kind: 'handler' },
    handler: 'echo.handler',
    root,
    timeout: 3,
    memory: 128,
    environment: {},
    isolation: 'thread',
    layers: [],
  },
};
const service = new LambdaService({
  root,
  workingFolder: process.cwd(),
  functions,
  region: 'us-east-1',
  accountId: '123456789012',
  env: () => ({}),
  shell: process.env,
  clock: systemClock,
  ids: randomIds,
  watch: false,
  onBuild: () => undefined,
  onLog: () => undefined,
  localHosts: new LocalHosts(),
});

// An HTTP API event as the front end makes it, about 1 KB.
const event = {
  version: '2.0',
  routeKey: 'GET /pets/{id}',
  rawPath: '/pets/7',
  rawQueryString: 'a=1&b=2',
  headers: {
    accept: '*/*',
    host: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    'user-agent': 'bench',
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-port': '443',
    'x-forwarded-proto': 'https',
    'x-amzn-trace-id': 'Root=1-00000000-000000000000000000000000',
  },
  queryStringParameters: { a: '1', b: '2' },
  requestContext: {
    accountId: '123456789012',
    apiId: 'abcdefghij',
    domainName: 'abcdefghij.execute-api.us-east-1.amazonaws.com',
    domainPrefix: 'abcdefghij',
    http: { method: 'GET', path: '/pets/7', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'bench' },
    requestId: 'J60wWgQVoAMEPEA=',
    routeKey: 'GET /pets/{id}',
    stage: '$default',
    time: '20/Jan/2026:10:00:00 +0000',
    timeEpoch: 1768903200000,
  },
  pathParameters: { id: '7' },
  isBase64Encoded: false,
};
const call = { functionName: 'echo', event, traceHeader: 'Root=1-00000000-000000000000000000000000' };

const percentile = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
async function measure(rounds, work) {
  const times = [];
  for (let i = 0; i < rounds; i += 1) {
    const from = performance.now();
    await work();
    times.push((performance.now() - from) * 1000);
  }
  times.sort((a, b) => a - b);
  return {
    // What it takes when the machine does nothing else.
    p10: percentile(times, 0.1),
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    mean: times.reduce((sum, time) => sum + time, 0) / times.length,
  };
}

const begun = performance.now();
await service.start();
const builtMs = performance.now() - begun;
const cold = performance.now();
const first = await service.invoke(call);
const coldMs = performance.now() - cold;
const inProcessHandler = async (received) => JSON.stringify({ statusCode: 200, body: `${received.rawPath}0` });
await measure(3000, () => service.invoke(call));
// What any worker thread costs: the same event there, the same text back, and nothing else.
const bareWorker = new Worker(
  "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (event) => parentPort.postMessage(JSON.stringify({ statusCode: 200, body: event.rawPath + '0' })));",
  { eval: true },
);
const bare = () =>
  new Promise((resolve) => {
    bareWorker.once('message', resolve);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    bareWorker.postMessage(event);
  });
await measure(3000, bare);
const rows = { invoke: [], bare: [], cloned: [], inProcess: [] };
for (let round = 0; round < 5; round += 1) {
  rows.invoke.push(await measure(4000, () => service.invoke(call)));
  rows.bare.push(await measure(4000, bare));
  rows.cloned.push(await measure(4000, () => inProcessHandler(structuredClone(event))));
  rows.inProcess.push(await measure(4000, () => inProcessHandler(event)));
}
const quiet = (list) => Math.min(...list.map(({ p10 }) => p10));
const middle = (list) => list.map(({ p50 }) => p50).sort((a, b) => a - b)[Math.floor(list.length / 2)];
await bareWorker.terminate();
const memory = {};
const remember = (reloads) => {
  globalThis.gc?.();
  memory[reloads] = Math.round(process.memoryUsage().rss / 1024 / 1024);
};
remember(0);
const reloadTimes = [];
for (let reload = 1; reload <= 200; reload += 1) {
  writeFileSync(join(root, 'echo.ts'), source(reload));
  const from = performance.now();
  await service.update(functions);
  await service.invoke(call);
  reloadTimes.push(performance.now() - from);
  if (reload === 50 || reload === 200) remember(reload);
}
reloadTimes.sort((a, b) => a - b);
await service.close();
rmSync(root, { recursive: true, force: true });

const result = {
  firstBuildMs: Math.round(builtMs),
  firstInvocationMs: Math.round(coldMs),
  initMs: Math.round(first.report.initMs),
  invokeUs: { p50: middle(rows.invoke), quiet: quiet(rows.invoke), p99: rows.invoke[2].p99 },
  bareWorkerUs: { p50: middle(rows.bare), quiet: quiet(rows.bare) },
  inProcessUs: middle(rows.inProcess),
  inProcessClonedUs: middle(rows.cloned),
  reloadMs: { p50: percentile(reloadTimes, 0.5), p99: percentile(reloadTimes, 0.99) },
  rssMbAfterReloads: memory,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(result));
else
  console.table(
    Object.fromEntries(
      Object.entries(result).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : value]),
    ),
  );
