// APIs of all three kinds behind one domain name over TLS in a real browser: HTTP/2 for requests, HTTP/1.1 beside it for the WebSocket.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCli, startCli } from './cli.ts';

const folder = mkdtempSync(join(resolve(import.meta.dirname, '../..'), '.gw-emulate-sample-'));
const FILES = {
  'emulator.config.yaml': `
edge: { port: 0 }
functions: { page: app.page, show: app.show, talk: app.talk }
apis:
  web: { type: http, routes: { GET /: page, GET /show: show } }
  back: { type: rest, stage: dev, routes: { 'GET /items/{id}': show } }
  beta: { type: rest, stage: dev, routes: { 'GET /{proxy+}': show } }
  chat: { type: websocket, stage: dev, routeSelectionExpression: $request.body.action, routes: { $default: { function: talk, routeResponse: true } } }
domains:
  shop.localhost:
    mappings: { '': web, back: back, chat: chat }
    routingRules:
      - priority: 1
        conditions:
          - matchHeaders: { anyOf: [{ header: x-version, valueGlob: 'beta*' }] }
          - matchBasePaths: { anyOf: [back] }
        actions: [{ invokeApi: { api: beta, stage: dev, stripBasePath: true } }]
`,
  'app.mjs': `
export const page = async () => ({ statusCode: 200, headers: { 'content-type': 'text/html' }, body: '<title>one domain</title>' });
export const show = async ({ headers, resource, rawPath, path, requestContext: { domainName, stage, protocol, http } }) => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ path: rawPath ?? path, resource, domainName, stage, protocol: protocol ?? http.protocol, names: Object.keys(headers) }),
});
export const talk = async ({ body, requestContext: { domainName, stage } }) => ({ statusCode: 200, body: JSON.stringify({ body, domainName, stage }) });
`,
};
let cli: RunningCli;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  cli = await startCli(['--https', '--no-watch'], folder);
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args, '--disable-background-networking', '--no-first-run'],
    headless: true,
  });
  page = await browser.newPage({ ignoreHTTPSErrors: true });
  await page.goto(`https://shop.localhost:${new URL(cli.ready.edge?.url ?? '').port}/`);
});

afterAll(async () => {
  await browser?.close();
  expect(await cli?.stop()).toBe(0);
  rmSync(folder, { recursive: true, force: true });
});

const answerOf = (path: string, headers: Record<string, string> = {}) =>
  page.evaluate(
    async ([url, sent]) => (await (await fetch(url, { headers: sent })).json()) as Record<string, unknown>,
    [path, headers] as const,
  );

test('the page and what it fetches come over HTTP/2', async () => {
  expect(await page.title()).toBe('one domain');
  expect(await page.evaluate(`performance.getEntriesByType('navigation')[0].nextHopProtocol`)).toBe('h2');
  // A REST API hands on the names as they came: in lower case over HTTP/2, where HTTP/1.1 has Sec-Fetch-Mode.
  const { names } = await answerOf('/back/items/1');
  expect(names).toEqual(expect.arrayContaining(['sec-fetch-mode', 'sec-fetch-site']));
});

test('an HTTP API and a REST API see the domain and their own stages', async () => {
  expect(await answerOf('/show')).toMatchObject({ path: '/show', domainName: 'shop.localhost', stage: '$default' });
  expect(await answerOf('/back/items/1')).toMatchObject({
    path: '/back/items/1',
    resource: '/items/{id}',
    domainName: 'shop.localhost',
    stage: 'dev',
    protocol: 'HTTP/1.1',
  });
});

test('a header makes the canary of a routing rule answer', async () => {
  expect(await answerOf('/back/items/1', { 'X-Version': 'beta7' })).toMatchObject({ resource: '/{proxy+}' });
  expect(await answerOf('/back/items/1', { 'X-Version': 'stable' })).toMatchObject({ resource: '/items/{id}' });
});

test('a WebSocket opens at the same name and port', async () => {
  const answer = await page.evaluate<string>(`new Promise((resolve, reject) => {
    const socket = new WebSocket(location.origin.replace('http', 'ws') + '/chat');
    socket.onopen = () => socket.send('hello');
    socket.onmessage = ({ data }) => resolve(data);
    socket.onerror = () => reject(new Error('the WebSocket failed'));
  })`);
  expect(JSON.parse(answer)).toEqual({ body: 'hello', domainName: 'shop.localhost', stage: 'dev' });
});
