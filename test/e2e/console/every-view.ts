import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ExchangeRecord } from '../../../src/observability/record/exchange-record.ts';
import { openConsole, violations } from './open-console.ts';

/** Pictures of every view are left here. */
const PICTURES = resolve(import.meta.dirname, '../../../.gw-emulate/pictures');

type Records = readonly ExchangeRecord[];

/** The views: where each is, and what is on it once it has loaded. */
const VIEWS: Readonly<Record<string, readonly [hash: (records: Records) => string, shows: string]>> = {
  requests: [() => '#/requests', '/products'],
  exchange: [(all) => `#/requests/${idOf(all, ({ path }) => path === '/products/7')}`, 'Handler'],
  refused: [
    (all) => `#/requests/${idOf(all, ({ refusal }) => refusal?.rule.includes('scope') === true)}`,
    'emulator.config.yaml:18:9',
  ],
  failed: [(all) => `#/requests/${idOf(all, ({ functionError }) => functionError !== undefined)}`, 'handlers.mjs:9:9'],
  logs: [(all) => `#/requests/${idOf(all, ({ path }) => path === '/fail')}?tab=logs`, 'about to fail'],
  mapping: [(all) => `#/requests/${idOf(all, ({ path }) => path.endsWith('/health'))}?tab=mapping`, 'Edit and try'],
  compare: [
    (all) =>
      `#/compare/${idOf(all, ({ path }) => path === '/products')}/${idOf(all, ({ path }) => path === '/products/7')}`,
    'Different every time',
  ],
  compose: [() => '#/compose', 'As curl'],
  sockets: [
    (all) =>
      `#/sockets/${encodeURIComponent(all.find(({ connectionId }) => connectionId !== undefined)?.connectionId ?? '')}`,
    'answered with 200',
  ],
  functions: [() => '#/functions/list', 'listing /products'],
  apis: [() => '#/apis', '/products/{id}'],
  access: [() => '#/access', 'The rule that decided'],
  keys: [() => '#/access?part=keys', '1 of 20 a day'],
  templates: [() => '#/templates', 'Hello Ada'],
  metrics: [() => '#/metrics', 'data transfer out'],
  drills: [() => '#/drills', 'from the configuration'],
  problems: [() => '#/problems', 'Problems'],
};

function idOf(records: Records, fits: (record: ExchangeRecord) => boolean): string {
  const found = records.find(fits);
  if (found === undefined) throw new Error('no such exchange');
  return encodeURIComponent(found.id);
}

/** Every view at one width, light and dark: its content, its picture, no violation, no sideways scroll, and hostile texts as text. */
export function everyView(width: number): void {
  const { emulator, records, open } = openConsole();
  let page: Page;
  let errors: string[] = [];

  beforeAll(async () => {
    mkdirSync(PICTURES, { recursive: true });
    ({ page, errors } = await open(width, 'light'));
    await page.goto(`${emulator().admin}/`);
  });

  afterAll(() => page?.close());

  test.each(Object.keys(VIEWS))(`%s at ${width} px, light and dark`, { timeout: 60_000 }, async (name) => {
    const [hash, shows] = VIEWS[name] ?? [() => '', ''];
    await page.goto(`${emulator().admin}/${hash(records())}`);
    await page.getByText(shows).locator('visible=true').first().waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(PICTURES, `${name}-${width}-${colorScheme}.png`) });
      expect(await violations(page), `${name} at ${width} px, ${colorScheme}`).toEqual([]);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), 'scrolls sideways').toBe(true);
    // A script among the paths, headers, bodies or log lines would have changed these.
    expect(await page.title()).not.toContain('owned');
    expect(await page.locator('img, script:not([src])').count()).toBe(0);
    if (name === 'apis') {
      const route = await page.locator('tbody tr', { hasText: '/fail' }).innerText();
      expect(route).toContain('GET');
      expect(route).toContain('shop');
    }
    expect(errors).toEqual([]);
  });
}
