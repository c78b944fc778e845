// The console in a real browser under load: ten thousand lines, hundreds of requests a second, and what the first view weighs.
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { openConsole } from './open-console.ts';

const run = promisify(execFile);
const FLOOD = resolve(import.meta.dirname, 'flood.mjs');
const { emulator, open, records } = openConsole();

test('a list of ten thousand stays a handful of lines in the page, also while requests come', async () => {
  const { page, errors } = await open(1280, 'light');
  const one = records()[0];
  const many = Array.from({ length: 10_000 }, (_, index) => ({
    ...one,
    id: `made-${index}`,
    path: `/products/${index}`,
  }));
  await page.route('**/_gw/exchanges', (route) => route.fulfill({ json: { exchanges: many, total: many.length } }));
  await page.goto(`${emulator().admin}/#/requests`);
  await page.getByText('/products/9999').waitFor();
  expect(await page.locator('.list .r').count()).toBeLessThan(80);
  await page.locator('[data-list]').evaluate((element) => void (element.scrollTop = element.scrollHeight));
  await page.getByText('/products/0', { exact: true }).waitFor();
  await Promise.all(
    Array.from({ length: 100 }, () => fetch(`${emulator().url('backoffice')}/health`).then((answer) => answer.text())),
  );
  await page.locator('[data-list]').evaluate((element) => void (element.scrollTop = 0));
  await page.getByText('/dev/health').first().waitFor();
  expect(await page.locator('.list .r').count()).toBeLessThan(80);
  expect(errors).toEqual([]);
  await page.close();
});

test('the first view is at most 60 kB, compressed', async () => {
  const html = await (await fetch(`${emulator().admin}/`)).text();
  const { page } = await open(1280, 'light');
  const bodies: Promise<Buffer>[] = [];
  page.on('response', (response) => {
    if (/\.(?:js|css)$/.test(new URL(response.url()).pathname)) bodies.push(response.body());
  });
  await page.goto(`${emulator().admin}/`);
  await page.locator('.list .r').first().waitFor();
  const sizes = (await Promise.all(bodies)).map((body) => gzipSync(body).length);
  expect(sizes.length).toBeGreaterThanOrEqual(2);
  expect(sizes.reduce((sum, size) => sum + size, gzipSync(html).length)).toBeLessThan(60 * 1024);
  await page.close();
});

test(
  'five hundred requests a second with the page open: every one is listed, and the page goes on answering',
  { timeout: 120_000 },
  async () => {
    const { page, errors } = await open(1280, 'light');
    await page.goto(`${emulator().admin}/#/requests`);
    await page.locator('.list .r').first().waitFor();
    // What the page is told, counted in the page itself: from another connection of the same kind.
    await page.evaluate(() => {
      const seen = { ids: new Set<string>(), skipped: 0 };
      Object.assign(globalThis, { seen });
      const source = new EventSource('/_gw/events');
      source.addEventListener('batch', (event) => {
        const batch = JSON.parse((event as MessageEvent).data as string) as {
          exchanges: { id: string; path: string }[];
          skipped: number;
        };
        seen.skipped += batch.skipped;
        for (const { id, path } of batch.exchanges) if (path === '/dev/health') seen.ids.add(id);
      });
      // The first that it hears once it is followed.
      return new Promise<void>((resolve) => {
        source.addEventListener('state', () => resolve(), { once: true });
      });
    });
    const [seconds, rate] = [5, 500];
    const url = `${emulator().url('backoffice')}/health`;
    const flooded = run(process.execPath, [FLOOD, url, String(rate), String(seconds)]);
    await expect.poll(() => page.locator('.list .r', { hasText: '/dev/health' }).count()).toBeGreaterThan(5);
    // Meanwhile the page follows a click: with the exchange, or with the words that only the last ones are kept.
    await page.locator('.list .r').nth(1).click();
    await page.locator('[aria-label="Exchange"]').locator('[role=tab], .notice').first().waitFor();
    const { answered } = JSON.parse((await flooded).stdout) as { answered: number };
    expect(answered).toBe(seconds * rate);
    const count = (): Promise<number> =>
      page.evaluate(() => (globalThis as unknown as { seen: { ids: Set<string> } }).seen.ids.size);
    await expect.poll(count).toBe(seconds * rate);
    expect(await page.evaluate(() => (globalThis as unknown as { seen: { skipped: number } }).seen.skipped)).toBe(0);
    expect(await page.getByText('came too fast to be listed').count()).toBe(0);
    await page.goto(`${emulator().admin}/#/requests?q=health`);
    await expect
      .poll(() => page.locator('[aria-rowcount]').first().getAttribute('aria-rowcount'))
      .toMatch(/^(?:2[5-9]\d\d|[3-9]\d\d\d)$/);
    expect(errors).toEqual([]);
    await page.close();
  },
);
