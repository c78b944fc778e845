// The API under /_gw/ of a running emulator: what happened, why, and what it costs.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import type { ExchangeRecord } from '../../src/observability/record/exchange-record.ts';
import { CONSOLE_FILES, makeTraffic } from '../e2e/console/console-app.ts';
import { send } from '../e2e/raw-http.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder('gw-console');
let emulator: Emulator;
let records: ExchangeRecord[];

beforeAll(async () => {
  for (const [name, text] of Object.entries(CONSOLE_FILES)) writeFileSync(join(folder, name), text);
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
  (await makeTraffic(emulator)).terminate();
  records = await emulator.exchanges();
});

afterAll(async () => {
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, init: RequestInit = {}): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${emulator.admin}/_gw/${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function json(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function record(fits: (record: ExchangeRecord) => boolean): ExchangeRecord {
  const found = records.find(fits);
  if (found === undefined) throw new Error('no such exchange');
  return found;
}

describe('the record of an exchange', () => {
  test('has the stages in their order with what each decided, and the cold start apart from the handler', () => {
    const { stages, timings, coldStart } = record(({ path }) => path === '/products');
    expect(stages.map(({ name }) => name)).toEqual([
      'request',
      'preflight',
      'route',
      'authorizer',
      'throttle',
      'integration',
      'coldStart',
      'handler',
      'response',
    ]);
    expect(stages.find(({ name }) => name === 'route')).toMatchObject({ decision: 'GET /products', outcome: 'passed' });
    expect(coldStart).toBe(true);
    expect(timings.handler + timings.coldStart + timings.gateway + timings.authorizer).toBeCloseTo(timings.total, 0);
  });

  test('holds plain data: the event, the parsed result, and log lines with level and text', () => {
    const { event, result, logs, request, response } = record(({ path }) => path === '/products');
    expect(event).toMatchObject({ version: '2.0', routeKey: 'GET /products' });
    expect(result).toMatchObject({ statusCode: 200 });
    expect(logs).toEqual([
      {
        time: expect.any(Number) as number,
        level: 'INFO',
        text: expect.stringContaining('listing /products') as string,
        requestId: expect.any(String) as string,
      },
    ]);
    expect(request).toMatchObject({ method: 'GET', path: '/products', body: null });
    expect(response).toMatchObject({ statusCode: 200, body: '{"products":["kettle"]}' });
    expect(JSON.parse(JSON.stringify(records))).toEqual(records);
  });

  test('names the rule behind a refusal, the stage that refused, and the line where it is written', () => {
    const { refusal, stages } = record(({ statusCode, api }) => statusCode === 403 && api === 'shop');
    expect(refusal).toMatchObject({
      kind: 'ACCESS_DENIED',
      position: { file: 'emulator.config.yaml', line: 18, column: 9 },
    });
    expect(refusal?.frame?.lines.join('\n')).toContain('scopes: [orders.write]');
    expect(stages.filter(({ outcome }) => outcome === 'refused').map(({ name }) => name)).toEqual(['authorizer']);
    expect(stages.filter(({ outcome }) => outcome === 'not reached').map(({ name }) => name)).toEqual([
      'throttle',
      'integration',
    ]);
  });

  test('leads from a failure of a function to the line that threw', () => {
    const { refusal, functionError, logs } = record(({ path }) => path === '/fail');
    expect(functionError).toBe('Unhandled');
    expect(refusal?.position).toEqual({ file: 'handlers.mjs', line: 9, column: 9 });
    expect(logs.map(({ level }) => level)).toContain('ERROR');
  });

  test('keeps what a template read and made', () => {
    expect(record(({ path }) => path === '/dev/health').mappings).toEqual([
      { template: '{"stage": "$context.stage"}', input: '', output: '{"stage": "dev"}' },
    ]);
  });
});

test('exchanges are listed newest last and filtered by API, status, function, text and number', async () => {
  const count = async (query: string): Promise<number> =>
    ((await ask(`exchanges?${query}`)).body.exchanges as unknown[]).length;
  // The end of the connection may have come since.
  expect(await count('')).toBeGreaterThanOrEqual(records.length);
  expect(await count('api=backoffice')).toBe(records.filter(({ api }) => api === 'backoffice').length);
  expect(await count('status=5xx')).toBe(1);
  expect(await count('status=401,403')).toBe(
    records.filter(({ statusCode }) => statusCode === 401 || statusCode === 403).length,
  );
  expect(await count('function=order')).toBe(records.filter(({ target }) => target === 'order').length);
  expect(await count('text=FAIL')).toBeGreaterThan(0);
  expect(await count('limit=2')).toBe(2);
  expect((await ask('exchanges?status=abc')).status).toBe(400);
});

test('an exchange is sent again, changed where it is asked for', async () => {
  const { id } = record(({ path }) => path === '/products/7');
  const same = await ask(`exchanges/${encodeURIComponent(id)}/replay`, { method: 'POST' });
  expect(same.body.exchange).toMatchObject({ path: '/products/7', statusCode: 200 });
  const changed = await ask(`exchanges/${encodeURIComponent(id)}/replay`, json({ path: '/nowhere' }));
  expect(changed.body.exchange).toMatchObject({ path: '/nowhere', statusCode: 404 });
  expect((await ask('exchanges/none/replay', { method: 'POST' })).status).toBe(404);
});

test('CloudWatch’s metrics have their own names and dimensions, and Prometheus’s format by Accept', async () => {
  const { metrics } = (await ask('metrics')).body as unknown as {
    metrics: {
      namespace: string;
      name: string;
      dimensions: Record<string, string>;
      total: { sum: number; sampleCount: number; average: number };
    }[];
  };
  const of = (name: string, dimensions: object) =>
    metrics.find((one) => one.name === name && JSON.stringify(one.dimensions) === JSON.stringify(dimensions))?.total;
  const rest = records.filter(({ api }) => api === 'backoffice');
  expect(of('Count', { ApiName: 'backoffice' })?.sampleCount).toBe(rest.length);
  expect(of('4XXError', { ApiName: 'backoffice', Stage: 'dev' })).toMatchObject({
    sum: 2,
    sampleCount: rest.length,
    average: 2 / rest.length,
  });
  expect(of('Errors', { FunctionName: 'fail' })).toMatchObject({ sum: 1 });
  expect(metrics.filter(({ name }) => name === 'ConnectCount')[0]?.total.sum).toBe(1);
  const text = await (await fetch(`${emulator.admin}/_gw/metrics`, { headers: { accept: 'text/plain' } })).text();
  expect(text).toContain('# TYPE aws_apigateway_4xxerror_total counter');
});

test('a line in the embedded metric format becomes a custom metric, for each set of dimensions', async () => {
  const ordered = records.filter(({ target, result }) => target === 'order' && result !== undefined).length;
  expect(ordered).toBe(1);
  const { metrics } = (await ask('metrics?namespace=shop-app')).body as {
    metrics: { name: string; unit: string; dimensions: object; total: { sum: number; sampleCount: number } }[];
  };
  expect(metrics.map(({ name, unit, dimensions, total }) => ({ name, unit, dimensions, sum: total.sum }))).toEqual([
    { name: 'placed', unit: 'Count', dimensions: { route: 'orders' }, sum: 3 },
    { name: 'placed', unit: 'Count', dimensions: {}, sum: 3 },
  ]);
  const text = await (await fetch(`${emulator.admin}/_gw/metrics`, { headers: { accept: 'text/plain' } })).text();
  expect(text).toMatch(/placed.*route="orders".* 3/);
});

test('the cost counts as AWS does: refusals before the integration are free, and volumes scale', async () => {
  const { cost } = (await ask('cost')).body as unknown as {
    cost: { total: number; items: { service: string; item: string; quantity: number }[] };
  };
  const rest = cost.items.find(({ service }) => service === 'rest');
  // Charged: /health and /keyed with its key. Not charged: without a key, and the unknown path (docs/aws/metrics-and-pricing.md#34-what-is-not-charged).
  expect(rest?.quantity).toBe(2);
  expect(cost.total).toBeCloseTo(
    cost.items.reduce((sum, item) => sum + (item as unknown as { cost: number }).cost, 0),
    12,
  );
  const month = (await ask('cost?requests=10M/month')).body as unknown as { cost: { total: number } };
  expect(month.cost.total).toBeGreaterThan(5);
  expect((await ask('cost?requests=many')).status).toBe(400);
});

test('the document names what is served, and what is served is in the document', async () => {
  const { paths } = (await ask('openapi.json')).body as unknown as { paths: Record<string, Record<string, unknown>> };
  for (const [path, methods] of Object.entries(paths)) {
    for (const method of Object.keys(methods)) {
      if (path === '/_gw/events') continue;
      const url = `${emulator.admin}${path.replaceAll(/\{\w+\}/g, 'none')}`;
      const response = await fetch(url, {
        method: method.toUpperCase(),
        headers: { 'content-type': 'application/json' },
        ...(method === 'post' ? { body: '{}' } : {}),
      });
      // An operation that is not served answers with a sentence that begins so.
      expect(await response.text(), `${method} ${path}`).not.toMatch(/Nothing at/);
      expect(response.status, `${method} ${path}`).toBeLessThan(500);
    }
  }
  const { endpoints } = await import('../../src/dashboard/endpoints/index.ts');
  for (const { path, method } of endpoints)
    expect(Object.keys(paths[path] ?? {}), path).toContain(method.toLowerCase());
  const page = readFileSync(resolve('docs/admin-api.md'), 'utf8');
  for (const { path, method } of endpoints) expect(page).toContain(`\`${method} ${path}\``);
  expect((await ask('nothing')).body).toEqual({ message: expect.stringMatching(/^Nothing at GET/) as string });
});

test('events are batched, at most ten a second, and nothing is formatted without a listener', async () => {
  const aborter = new AbortController();
  const response = await fetch(`${emulator.admin}/_gw/events`, { signal: aborter.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = (await reader?.read())?.value ?? '';
  expect(text).toMatch(/^event: state\ndata: /);
  await Promise.all(
    Array.from({ length: 50 }, () => fetch(`${emulator.url('backoffice')}/health`).then((answer) => answer.text())),
  );
  const listed = (): number => [...text.matchAll(/"path":"\/dev\/health"/g)].length;
  while (listed() < 50) text += (await reader?.read())?.value ?? '';
  expect([...text.matchAll(/event: batch/g)].length).toBeLessThan(50);
  expect(text).not.toContain('"logs"');
  aborter.abort();
});

test('a body that is no JSON, and pages of others, change nothing', async () => {
  expect(
    (
      await ask('send', {
        method: 'POST',
        headers: { 'content-type': 'text/plain' },
        body: '{"api":"shop","path":"/"}',
      })
    ).status,
  ).toBe(415);
  expect((await ask('exchanges', { method: 'DELETE', headers: { origin: 'http://evil.example' } })).status).toBe(403);
  expect((await ask('apis', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  const { headers } = await fetch(`${emulator.admin}/_gw/apis`, { headers: { origin: emulator.admin ?? '' } });
  expect([...headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
});

test('parameter mappings are evaluated by each kind of API, with what is absent and what is wrong', async () => {
  const request = {
    body: '{"name":"Ada","tags":["a","b"]}',
    params: { path: { id: '7' }, querystring: { q: ['1', '2'] }, header: { 'X-Many': ['one', 'two'] } },
    context: { identity: { sourceIp: '203.0.113.9' } },
    stageVariables: { table: 'orders' },
  };
  const map = async (type: string, parameters: object): Promise<unknown> =>
    ((await ask('map-parameters', json({ type, parameters, ...request }))).body as { mapped: object[] }).mapped;
  expect(
    await map('rest', {
      'integration.request.header.X-Name': 'method.request.body.name',
      'integration.request.querystring.all': 'method.request.multivaluequerystring.q',
      'integration.request.path.id': 'method.request.path.id',
      'integration.request.header.X-Ip': 'context.identity.sourceIp',
      'integration.request.header.X-None': 'method.request.header.absent',
      'integration.request.header.X-Bad': 'method.request.nothing.here',
    }),
  ).toMatchObject([
    { value: 'Ada' },
    { value: ['1', '2'] },
    { value: '7' },
    { value: '203.0.113.9' },
    { target: 'integration.request.header.X-None' },
    { error: expect.any(String) as string },
  ]);
  expect(
    await map('http', {
      'append:header.x-id': '${request.path.id} of ${stageVariables.table}',
      'overwrite:header.authorization': 'x',
      'remove:querystring.q': "''",
    }),
  ).toMatchObject([
    { value: '7 of orders' },
    { error: expect.stringContaining('authorization') as string },
    { value: 'removed' },
  ]);
  expect(await map('websocket', { 'integration.request.header.n': 'route.request.body.name' })).toMatchObject([
    { value: 'Ada' },
  ]);
  expect((await ask('map-parameters', json({ type: 'soap', parameters: {} }))).status).toBe(400);
});

test('environments are listed one by one', async () => {
  const { environments } = (await ask('functions/list/environments')).body as { environments: object[] };
  expect(environments).toEqual([
    {
      id: expect.any(String) as string,
      state: 'free',
      startedAt: expect.any(Number) as number,
      idleSince: expect.any(Number) as number,
      invocations: records.filter(({ target, result }) => target === 'list' && result !== undefined).length + 1,
      memoryMb: expect.any(Number) as number,
      initMs: expect.any(Number) as number,
    },
  ]);
  expect((await ask('functions/none/environments')).status).toBe(404);
});

test('the value of a key or secret is shown only on request', async () => {
  expect(JSON.stringify((await ask('access')).body)).not.toContain('acme-key-0123456789abcdef');
  expect(JSON.stringify((await ask('access?reveal=true')).body)).toContain('acme-key-0123456789abcdef');
});

test('throttles of usage plans stand among those of stages and routes', async () => {
  expect((await ask('access')).body.throttles).toEqual([
    { api: 'backoffice', on: 'each key of partners', rate: 50, burst: 60 },
  ]);
});

test('a connection is opened from the console, speaks both ways and is closed', async () => {
  const { id } = (await ask('connections', json({ api: 'chat' }))).body as unknown as { id: string };
  const path = `connections/${encodeURIComponent(id)}`;
  await ask(`${path}/messages`, json({ from: 'client', text: '{"action":"say"}' }));
  await ask(`${path}/messages`, json({ from: 'server', text: 'from the server' }));
  const said = async (): Promise<string[]> =>
    ((await ask(path)).body.messages as { direction: string; text: string }[]).map(({ direction, text }) =>
      `${direction} ${text}`.trim(),
    );
  await expect
    .poll(said)
    .toEqual(
      expect.arrayContaining([
        'connect',
        'in {"action":"say"}',
        'out from the server',
        'out {"heard":"{\\"action\\":\\"say\\"}"}',
      ]),
    );
  expect((await ask(path, { method: 'DELETE' })).status).toBe(200);
  await expect.poll(said).toContain('disconnect');
  expect((await ask(`${path}/messages`, json({ from: 'client', text: 'late' }))).status).toBe(410);
});

test('a body that nests deep is refused with a sentence', async () => {
  const body = `{"kind":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const headers = { 'content-type': 'application/json' };
  expect(await ask('faults', { method: 'POST', headers, body })).toEqual({
    status: 400,
    body: { message: 'The body nests deeper than 100 levels.' },
  });
});

test('who follows with logs gets their lines, and two who follow get the same exchanges', async () => {
  const aborter = new AbortController();
  const { signal } = aborter;
  const follow = async (query: string) => {
    const response = await fetch(`${emulator.admin}/_gw/events${query}`, { signal });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader?.read())?.value ?? '';
    return async (wanted: string) => {
      while (!text.includes(wanted)) text += (await reader?.read())?.value ?? '';
      return text;
    };
  };
  const [plain, withLogs] = await Promise.all([follow(''), follow('?logs=true')]);
  const path = '/products/followed';
  await (await fetch(`${emulator.url('shop')}${path}`)).text();
  expect(await withLogs(`listing ${path}`)).toContain('"logs":[{');
  expect(await withLogs(`"path":"${path}"`)).toContain(path);
  expect(await plain(`"path":"${path}"`)).not.toContain('listing');
  aborter.abort();
});

test('routes of every kind of API are counted, with how long they took', async () => {
  (await makeTraffic(emulator)).terminate();
  const { apis } = (await ask('apis')).body as unknown as {
    apis: { name: string; routes: { routeKey: string; count: number; latency: { p50: number } | null }[] }[];
  };
  const route = (api: string, key: string) =>
    apis.find(({ name }) => name === api)?.routes.find(({ routeKey }) => routeKey === key);
  expect(route('shop', 'GET /products')?.count).toBeGreaterThan(0);
  expect(route('backoffice', 'GET /keyed')?.count).toBeGreaterThan(0);
  for (const key of ['$connect', '$default']) {
    expect(route('chat', key)?.count, key).toBeGreaterThan(0);
    expect(route('chat', key)?.latency, key).not.toBeNull();
  }
});

test.each([
  ['//', 200],
  ['//x:y', 404],
  ['///_gw/health', 404],
])('a target that begins as a host name does, %s, is a path', async (target, status) => {
  expect((await send(String(emulator.admin), { target })).status).toBe(status);
});
