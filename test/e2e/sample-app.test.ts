import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { type RunningCli, startCli } from './cli.ts';
import { type SampleProject, sampleProject } from './sample-project.ts';

let app: SampleProject;
let cli: RunningCli;

beforeAll(async () => {
  app = await sampleProject();
  cli = await startCli([], app.folder);
});

afterAll(async () => {
  expect(await cli?.stop()).toBe(0);
  app?.remove();
});

async function json(url: string, init?: RequestInit): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(url, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

function post(body: object): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

test('the ready line names every API with what a client needs', () => {
  expect(cli.ready.apis.map(({ name, type, stage }) => [name, type, stage])).toEqual([
    ['shop', 'http', '$default'],
    ['backoffice', 'rest', 'dev'],
    ['chat', 'websocket', 'dev'],
  ]);
  expect(cli.url('shop')).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(cli.url('backoffice')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/dev$/);
  expect(cli.url('chat')).toMatch(/^ws:\/\/127\.0\.0\.1:\d+\/dev$/);
});

test('an order placed through the HTTP API is listed and shipped through the REST API', async () => {
  const placed = await json(`${cli.url('shop')}/orders`, post({ product: 'kettle', quantity: 2 }));
  expect(placed).toMatchObject({ status: 201, body: { total: 138 } });

  const shipment = { ...post({ carrier: 'Bicycle' }), method: 'PUT' };
  const shipped = await json(`${cli.url('backoffice')}/orders/${String(placed.body.id)}/shipment`, shipment);
  expect(shipped).toMatchObject({ status: 200, body: { shipment: { carrier: 'Bicycle' } } });
  expect((await json(`${cli.url('backoffice')}/orders`)).body).toMatchObject({ orders: [{ id: placed.body.id }] });
});

test('the back office refuses a shipment that its model does not allow', async () => {
  const shipment = { ...post({ carrier: 'B' }), method: 'PUT' };
  expect(await json(`${cli.url('backoffice')}/orders/1/shipment`, shipment)).toEqual({
    status: 400,
    body: { message: 'Invalid request body' },
  });
});

test('a MOCK method answers from its template', async () => {
  expect((await json(`${cli.url('backoffice')}/health`)).body).toMatchObject({ status: 'ok', stage: 'dev' });
});

test('a private integration reaches the delivery service', async () => {
  await expect
    .poll(async () => (await json(`${cli.url('shop')}/delivery/de`)).body)
    .toEqual({ country: 'de', days: 2 });
});

test('what no route takes goes to $default in the HTTP API and is refused in the REST API', async () => {
  expect(await json(`${cli.url('shop')}/nowhere`)).toEqual({
    status: 404,
    body: { message: 'Nothing at GET /nowhere' },
  });
  expect(await json(`${cli.url('backoffice')}/nowhere`)).toEqual({
    status: 403,
    body: { message: 'Missing Authentication Token' },
  });
});

test('a chat message reaches the others through the SDK and its sender through the route response', async () => {
  const [anna, ben] = await Promise.all([talk(), talk()]);
  anna.socket.send(JSON.stringify({ action: 'sendMessage', from: 'Anna', text: 'hello' }));
  expect(await ben.next()).toEqual({ type: 'message', from: 'Anna', text: 'hello' });
  expect(await anna.next()).toEqual({ type: 'sent', to: 1 });
  ben.socket.send('not json');
  expect(await ben.next()).toMatchObject({ type: 'error' });
  anna.socket.close();
  ben.socket.close();
});

async function talk() {
  const socket = new WebSocket(cli.url('chat'));
  const heard: object[] = [];
  let wake: (() => void) | undefined;
  socket.on('message', (data: Buffer) => {
    heard.push(JSON.parse(data.toString()) as object);
    wake?.();
  });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  const next = async (): Promise<object | undefined> => {
    if (heard.length === 0) await new Promise<void>((resolveNext) => (wake = resolveNext));
    return heard.shift();
  };
  return { socket, next };
}

test('a saved edit is served by the next request after the rebuild; a broken one leaves the last good code serving', async () => {
  const file = join(app.folder, 'handlers/page.ts');
  const before = readFileSync(file, 'utf8');
  const rebuilt = cli.next('build', (line) => line.functionName === 'notFound');
  writeFileSync(file, before.replace('Nothing at', 'No page at'));
  expect(await rebuilt).toMatchObject({ problems: [] });
  expect((await json(`${cli.url('shop')}/nowhere`)).body).toEqual({ message: 'No page at GET /nowhere' });

  const broken = cli.next('build', (line) => line.functionName === 'notFound');
  writeFileSync(file, `${before}\nconst oops = ;`);
  expect(await broken).toMatchObject({ problems: [{ severity: 'error', position: { file: 'handlers/page.ts' } }] });
  expect((await json(`${cli.url('shop')}/nowhere`)).body).toEqual({ message: 'No page at GET /nowhere' });

  const mended = cli.next(
    'build',
    (line) => line.functionName === 'notFound' && (line.problems as unknown[]).length === 0,
  );
  writeFileSync(file, before);
  await mended;
  expect((await json(`${cli.url('shop')}/nowhere`)).body).toEqual({ message: 'Nothing at GET /nowhere' });
});

test('a changed configuration is applied; a broken one is refused with its place', async () => {
  const file = join(app.folder, 'emulator.config.yaml');
  const before = readFileSync(file, 'utf8');
  const added = cli.next('reload');
  writeFileSync(
    file,
    before.replace('GET /products: listProducts', 'GET /products: listProducts\n      GET /goods: listProducts'),
  );
  expect(await added).toMatchObject({ problems: [], changed: ['shop'] });
  expect((await json(`${cli.url('shop')}/goods`)).status).toBe(200);

  const refused = cli.next('reload');
  writeFileSync(file, before.replace('GET /products: listProducts', 'GET /products: listProduct'));
  expect(await refused).toMatchObject({ problems: [{ position: { file: 'emulator.config.yaml' } }] });
  expect((await json(`${cli.url('shop')}/goods`)).status).toBe(200);

  const restored = cli.next('reload');
  writeFileSync(file, before);
  await restored;
});

test.each([
  [
    'at the ports of their own',
    () => cli.url('shop'),
    { backoffice: () => cli.url('backoffice'), chat: () => cli.url('chat') },
  ],
  // The browser resolves the names by itself, as it does for everybody.
  ['at one address, by domain', () => edgeOrigin('api.shop.localhost'), {}],
])('the page talks to all services in a real browser, %s', async (_where, address, others) => {
  const browser: Browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--disable-background-networking', '--no-first-run'],
    headless: true,
  });
  try {
    const query = new URLSearchParams({ name: 'Anna' });
    for (const [api, url] of Object.entries(others)) query.set(api, url());
    const page = await browser.newPage();
    await page.goto(`${address()}/?${query.toString()}`);
    await page.getByText('Gooseneck kettle').waitFor();
    await page.getByText('Delivery to DE: 2 days').waitFor();
    await page.getByText('connected as Anna').waitFor();
    await page.getByRole('button', { name: 'Order' }).first().click();
    await page.getByText('Ordered Espresso cup for 12 €').waitFor();
    await page.getByRole('button', { name: 'Ship' }).first().click();
    await page.getByText('1 × espresso · sent with Bicycle').waitFor();
    await page.getByPlaceholder('Say something').fill('hello');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('reached 0 others').waitFor();
  } finally {
    await browser.close();
  }
});

function edgeOrigin(host: string): string {
  return `http://${host}:${new URL(cli.ready.edge?.url ?? '').port}`;
}
