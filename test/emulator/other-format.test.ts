// The event of an HTTP API in the other payload format, built by the API's own pipeline (docs/aws/http-api.md#event-v1).
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import type { Emulator } from '../../src/emulator/contract.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder('other-format');
let emulator: Emulator;

/** The same route twice, once in each format: what the one receives is what the other must show. */
const config = `
functions: { echo: handlers.echo, gate: handlers.gate }
apis:
  two:
    type: http
    authorizers: { gate: { type: request, function: gate, simpleResponses: true } }
    routes: { 'ANY /a/{proxy+}': { function: echo, authorizer: gate } }
  one:
    type: http
    authorizers: { gate: { type: request, function: gate, simpleResponses: true } }
    routes: { 'ANY /a/{proxy+}': { function: echo, authorizer: gate, payloadFormatVersion: '1.0' } }
  plain:
    type: rest
    stage: dev
    routes: { GET /: echo }
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'emulator.config.yaml'), config);
  writeFileSync(
    join(folder, 'handlers.mjs'),
    `export const echo = async () => ({ statusCode: 200, body: 'x' });
     export const gate = async () => ({ isAuthorized: true, context: { tenant: 'acme', level: 3 } });`,
  );
  emulator = await startEmulator({ cwd: folder, port: 0, adminPort: 0, watch: false });
});

afterAll(async () => {
  await emulator?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function other(id: string): Promise<{ status: number; format?: string; event?: Record<string, unknown> }> {
  const response = await fetch(`${emulator.admin}/_gw/exchanges/${encodeURIComponent(id)}/other-format`);
  return { status: response.status, ...((await response.json()) as object) };
}

/** Ids, times and names of the two APIs aside. */
function steady(event: unknown): unknown {
  const text = JSON.stringify(event, (name, value: unknown) =>
    /^(?:requestId|extendedRequestId|x-amzn-trace-id|time|timeEpoch|requestTime|requestTimeEpoch|integrationLatency|apiId|domainName|domainPrefix|host)$/i.test(
      name,
    )
      ? `(${typeof value})`
      : value,
  );
  return JSON.parse(text.replaceAll(/Root=[^"]+|127\.0\.0\.1:\d+/g, '…'));
}

test.each([
  ['GET', 'x/y%20z?a=1&a=2&b=%26', undefined],
  ['POST', 'data', Buffer.from([0, 255, 1])],
  ['PUT', 'data?empty=', Buffer.from('{"ü":1}')],
])('%s %s: each format shows what a route with the other one receives', async (method, path, body) => {
  const headers = {
    cookie: 'a=1; b=2',
    'x-Many': 'one',
    'content-type': body === undefined ? 'text/plain' : 'application/json',
  };
  const received: Record<string, { id: string; event: unknown }> = {};
  for (const api of ['two', 'one']) {
    const init = {
      method,
      headers: { ...headers, 'user-agent': 'test' },
      ...(body === undefined ? {} : { body: new Uint8Array(body) }),
    };
    await fetch(`${emulator.url(api)}/a/${path}`, init);
    const { id, event } = await emulator.waitForExchange({ api, method });
    received[api] = { id, event };
  }
  const [two, one] = [received['two'], received['one']];
  expect(two?.event).toMatchObject({ version: '2.0', routeKey: 'ANY /a/{proxy+}' });
  const asOne = await other(two?.id ?? '');
  expect(asOne.format).toBe('1.0');
  expect(steady(asOne.event)).toEqual(steady(one?.event));
  const asTwo = await other(one?.id ?? '');
  expect(asTwo.format).toBe('2.0');
  expect(steady(asTwo.event)).toEqual(steady(two?.event));
  // The same exchange: its ids and its time are its own.
  expect(JSON.stringify(asOne.event)).toContain(two?.id);
});

test('nothing is recorded or run for it, and events without another format are refused', async () => {
  const before = (await emulator.exchanges()).length;
  const [first] = await emulator.exchanges({ api: 'two' });
  await other(first?.id ?? '');
  expect((await emulator.exchanges()).length).toBe(before);
  await fetch(emulator.url('plain'));
  const { id } = await emulator.waitForExchange({ api: 'plain' });
  expect((await other(id)).status).toBe(409);
  expect((await other('none')).status).toBe(404);
});
