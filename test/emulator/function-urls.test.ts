/** Function URLs of a running emulator: listed, reached from handlers by their AWS name, following the configuration. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const HANDLERS = `
export const hello = async (event) => ({ statusCode: 200, body: 'hello ' + event.rawPath });
export const asks = async (event) => (await fetch('https://' + event.domain + '/from-handler')).text();
export const domain = async (event) => event.requestContext.domainName;
`;

async function running(config: string, watch = false) {
  const root = temporaryFolder('gw-url');
  writeFileSync(join(root, 'h.mjs'), HANDLERS);
  const file = join(root, 'emulator.config.yaml');
  writeFileSync(file, config);
  let reloaded: () => void = () => undefined;
  const observer = { reloaded: () => reloaded() };
  const emulator = await startEmulator({ config: file, cwd: root, port: 0, adminPort: 0, watch, observer });
  onTestFinished(async () => {
    await emulator.close();
    rmSync(root, { recursive: true, force: true });
  });
  const rewrite = async (text: string): Promise<void> => {
    const done = new Promise<void>((resolve) => {
      reloaded = resolve;
    });
    writeFileSync(file, text);
    await done;
  };
  return { emulator, rewrite };
}

const urlOf = (emulator: Emulator, name: string): string =>
  emulator.functionUrls.find((each) => each.name === name)?.url ?? '';
const get = async (url: string): Promise<string> => (await fetch(`${url}/x`)).text();

test('each URL has a port of its own and is listed', async () => {
  const { emulator } = await running(
    'functions:\n  hello: { handler: h.hello, url: true }\n  domain: { handler: h.domain, url: true }\n',
  );
  expect(emulator.functionUrls.map(({ name }) => name)).toEqual(['hello', 'domain']);
  expect(new Set(emulator.functionUrls.map(({ url }) => url)).size).toBe(2);
  expect(await get(urlOf(emulator, 'hello'))).toBe('hello /x');
});

test('a handler reaches a URL by its name on AWS', async () => {
  const { emulator } = await running('functions:\n  domain: { handler: h.domain, url: true }\n  asks: h.asks\n');
  const domain = await get(urlOf(emulator, 'domain'));
  expect(domain).toMatch(/^[0-9a-z]{32}\.lambda-url\.us-east-1\.on\.aws$/);
  const { payload } = await emulator.invoke('asks', { domain });
  expect(JSON.parse(payload)).toBe(domain);
});

test('URLs follow the configuration: changed where they are, opened, closed', async () => {
  const before = 'functions:\n  hello: { handler: h.hello, url: true }\n  domain: { handler: h.domain, url: true }\n';
  const { emulator, rewrite } = await running(before, true);
  const [hello, domain] = [urlOf(emulator, 'hello'), urlOf(emulator, 'domain')];
  await rewrite(
    'functions:\n  hello: { handler: h.hello, url: { auth: IAM } }\n  domain: h.domain\n  more: { handler: h.hello, url: true }\n',
  );
  expect(emulator.functionUrls.map(({ name }) => name)).toEqual(['hello', 'more']);
  expect(urlOf(emulator, 'hello')).toBe(hello);
  expect((await fetch(hello)).status).toBe(403);
  await expect(fetch(domain)).rejects.toThrow();
  expect(await get(urlOf(emulator, 'more'))).toBe('hello /x');
  await rewrite('functions:\n  hello: { handler: h.hello, url: true }\n');
  expect(await get(hello)).toBe('hello /x');
});
