// The console in a real browser: pages of other origins, and texts that try to be more than text.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HOSTILE } from './console-app.ts';
import { openConsole } from './open-console.ts';

/** The script of a foreign page, as one expression. */
const ATTACK = readFileSync(join(import.meta.dirname, 'foreign-page.mjs'), 'utf8')
  .replace(/^[^]*?export const attack = /, '')
  .replace(/;\s*$/, '');
const REFUSAL = '{"message":"This port does not answer to web pages of other origins."}';

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

test('a page of another origin invokes nothing, reads nothing and makes nothing through markup, forms and sockets', async () => {
  const foreign = createServer((_request, response) =>
    response.setHeader('Content-Type', 'text/html').end('<title>foreign</title>'),
  );
  await new Promise<void>((listening) => foreign.listen(0, '127.0.0.1', listening));
  const { port } = foreign.address() as AddressInfo;
  const admin = emulator().admin ?? '';
  const id = records()[0]?.id ?? '';
  const targets = [
    '/2015-03-31/functions/list/invocations',
    '/2021-11-15/functions/list/response-streaming-invocations',
    '/2021-10-31/functions/list/url',
    '/_gw/functions/list/invoke',
    '/_gw/issuer/.well-known/openid-configuration',
    '/_gw/issuer/.well-known/jwks.json',
    '/_gw/issuer/token',
    '/_gw/access/token',
    '/_gw/faults',
    `/_gw/exchanges/${encodeURIComponent(id)}`,
    `/_gw/exchanges/${encodeURIComponent(id)}/replay`,
    '/_gw/send',
    '/_gw/events',
  ].map((path) => `${admin}${path}`);
  const state = async (): Promise<unknown> => [
    (await emulator().exchanges()).map((one) => one.id),
    await (await fetch(`${admin}/_gw/faults`)).json(),
    await (await fetch(`${admin}/_gw/access`)).json(),
  ];
  const before = await state();
  const { page } = await open(1280, 'light');
  // By the browser's own record: a status below 400 would be an answer with something in it.
  const answered: string[] = [];
  page.context().on('response', (response) => {
    if (!response.url().startsWith(`${admin}/`)) return;
    answered.push(`${response.request().method()} ${new URL(response.url()).pathname}: ${response.status()}`);
  });
  await page.goto(`http://127.0.0.1:${port}/`);
  const came: string[] = await page.evaluate(`(${ATTACK})(${JSON.stringify(targets)})`);
  expect(came).toHaveLength(targets.length * 9);
  // Without the web's own protection this page may read what a frame or a fetch got: only the refusal may be in it.
  const readable = came.filter(
    (one) => !['refused', 'silent', 'framed: ', `framed: ${REFUSAL}`, 'fetched: ', `fetched: ${REFUSAL}`].includes(one),
  );
  expect(readable).toEqual([]);
  expect(answered.length).toBeGreaterThan(targets.length * 4);
  expect(answered.filter((one) => !/: 4\d\d$/.test(one))).toEqual([]);
  expect(await state()).toEqual(before);
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
