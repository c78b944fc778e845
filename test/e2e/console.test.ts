// The console in a real browser: every view with real traffic at both widths, light and dark, read by axe, used by keyboard alone, and shown
// texts that try to be more than text. Pictures of every view are left in .gw-emulate/pictures.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import type { ExchangeRecord } from '../../src/observability/record/exchange-record.ts';
import { CONSOLE_FILES, HOSTILE, makeTraffic } from './console-app.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const PICTURES = join(ROOT, '.gw-emulate', 'pictures');
const AXE = readFileSync(join(ROOT, 'node_modules/axe-core/axe.min.js'), 'utf8');
const folder = mkdtempSync(join(ROOT, '.gw-emulate-sample-'));

let emulator: Emulator;
let browser: Browser;
let socket: WebSocket;
let records: ExchangeRecord[];

beforeAll(async () => {
  for (const [name, text] of Object.entries(CONSOLE_FILES)) writeFileSync(join(folder, name), text);
  mkdirSync(PICTURES, { recursive: true });
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
  socket = await makeTraffic(emulator);
  records = await emulator.exchanges();
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    // In one process, the end of one page would be the end of all.
    args: [
      ...chromium.args.filter((one) => one !== '--single-process'),
      '--disable-background-networking',
      '--no-first-run',
    ],
    headless: true,
  });
});

afterAll(async () => {
  await browser?.close();
  socket?.terminate();
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The views with what is on them once they have loaded. */
function views(): (readonly [name: string, hash: string, shows: string])[] {
  const id = (fits: (record: ExchangeRecord) => boolean): string => encodeURIComponent(records.find(fits)?.id ?? '');
  const connection = encodeURIComponent(
    records.find(({ connectionId }) => connectionId !== undefined)?.connectionId ?? '',
  );
  const [first, second] = [id(({ path }) => path === '/products'), id(({ path }) => path === '/products/7')];
  return [
    ['requests', '#/requests', '/products'],
    ['exchange', `#/requests/${second}`, 'Handler'],
    [
      'refused',
      `#/requests/${id(({ refusal }) => refusal?.rule.includes('scope') === true)}`,
      'emulator.config.yaml:18:9',
    ],
    ['failed', `#/requests/${id(({ functionError }) => functionError !== undefined)}`, 'handlers.mjs:9:9'],
    ['compare', `#/compare/${first}/${second}`, 'Different every time'],
    ['compose', '#/compose', 'As curl'],
    ['sockets', `#/sockets/${connection}`, 'answered with 200'],
    ['functions', '#/functions/list', 'listing /products'],
    ['apis', '#/apis', '/products/{id}'],
    ['access', '#/access', 'The rule that decided'],
    ['keys', '#/access?part=keys', '1 of 20 a day'],
    ['templates', '#/templates', 'Hello Ada'],
    ['metrics', '#/metrics', 'data transfer out'],
    ['drills', '#/drills', 'from the configuration'],
    ['problems', '#/problems', 'Problems'],
  ];
}

async function open(size: number, colorScheme: 'light' | 'dark'): Promise<{ page: Page; errors: string[] }> {
  const viewport = { width: size, height: size < 500 ? 844 : 800 };
  const page = await browser.newPage({ viewport, colorScheme, bypassCSP: false });
  page.setDefaultTimeout(8000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  page.on('dialog', (dialog) => errors.push(`dialog: ${dialog.message()}`));
  return { page, errors };
}

test.each([
  [1280, 'light'],
  [390, 'dark'],
] as const)(
  'every view shows real traffic at %i px, %s, without an error, a violation or a sideways scroll',
  async (size, scheme) => {
    const { page, errors } = await open(size, scheme);
    // The policy keeps scripts of others out of the page; axe comes by the protocol of the browser's tools.
    await page.goto(`${emulator.admin}/`);
    for (const [name, hash, shows] of views()) {
      await page.goto(`${emulator.admin}/${hash}`);
      await page.getByText(shows).locator('visible=true').first().waitFor();
      await page.screenshot({ path: join(PICTURES, `${name}-${size}-${scheme}.png`) });
      expect(
        await page.evaluate('document.documentElement.scrollWidth <= innerWidth'),
        `${name} scrolls sideways`,
      ).toBe(true);
      expect(await violations(page), `${name} at ${size}`).toEqual([]);
    }
    for (const colorScheme of scheme === 'light' ? (['dark'] as const) : (['light'] as const)) {
      await page.emulateMedia({ colorScheme });
      for (const [name, hash] of views().slice(1, 3)) {
        await page.goto(`${emulator.admin}/${hash}`);
        await page.screenshot({ path: join(PICTURES, `${name}-${size}-${colorScheme}.png`) });
        expect(await violations(page), `${name} at ${size}, ${colorScheme}`).toEqual([]);
      }
    }
    expect(errors).toEqual([]);
    // A script among the paths, headers, bodies or log lines would have changed it.
    expect(await page.title()).not.toContain('owned');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    await page.close();
  },
);

async function violations(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const run = `(() => { if (!window.axe) { ${AXE} } return window.axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html.slice(0, 160)))); })()`;
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    expression: run,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as string[];
}

test('by keyboard alone: from the list into a refusal, its line of configuration, out again and to another view', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator.admin}/#/requests`);
  await page.getByText('/orders').first().waitFor();
  await page.keyboard.press('/');
  await page.keyboard.type('orders status:403');
  await expect.poll(() => page.locator('.list .r').count()).toBe(1);
  await page.keyboard.press('ArrowDown');
  await page.locator('.list .r:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.getByText('emulator.config.yaml:18:9').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.list .r:focus').waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await page.getByRole('heading', { name: 'Metrics and cost' }).waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test('a request shows the moment it is answered, can be sent again, and secrets stay hidden until they are asked for', async () => {
  const { page } = await open(1280, 'light');
  await page.goto(`${emulator.admin}/#/requests`);
  await page.getByText('Live').waitFor();
  const path = `/products/live-${Date.now()}`;
  await fetch(`${emulator.url('shop')}${path}`, { headers: { authorization: 'Bearer very-secret-token' } });
  const row = page.locator('.list .r', { hasText: path.slice('/products'.length) }).first();
  await row.click();
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByText('hidden, 24 characters').waitFor();
  expect(await page.getByText('very-secret-token').count()).toBe(0);
  await page.getByRole('button', { name: 'Show secrets' }).click();
  await page.getByText('very-secret-token').first().waitFor();
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  await expect
    .poll(async () => (await emulator.exchanges({ api: 'shop' })).filter((record) => record.path === path).length)
    .toBe(2);
  await page.close();
});

test('a drill is switched on, marks what it touches, and is ended', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator.admin}/#/drills`);
  await page.getByRole('button', { name: 'Lost answer' }).click();
  await page.getByLabel('What goes wrong').selectOption('throttle');
  await page.getByLabel('API', { exact: true }).selectOption('shop');
  await page.getByLabel('Route').selectOption('GET /products');
  await page.getByLabel('Stop after requests').fill('2');
  await page.getByText('GET /products of shop: the request is throttled').waitFor();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('switch', { name: /^Throttle/ }).waitFor();
  expect((await fetch(`${emulator.url('shop')}/products`)).status).toBe(429);
  await page.getByRole('link', { name: '1 of 1' }).click();
  await page.locator('.list .r', { hasText: '429' }).first().click();
  await page.locator('.notice .tag.drill').waitFor();
  await page.goto(`${emulator.admin}/#/drills`);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('switch', { name: /^Throttle/ }).click();
  await expect.poll(() => emulator.faults.list().map(({ kind }) => kind)).toEqual(['latency']);
  expect((await fetch(`${emulator.url('shop')}/products`)).status).toBe(200);
  expect(errors.filter((error) => !error.includes('429'))).toEqual([]);
  await page.close();
});

test('a list of ten thousand stays a handful of lines in the page, also while requests come', async () => {
  const { page, errors } = await open(1280, 'light');
  const one = records[0];
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...one,
    id: `made-${index}`,
    path: `/products/${index}`,
  }));
  await page.route('**/_gw/exchanges', (route) => route.fulfill({ json: { exchanges: many, total: many.length } }));
  await page.goto(`${emulator.admin}/#/requests`);
  await page.getByText('/products/9999').waitFor();
  expect(await page.locator('.list .r').count()).toBeLessThan(80);
  await page.locator('[data-list]').evaluate((element) => void (element.scrollTop = element.scrollHeight));
  await page.getByText('/products/0', { exact: true }).waitFor();
  await Promise.all(
    Array.from({ length: 100 }, () => fetch(`${emulator.url('backoffice')}/health`).then((answer) => answer.text())),
  );
  await page.locator('[data-list]').evaluate((element) => void (element.scrollTop = 0));
  await page.getByText('/dev/health').first().waitFor();
  expect(await page.locator('.list .r').count()).toBeLessThan(80);
  expect(errors).toEqual([]);
  await page.close();
});

