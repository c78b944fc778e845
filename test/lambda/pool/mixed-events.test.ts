/**
 * Whatever events do to each other's environments: each is answered, none begins twice, no two run at once in one
 * (docs/aws/lambda.md#life-cycle).
 */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const EVENTS = 1500;
const AT_ONCE = 30;

/** By the event's number: nearly all are quick; some wait, spin, throw, or end the environment now or a little later. */
const HANDLER = `
import { appendFileSync } from 'node:fs';
let running = 0;
export const handler = async ({ n, begun, together }) => {
  running += 1;
  appendFileSync(begun, n + '\\n');
  if (running > 1) appendFileSync(together, n + '\\n');
  try {
    if (n % 97 === 50) await new Promise((resolve) => setTimeout(resolve, 25));
    if (n % 101 === 50) for (const until = Date.now() + 25; Date.now() < until; );
    if (n % 151 === 50) throw new Error('no ' + n);
    if (n % 307 === 50) process.exit(3);
    if (n % 401 === 50) setTimeout(() => process.exit(4), 1);
    return n;
  } finally {
    running -= 1;
  }
};`;

test('1,500 events, thirty at a time: none is lost, doubled or run beside another', async () => {
  const { app, invoke } = await serviceOf({ 'm.mjs': HANDLER }, { m: { handler: 'm.handler', timeout: 60 } });
  const [begun, together] = [`${app.root}/begun`, `${app.root}/together`];
  const payloads = new Map<number, string>();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < EVENTS) {
      const n = next;
      next += 1;
      payloads.set(n, (await invoke('m', { n, begun, together })).payload);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));

  const numbers = readFileSync(begun, 'utf8').trim().split('\n').map(Number);
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: EVENTS }, (_, n) => n));
  expect(existsSync(together)).toBe(false);
  const failed = [...payloads].filter(([n, payload]) => payload !== String(n));
  // Each failed by what it did, or because it had begun where another one's late exit came.
  const late = Math.ceil(EVENTS / 401);
  const own = failed.filter(([n]) => n % 151 === 50 || n % 307 === 50);
  expect(own).toHaveLength([...payloads.keys()].filter((n) => n % 151 === 50 || n % 307 === 50).length);
  expect(failed.length - own.length).toBeLessThanOrEqual(late);
  for (const [n, payload] of failed) {
    expect(payload, String(n)).toMatch(/^\{"errorType":"(Error","errorMessage":"no |Runtime\.ExitError")/);
  }
}, 60_000);
