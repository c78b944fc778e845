// Node 20 can stop for good where a JWK is exported from a key that was only just made. Each start is a process of its own, since a main
// thread that stopped could not end itself.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const STARTS = 5;
/** Milliseconds that a start may take on a busy machine. */
const WATCHDOG = 20_000;

const library = pathToFileURL(resolve(import.meta.dirname, '../../dist/index.js')).href;
const START = `
import { startEmulator } from ${JSON.stringify(library)};
const config = {
  functions: { f: { inline: 'exports.handler = async () => ({})' } },
  apis: { shop: { type: 'http', authorizers: { users: { type: 'jwt', issuer: 'local', audience: ['a'] } },
    routes: { 'GET /': { function: 'f', authorizer: 'users' } } } },
};
const emulator = await startEmulator({ config, cwd: process.cwd(), port: 0, adminPort: 0, watch: false });
const { keys } = await (await fetch(emulator.admin + '/_gw/issuer/.well-known/jwks.json')).json();
await emulator.close();
console.log(keys.length + ' ' + keys[0].kid);
`;

test(
  `${STARTS} fresh projects with a local issuer start, each with a key of its own`,
  { timeout: STARTS * WATCHDOG },
  () => {
    const kids = new Set<string>();
    for (let start = 0; start < STARTS; start += 1) {
      const folder = temporaryFolder('fresh-issuer');
      const run = spawnSync(process.execPath, ['--input-type=module', '--eval', START], {
        cwd: folder,
        encoding: 'utf8',
        timeout: WATCHDOG,
        killSignal: 'SIGKILL',
      });
      expect([run.signal, run.status, run.stderr]).toEqual([null, 0, '']);
      expect(run.stdout).toMatch(/^1 [\w-]{43}\n$/);
      kids.add(run.stdout);
      expect(readFileSync(join(folder, '.gw-emulate', 'issuer.json'), 'utf8')).toContain('PRIVATE KEY');
    }
    expect(kids.size).toBe(STARTS);
  },
);
