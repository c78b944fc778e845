// In people's tests: from the call of startEmulator to the first injected answer, and injected requests a second, one after another. Every round
// is a process of its own. Needs `npm run build`. Arguments: rounds (5 unless given).
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { median } from './statistics.mjs';

const WARM_UP = 500;
const REQUESTS = 5000;

if (process.argv[2] === 'once') await once(process.argv[3]);
else report(Number(process.argv[2] ?? 5));

function report(rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'gw-bench-inject-'));
  writeFileSync(join(folder, 'hello.ts'), 'export const handler = async () => ({ statusCode: 200, body: "hello" });\n');
  const results = [];
  for (let round = 0; round < rounds; round += 1) {
    const script = fileURLToPath(import.meta.url);
    const { stdout, stderr, status } = spawnSync(process.execPath, [script, 'once', folder], { encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    results.push(JSON.parse(stdout));
  }
  rmSync(folder, { recursive: true, force: true });
  const middle = (name) => median(results.map((result) => result[name]));
  console.log(`import ${middle('importMs').toFixed(0)} ms`);
  console.log(`start and first inject ${middle('firstMs').toFixed(0)} ms`);
  console.log(`${middle('perSecond').toFixed(0)} injects a second`);
}

async function once(cwd) {
  const began = performance.now();
  const { startEmulator } = await import('../dist/index.js');
  const imported = performance.now();
  const config = {
    functions: { hello: 'hello.handler' },
    apis: { shop: { type: 'http', routes: { 'GET /': 'hello' } } },
  };
  const emulator = await startEmulator({ config, cwd, listen: false, watch: false });
  const send = async () => {
    const { body } = await emulator.inject('shop', { path: '/' });
    if (body !== 'hello') throw new Error(`a wrong response: ${body}`);
  };
  await send();
  const first = performance.now();
  for (let i = 0; i < WARM_UP; i += 1) await send();
  const warm = performance.now();
  for (let i = 0; i < REQUESTS; i += 1) await send();
  const perSecond = REQUESTS / ((performance.now() - warm) / 1000);
  await emulator.close();
  console.log(JSON.stringify({ importMs: imported - began, firstMs: first - imported, perSecond }));
}
