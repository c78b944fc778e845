// What must not creep in, measured in units that do not depend on how fast the machine is or what else it does: modules loaded at start,
// size of the package, promises, timers and bytes per request. The limits lie a little above today's figures (docs/performance.md).
import { execFile, spawn } from 'node:child_process';
import { rmSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './temporary-folder.ts';

const ROOT = resolve(import.meta.dirname, '..');
const run = promisify(execFile);

const CONFIG = `
apis:
  web:
    type: http
    routes:
      GET /: { http: "http://127.0.0.1:9" }
`;

test('a start of the command line imports one file, and neither express, jose nor the certificate maker', async () => {
  const loaded = await loadedBy(['dist/cli.js', 'start', '--json', '--port', '0', '--admin-port', '0']);
  expect(ofThePackage(loaded)).toEqual(['dist/cli.js']);
  expect(packagesIn(loaded).filter((name) => name !== 'esbuild')).toEqual([]);
  expect(loaded.filter((name) => SELDOM_NEEDED.has(name))).toEqual([]);
});

test('an emulator started from code with a configuration object reads no YAML, and loads no OpenAPI, express or jose', async () => {
  const folder = projectFolder();
  const script = join(folder, 'start.mjs');
  writeFileSync(
    script,
    `import { startEmulator } from ${JSON.stringify(join(ROOT, 'dist', 'index.js'))};
     const config = { apis: { web: { type: 'http', routes: { 'GET /': { http: 'http://127.0.0.1:9' } } } } };
     const emulator = await startEmulator({ config, cwd: ${JSON.stringify(folder)}, port: 0, adminPort: 0, watch: false });
     console.log('"ready"');
     await emulator.close();`,
  );
  const loaded = await loadedBy([script], folder);
  const names = ofThePackage(loaded);
  expect(names).toContain('dist/index.js');
  // Bytes, not files: what is loaded when it is needed divides the rest into small files.
  const bytes = names.reduce((sum, name) => sum + statSync(join(ROOT, name)).size, 0);
  expect(bytes).toBeLessThan(1_200_000);
  expect(names.filter((name) => /yaml|openapi|rare|certificate|webapi|app-/.test(name))).toEqual([]);
  expect(packagesIn(loaded).filter((name) => name !== 'esbuild')).toEqual([]);
});

test('the package stays small, and what V8 compiled on this machine stays out of it', async () => {
  const cache = join(ROOT, 'dist', 'guard.cache');
  writeFileSync(cache, '');
  onTestFinished(() => rmSync(cache));
  const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: ROOT });
  const [{ size, files }] = JSON.parse(stdout) as [{ size: number; files: { path: string; size: number }[] }];
  // Some 400 kB of it is the documentation, with the facts about AWS that it cites.
  expect(size).toBeLessThan(2_480_000);
  const code = files.filter(({ path }) => /\.c?js$/.test(path)).reduce((sum, file) => sum + file.size, 0);
  // A megabyte of it is the Model Context Protocol's SDK, which only `gw-emulate mcp` loads, and a third of one the client of a shared state.
  expect(code).toBeLessThan(7_250_000);
  expect(files.map(({ path }) => path).filter((path) => path.includes('.cache'))).toEqual([]);
});

test.each([
  // A request costs the bare server about 11 KB and no promise. The WebSocket's is a message.
  { name: 'an HTTP API with a function', target: ['shop', '/items/42'], bytes: 26_500, promises: 15, timers: 3 },
  { name: 'a REST API with a function', target: ['backoffice', '/items/42'], bytes: 33_500, promises: 16, timers: 3 },
  { name: 'a REST API that mocks', target: ['backoffice', '/mock/42'], bytes: 17_300, promises: 5, timers: 1 },
  { name: 'an HTTP API with a backend', target: ['shop', '/proxied/items/42'], bytes: 27_200, promises: 12, timers: 2 },
  { name: 'a WebSocket API with a function', target: ['chat', ''], bytes: 17_500, promises: 14, timers: 2 },
])('a request to $name makes few promises, timers and bytes', async ({ target, bytes, promises, timers }) => {
  const flags = ['--max-semi-space-size=128', '--min-semi-space-size=128'];
  const { stdout } = await run(process.execPath, [...flags, 'bench/guard/count-per-request.mjs', ...target], {
    cwd: ROOT,
  });
  const counted = JSON.parse(stdout) as { bytes: number; promises: number; timers: number };
  expect(counted.promises).toBeLessThanOrEqual(promises);
  expect(counted.timers).toBeLessThanOrEqual(timers);
  expect(counted.bytes).toBeLessThan(bytes);
});

// Copying what outlives a collection is most of what garbage collection costs. Besides what the journal holds, next to nothing should.
test.each([
  { name: 'an HTTP API with a function', target: ['shop', '/items/42'], bytes: 2_800 },
  { name: 'a REST API with a function', target: ['backoffice', '/items/42'], bytes: 4_100 },
])('of a request to $name little outlives a collection', async ({ target, bytes }) => {
  const script = ['--expose-gc', 'bench/guard/kept-per-request.mjs', ...target];
  const { stdout } = await run(process.execPath, script, { cwd: ROOT });
  expect((JSON.parse(stdout) as { kept: number }).kept).toBeLessThan(bytes);
});

test('a start with a SAM template of 100 functions makes little more than one with the same configuration', async () => {
  const bytes = async (form: string): Promise<{ readonly first: number; readonly later: number }> => {
    const { stdout } = await run(process.execPath, ['bench/guard/bytes-per-start.mjs', form], { cwd: ROOT });
    return JSON.parse(stdout) as { first: number; later: number };
  };
  const [sam, config] = [await bytes('sam'), await bytes('config')];
  // 13 MB with what an earlier start read. The one that reads takes 24, 7 of them to keep it; with YAML's whole parser 45.
  expect(sam.later - config.later).toBeLessThan(15_000_000);
  expect(sam.first - config.first).toBeLessThan(27_000_000);
});

/** Built-in modules that take long to load and that no start needs. */
const SELDOM_NEEDED = new Set(['node:http2', 'node:readline', 'node:repl', 'node:test', 'node:sqlite']);

/** Everything a process loads until it has printed that it is ready. */
async function loadedBy(args: readonly string[], cwd = projectFolder()): Promise<string[]> {
  const [script = '', ...rest] = args;
  const child = spawn(
    process.execPath,
    ['--import', join(ROOT, 'bench/guard/list-loaded.mjs'), resolve(ROOT, script), ...rest],
    { cwd, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('"ready"')) child.kill('SIGTERM');
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  const lines = errors.split('\n').filter((line) => line.startsWith('{"loaded"'));
  if (lines.length === 0) throw new Error(`${script} ended with ${code}: ${errors}`);
  return lines.map((line) => (JSON.parse(line) as { loaded: string }).loaded);
}

function projectFolder(): string {
  const folder = temporaryFolder('gw-guard');
  writeFileSync(join(folder, 'emulator.config.yaml'), CONFIG);
  return folder;
}

function ofThePackage(loaded: readonly string[]): string[] {
  const own = `file://${ROOT}/`;
  return loaded
    .filter((name) => name.startsWith(own))
    .map((name) => name.slice(own.length))
    .filter((name) => name.startsWith('dist/'));
}

function packagesIn(loaded: readonly string[]): string[] {
  const names = loaded.flatMap((name) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []);
  return [...new Set(names)];
}
