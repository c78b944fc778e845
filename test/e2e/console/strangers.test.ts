// The console in a real browser: pages of other origins, and texts that try to be more than text.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { HOSTILE } from './console-app.ts';
import { openConsole } from './open-console.ts';

const { emulator, open, records } = openConsole();

test('a page of another origin reaches no endpoint', async () => {
  const foreign = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>foreign</title>'),
  );
  await new Promise<void>((listening) => foreign.listen(0, '127.0.0.1', listening));
  const { port } = foreign.address() as AddressInfo;
  const { page } = await open(1280, 'light');
  await page.goto(`http://127.0.0.1:${port}/`);
  const document = (await (await fetch(`${emulator().admin}/_gw/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>;
  };
  const before = (await emulator().exchanges()).length;
  const tried = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method, `${emulator().admin}${path.replaceAll(/\{\w+\}/g, 'x')}`] as const),
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
  expect((await emulator().exchanges()).length).toBe(before);
  expect((await fetch(`${emulator().admin}/_gw/apis`, { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(
    403,
  );
  await page.close();
  foreign.close();
});

test('hostile texts are text: they show as they were written', async () => {
  const { page } = await open(1280, 'light');
  const record = records().find(({ logs }) => logs.some(({ text }) => text.includes('<img')));
  await page.goto(`${emulator().admin}/#/requests/${encodeURIComponent(record?.id ?? '')}?tab=logs`);
  await page.getByText(HOSTILE.slice(0, 20)).first().waitFor();
  // The mark that turns the direction of writing shows as an escape.
  expect(await page.locator('.loglines').innerText()).toContain('\\u202e');
  await page.close();
});
