// `gw-emulate cost --usage`: AWS's worked examples as a user would price them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type CostCommand, runCost } from '../../../src/cli/commands/cost.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

async function price(text: string, over: Partial<CostCommand> = {}) {
  const cwd = temporaryFolder('cost');
  writeFileSync(join(cwd, 'usage.json'), text);
  const { io, out, err } = fakeIo(cwd);
  const code = await runCost({ usage: 'usage.json', ...over }, io);
  return { code, out: out(), err: err() };
}

test('a bill as JSON has a total and its items', async () => {
  const { code, out } = await price('{ "http": { "requests": 432000000 } }', { json: true });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ region: 'us-east-1', items: [{ service: 'http', item: 'requests' }] });
  expect((JSON.parse(out) as { total: number }).total).toBeCloseTo(418.8, 6);
});

test('a bill as a table names the day of its prices', async () => {
  const { out } = await price('rest: { requests: 1000000, cacheGb: 0.5, cacheHours: 100 }');
  expect(out).toContain('rest     requests         1,000,000 requests');
  expect(out).toContain('total 5.50 USD');
  expect(out).toContain('Prices of us-east-1, collected 2026-11-30');
});

test('small amounts are written out, without an exponent', async () => {
  const { out } = await price('{ "http": { "requests": 1 }, "transferOutGb": 0.000002 }');
  expect(out).toContain('0.000001');
  expect(out).toContain('0.000002 GB');
  expect(out).not.toMatch(/\de-\d/);
});

test('mistakes in the file are named, a Region without prices is wrong usage', async () => {
  expect(await price('{ "http": { "request": 1 } }')).toMatchObject({
    code: 1,
    err: expect.stringContaining('usage.json: http.request: unknown; known here: requests, kilobytesEach.'),
  });
  expect(await price('{ "http": ')).toMatchObject({ code: 1 });
  expect(await price('{}', { region: 'mars-1' })).toMatchObject({ code: 2 });
});