test('a page of another origin reaches no endpoint', async () => {
  const foreign = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>foreign</title>'),
  );
  await new Promise<void>((listening) => foreign.listen(0, '127.0.0.1', listening));
  const { port } = foreign.address() as AddressInfo;
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/`);
  const document = (await (await fetch(`${emulator.admin}/_gw/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const before = (await emulator.exchanges()).length;
  const tried = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, `${emulator.admin}${path.replaceAll(/\{\w+\}/g, 'x')}`] as const),
  );
  const answers = await page.evaluate(
    (all) =>
      Promise.all(
        all.flatMap(([method, url]) =>
          (['cors', 'no-cors'] as const).map(async (mode) => {
            const init = {
              method: method.toUpperCase(),
              mode,
              ...(method === 'post' ? { body: '{}', headers: { 'content-type': 'text/plain' } } : {}),
            };
            return fetch(url, init).then(
              (response) => `${method} ${url} ${response.type} ${response.status}`,
              () => 'refused',
            );
          }),
        ),
      ),
    tried,
  );
  // This browser is started without the web's own protection, which would keep these answers from the page: the port refuses by itself.
  expect(answers.length).toBeGreaterThan(40);
  expect(
    answers.filter((answer) => answer !== 'refused' && !answer.endsWith(' 403') && !answer.endsWith('opaque 0')),
  ).toEqual([]);
  expect((await emulator.exchanges()).length).toBe(before);
  expect((await fetch(`${emulator.admin}/_gw/apis`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403);
  await page.close();
  foreign.close();
});

test('the first view is at most 60 kB, compressed', async () => {
  const html = await (await fetch(`${emulator.admin}/`)).text();
  const { page } = await open(1280, 'light');
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.goto(`${emulator.admin}/`);
  await page.locator('.list .r').first().waitFor();
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  expect(sizes.reduce((sum, size) => sum + size, gzipSync(html).length)).toBeLessThan(60 * 1024);
  await page.close();
});

test('hostile texts are text: they show as they were written', async () => {
  const { page } = await open(1280, 'light');
  const record = records.find(({ logs }) => logs.some(({ text }) => text.includes('<img')));
  await page.goto(`${emulator.admin}/#/requests/${encodeURIComponent(record?.id ?? '')}?tab=logs`);
  await page.getByText(HOSTILE.slice(0, 20)).first().waitFor();
  // The mark that turns the direction of writing shows as an escape.
  expect(await page.locator('.loglines').innerText()).toContain('\\u202e');
  await page.close();
});
