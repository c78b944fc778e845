/** `localhost` is printed where it reaches the emulator, network addresses where other machines do. */
import { createServer } from 'node:net';
import type { AddressInfo, Server } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { paintFor } from '../../../../src/cli/print/colours.ts';
import { networkUrls, shownUrls } from '../../../../src/cli/print/live/shown-urls.ts';
import { startTable } from '../../../../src/cli/print/start-table.ts';

async function listening(host: string): Promise<Server | undefined> {
  const server = createServer();
  onTestFinished(() => void server.close());
  return new Promise((resolve) => {
    server.on('error', () => resolve(undefined)).listen(0, host, () => resolve(server));
  });
}

test('127.0.0.1 is shown as localhost, the path and scheme kept', async () => {
  const server = await listening('127.0.0.1');
  if (server === undefined) throw new Error('127.0.0.1 cannot be listened on');
  const { port } = server.address() as AddressInfo;
  const url = `ws://127.0.0.1:${port}/dev`;
  expect(await shownUrls([url, 'http://192.168.1.5:1/'])).toEqual(new Map([[url, `ws://localhost:${port}/dev`]]));
});

test('not where another program answers at the same port of ::1', async (context) => {
  const other = await listening('::1');
  context.skip(other === undefined, 'this machine has no IPv6');
  if (other === undefined) return;
  const { port } = other.address() as AddressInfo;
  expect(await shownUrls([`http://127.0.0.1:${port}`])).toEqual(new Map());
});

test.each([
  ['http://127.0.0.1:3000', '0.0.0.0', ['http://10.0.0.7:3000']],
  ['ws://127.0.0.1:3001/dev', '0.0.0.0', ['ws://10.0.0.7:3001/dev']],
  ['http://[::1]:3000', '::', ['http://10.0.0.7:3000']],
  ['http://127.0.0.1:3000', '127.0.0.1', []],
])('%s on the host %s', (url, host, shown) => {
  expect(networkUrls(url, host, ['10.0.0.7'])).toEqual(shown);
});

test('the table shows them', () => {
  const url = 'http://127.0.0.1:3000';
  const facts = {
    apis: [{ name: 'shop', type: 'http', stage: '$default', url }],
    functionUrls: [],
    debuggers: [],
  } as const;
  const lines = startTable({ ...facts, admin: undefined }, paintFor(false), {
    shown: new Map([[url, 'http://localhost:3000']]),
  });
  expect(lines.at(-1)).toBe('  shop  HTTP  $default  http://localhost:3000');
});
