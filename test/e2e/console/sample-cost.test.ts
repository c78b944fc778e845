// The traffic of the sample app, priced by hand out of what its clients saw and its REPORT lines say, and by the emulator. The prices are those
// of us-east-1 in docs/aws/metrics-and-pricing.md#31-us-east-1 and #41-us-east-1-o-p2-effective-2025-10-01, typed here once more.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../../src/emulator.ts';
import type { Emulator } from '../../../src/emulator/contract.ts';
import { sampleProject, type SampleProject } from '../sample-project.ts';

const MILLION = 1_000_000;
const GIB = 2 ** 30;

let sample: SampleProject;
let emulator: Emulator;

beforeAll(async () => {
  sample = await sampleProject();
  emulator = await startEmulator({ cwd: sample.folder, port: 0, adminPort: 0, watch: false });
}, 120_000);

afterAll(async () => {
  await emulator?.close();
  sample?.remove();
});

test('the sample’s traffic costs by the tool what it costs by hand', { timeout: 120_000 }, async () => {
  // What the clients saw: bytes of bodies, and messages.
  let bytes = 0;
  const ask = async (url: string, init?: RequestInit): Promise<number> => {
    const response = await fetch(url, init);
    bytes += (await response.arrayBuffer()).byteLength;
    return response.status;
  };
  const shop = emulator.url('shop');
  const backoffice = emulator.url('backoffice');
  const statuses = [
    await ask(`${shop}/`),
    await ask(`${shop}/products`),
    await ask(`${shop}/products`),
    await ask(`${shop}/products/kettle`),
    await ask(`${shop}/orders`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' }),
    await ask(`${shop}/nowhere`),
  ];
  // Every one has found a route; `$default` takes what no other does.
  expect(statuses).toHaveLength(6);
  const restStatuses = [await ask(`${backoffice}/orders`), await ask(`${backoffice}/nowhere`)];
  expect(restStatuses[1]).toBe(403);
  const socket = new WebSocket(emulator.url('chat'));
  let [received, sent] = [0, 0];
  socket.on('message', (data: Buffer) => {
    received += 1;
    bytes += data.length;
  });
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed));
  for (const text of ['{"action":"sendMessage","text":"hello"}', '{"action":"unknown"}']) {
    socket.send(text);
    sent += 1;
    await expect
      .poll(async () => (await emulator.exchanges({ api: 'chat' })).filter(({ method }) => method === 'MESSAGE').length)
      .toBe(sent);
  }
  socket.close();
  await emulator.waitForExchange({ api: 'chat', method: 'DISCONNECT' });

  const exchanges = await emulator.exchanges();
  const reports = exchanges.flatMap(({ report }) => (report === undefined ? [] : [report]));
  const restCharged = restStatuses.filter((status) => status !== 403).length;
  const gbSeconds = reports.reduce(
    (sum, { billedMs, memorySizeMb }) => sum + (billedMs / 1000) * (memorySizeMb / 1024),
    0,
  );
  const byHand = {
    'http requests': (statuses.length * 1) / MILLION,
    'rest requests': (restCharged * 3.5) / MILLION,
    'websocket messages': ((sent + received) * 1) / MILLION,
    // One connection of less than a minute.
    'websocket connection minutes': (1 * 0.25) / MILLION,
    'lambda requests': (reports.length * 0.2) / MILLION,
    'lambda duration (x86_64)': gbSeconds * 0.0000166667,
    'transfer data transfer out': (bytes / GIB) * 0.09,
  };

  const response = await fetch(`${emulator.admin}/_gw/cost?region=us-east-1`);
  const { cost } = (await response.json()) as {
    cost: {
      total: number;
      items: { service: string; item: string; cost: number }[];
      shares: { name: string; cost: number }[];
    };
  };
  const byTool = Object.fromEntries(
    cost.items.map(({ service, item, cost: dollars }) => [`${service} ${item}`, dollars]),
  );
  expect(Object.keys(byTool)).toEqual(Object.keys(byHand));
  for (const [item, dollars] of Object.entries(byHand)) expect(byTool[item], item).toBeCloseTo(dollars, 12);
  const total = Object.values(byHand).reduce((sum, dollars) => sum + dollars, 0);
  expect(cost.total).toBeCloseTo(total, 12);
  expect(cost.shares.reduce((sum, share) => sum + share.cost, 0)).toBeCloseTo(total, 12);
  process.stdout.write(
    `${JSON.stringify({ statuses, restStatuses, sent, received, bytes, invocations: reports.length, gbSeconds, byHand, total })}\n`,
  );
});
