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

test('a status that the project expects is not as loud as a failure, and the playground shows what mappings give', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator().admin}/#/requests?q=status:401`);
  await page.locator('.list .r.bad').first().waitFor();
  await page.keyboard.press('?');
  await page.getByLabel('Expected statuses').fill('401, 404');
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.reload();
  await page.locator('.list .r').first().waitFor();
  expect(await page.locator('.list .r.bad').count()).toBe(0);
  await page.goto(`${emulator().admin}/#/templates?part=parameters`);
  await page
    .getByLabel('Parameter mappings as JSON')
    .fill('{"integration.request.header.X-Name": "method.request.body.name"}');
  await page.getByRole('cell', { name: 'Ada' }).waitFor();
  await page
    .getByLabel('Parameter mappings as JSON')
    .fill('{"integration.request.header.X-Name": "method.request.nothing"}');
  await page.locator('td.server').first().waitFor();
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test('what only some kinds of drills have can be written: an error of its own, a close code, one connection', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator().admin}/#/drills`);
  await page.getByLabel('What goes wrong').selectOption('function-error');
  await page.getByLabel('Error type').fill('OutOfStock');
  await page.getByLabel('Error message').fill('none left: "kettle"');
  await page.getByLabel('Route').selectOption('GET /products');
  await page.getByLabel('Stop after requests').fill('1');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect
    .poll(() => emulator().faults.list())
    .toContainEqual(
      expect.objectContaining({ kind: 'function-error', errorType: 'OutOfStock', errorMessage: 'none left: "kettle"' }),
    );
  expect((await fetch(`${emulator().url('shop')}/products`)).status).toBe(500);
  await page.getByLabel('What goes wrong').selectOption('latency');
  await page.getByLabel('Give or take, ms').fill('5');
  await page.getByText('jitter: 5').waitFor();
  await page.getByLabel('What goes wrong').selectOption('websocket-drop');
  await page.getByLabel('Close code').selectOption('1001');
  await expect.poll(() => page.getByLabel('Connection').locator('option').count()).toBeGreaterThan(1);
  expect(await page.getByText('jitter: 5').count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  expect(errors).toEqual([]);
  await page.close();
});

test('a template is opened from the exchange that used it, tried with it, and says where its change belongs', async () => {
  const { page, errors } = await open(1280, 'light');
  const { id = '' } =
    (await emulator().exchanges({ api: 'backoffice' })).find(({ path }) => path.endsWith('/health')) ?? {};
  await page.goto(`${emulator().admin}/#/requests/${encodeURIComponent(id)}?tab=mapping`);
  await page.getByRole('link', { name: 'Edit and try' }).last().click();
  await expect.poll(() => page.getByLabel('Template text').inputValue()).toBe('{"stage": "$context.stage"}');
  await page.getByRole('link', { name: /^emulator\.config\.yaml:\d+:\d+$/ }).waitFor();
  await page.getByLabel('Output of the template').getByText('"dev"').waitFor();
  await page.getByLabel('Template text').fill(`${'\n'.repeat(199)}#if(`);
  // The number of each line stands beside it, also when the text is scrolled; an error is marked.
  expect(await page.locator('.numbered li').last().textContent()).toBe('200');
  await page.locator('.numbered li.server', { hasText: '200' }).waitFor();
  await page.getByLabel('Template text').evaluate((element) => void (element.scrollTop = element.scrollHeight));
  await expect
    .poll(() =>
      page.locator('.numbered').evaluate(({ firstElementChild: numbers, lastElementChild: text }) => ({
        apart: Math.abs((numbers?.scrollTop ?? 0) - (text?.scrollTop ?? 0)) <= 1,
        scrolled: (text?.scrollTop ?? 0) > 1000,
        sameHeight: numbers?.scrollHeight === text?.scrollHeight,
      })),
    )
    .toEqual({ apart: true, scrolled: true, sameHeight: true });
  await page.getByLabel('Template text').fill('{"stage": "$context.stag"}');
  await page.getByText('This template stands inside emulator.config.yaml').waitFor();
  await page.getByText('Did you mean').waitFor();
  expect(await page.getByRole('button', { name: 'Write back to file' }).count()).toBe(0);
  // The address holds what is looked at, and the back key leads out of it.
  expect(page.url()).toContain('template=');
  expect(await violations(page)).toEqual([]);
  await page.goBack();
  await page.getByRole('tab', { name: /Mapping/ }).waitFor();
  expect(errors).toEqual([]);
  await page.close();
});

