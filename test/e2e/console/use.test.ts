// The console in a real browser, used: by keyboard alone, live, and with drills.
import { expect, test } from 'vitest';
import { openConsole, violations } from './open-console.ts';

const { emulator, open } = openConsole();

test('by keyboard alone: from the list into a refusal, its line of configuration, out again and to another view', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator().admin}/#/requests`);
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
  await page.goto(`${emulator().admin}/#/requests`);
  await page.getByText('Live').waitFor();
  const path = `/products/live-${Date.now()}`;
  await fetch(`${emulator().url('shop')}${path}`, { headers: { authorization: 'Bearer very-secret-token' } });
  const row = page.locator('.list .r', { hasText: path.slice('/products'.length) }).first();
  await row.click();
  await page.getByRole('tab', { name: 'Request' }).click();
  await page.getByText('hidden, 24 characters').waitFor();
  expect(await page.getByText('very-secret-token').count()).toBe(0);
  await page.getByRole('button', { name: 'Show secrets' }).click();
  await page.getByText('very-secret-token').first().waitFor();
  await page.getByRole('button', { name: 'Resend', exact: true }).click();
  await expect
    .poll(async () => (await emulator().exchanges({ api: 'shop' })).filter((record) => record.path === path).length)
    .toBe(2);
  await page.close();
});

test('a drill is switched on, marks what it touches, and is ended', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator().admin}/#/drills`);
  await page.getByRole('button', { name: 'Lost answer' }).click();
  await page.getByLabel('What goes wrong').selectOption('throttle');
  await page.getByLabel('API', { exact: true }).selectOption('shop');
  await page.getByLabel('Route').selectOption('GET /products');
  await page.getByLabel('Stop after requests').fill('2');
  await page.getByText('GET /products of shop: the request is throttled').waitFor();
  await page.getByRole('button', { name: 'Switch on' }).click();
  await page.getByRole('switch', { name: /^Throttle/ }).waitFor();
  expect((await fetch(`${emulator().url('shop')}/products`)).status).toBe(429);
  await page.getByRole('link', { name: '1 of 1' }).click();
  await page.locator('.list .r', { hasText: '429' }).first().click();
  await page.locator('.notice .tag.drill').waitFor();
  await page.goto(`${emulator().admin}/#/drills`);
  expect(await violations(page)).toEqual([]);
  await page.getByRole('switch', { name: /^Throttle/ }).click();
  await expect
    .poll(() =>
      emulator()
        .faults.list()
        .map(({ kind }) => kind),
    )
    .toEqual(['latency']);
  expect((await fetch(`${emulator().url('shop')}/products`)).status).toBe(200);
  expect(errors.filter((error) => !error.includes('429'))).toEqual([]);
  await page.close();
});