test('nothing can be sent while the emulator does not respond, and what is shown stays', async () => {
  const { page } = await open(1280, 'light');
  const { id = '' } = (await emulator().exchanges({ api: 'shop' })).find(({ event }) => event !== undefined) ?? {};
  await page.goto(`${emulator().admin}/#/requests/${encodeURIComponent(id)}`);
  const buttons = ['Resend', 'Clear'].map((name) => page.getByRole('button', { name, exact: true }));
  await page.getByText('Live', { exact: true }).waitFor();
  for (const button of buttons) expect(await button.isDisabled()).toBe(false);
  await page.route('**/_gw/events', (route) => route.abort());
  await page.reload();
  await page.getByText('gw-emulate does not respond.').waitFor();
  for (const button of buttons) await expect.poll(() => button.isDisabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Save as fixture' }).isDisabled()).toBe(false);
  expect(await violations(page)).toEqual([]);
  for (const [view, name] of [
    ['compose', 'Send'],
    ['drills', 'Switch on'],
  ] as const) {
    await page.goto(`${emulator().admin}/#/${view}`);
    await expect.poll(() => page.getByRole('button', { name, exact: true }).isDisabled()).toBe(true);
  }
  // The page tries again on its own.
  await page.unroute('**/_gw/events');
  await expect
    .poll(() => page.getByRole('button', { name: 'Switch on' }).isDisabled(), { timeout: 20_000 })
    .toBe(false);
  await page.close();
});

test('of a request whose line alone is kept the page says so', async () => {
  const { page, errors } = await open(1280, 'light');
  const { id = '' } = (await emulator().exchanges({ api: 'shop' })).find(({ failed }) => !failed) ?? {};
  const address = `${emulator().admin}/_gw/exchanges/${encodeURIComponent(id)}`;
  const whole = (await (await fetch(address)).json()) as Record<string, unknown>;
  const { stages: _, event: _event, request: _request, response: _response, result: _result, ...line } = whole;
  await page.route(`**/_gw/exchanges/${encodeURIComponent(id)}`, (route) =>
    route.fulfill({ json: { ...line, stages: [], logs: [], detail: 'light', note: 'Why there is no more.' } }),
  );
  await page.goto(`${emulator().admin}/#/requests/${encodeURIComponent(id)}`);
  await page.getByText('Only the line of this request is kept. Why there is no more.').waitFor();
  expect(await page.getByRole('button', { name: 'Resend', exact: true }).isDisabled()).toBe(true);
  await page.getByText('The logs of this request are not kept.').waitFor();
  expect(await page.getByRole('button', { name: 'Compare' }).count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  const other = (await emulator().exchanges({ api: 'shop' })).find((one) => one.id !== id)?.id ?? '';
  await page.goto(`${emulator().admin}/#/compare/${encodeURIComponent(id)}/${encodeURIComponent(other)}`);
  // Members that were not kept are no differences.
  await page.getByText('These two cannot be compared').waitFor();
  expect(await page.locator('table.diff').count()).toBe(0);
  await page.goto(`${emulator().admin}/#/compose?from=${encodeURIComponent(id)}`);
  await page.getByText('Why there is no more.').waitFor();
  expect(errors).toEqual([]);
  // One that is gone leaves a page with a heading, also where the pane covers the list.
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${emulator().admin}/#/requests/gone`);
  await page.getByText('There is no exchange gone.').waitFor();
  expect(await violations(page)).toEqual([]);
  await page.close();
});

test('a request that has not ended stands on top with what it waits for, and becomes its line when it ends', async () => {
  const { page, errors } = await open(1280, 'light');
  await page.goto(`${emulator().admin}/#/requests`);
  await page.locator('.list .r').first().waitFor();
  let answer = (): void => undefined;
  const undo = emulator().mock(
    'list',
    () =>
      new Promise((resolve) => {
        answer = () => resolve({ statusCode: 200, body: '{}' });
      }),
  );
  const path = '/products/under-way';
  const answered = fetch(`${emulator().url('shop')}${path}`);
  const row = page.locator('.list .r', { hasText: path.slice('/products'.length) });
  await row.locator('.wait').first().waitFor();
  await row.click();
  await page.getByText('Stages, logs and bodies show here when it has ended.').waitFor();
  expect(await violations(page)).toEqual([]);
  answer();
  await answered;
  undo();
  await page.getByRole('tab', { name: 'Response' }).waitFor();
  await expect.poll(() => row.locator('.wait').count()).toBe(0);
  expect(errors).toEqual([]);
  await page.close();
});

test('after the emulator was started again, a view shows what it serves now', async () => {
  const { page } = await open(1280, 'light');
  let startedAt = 1;
  const state = { version: '', region: '', root: '', apis: [], reload: null, counts: { exchanges: 1 } };
  await page.route('**/_gw/exchanges', (route) => route.fulfill({ json: { exchanges: [], total: 1, underWay: [] } }));
  await page.route('**/_gw/events', (route) =>
    route.fulfill({
      contentType: 'text/event-stream',
      body: `event: state\ndata: ${JSON.stringify({ ...state, startedAt })}\n\n`,
    }),
  );
  await page.goto(`${emulator().admin}/#/apis`);
  await page.getByRole('link', { name: '/fail' }).waitFor();
  await page.route('**/_gw/apis', (route) => route.fulfill({ json: { apis: [] } }));
  startedAt = 2;
  await expect.poll(() => page.getByRole('link', { name: '/fail' }).count(), { timeout: 15_000 }).toBe(0);
  await page.close();
});
