// The local issuer of a running emulator, as verifiers of tokens see it.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { runToken } from '../../src/cli/commands/token.ts';
import { startEmulator } from '../../src/index.ts';
import type { EmulatorConfig } from '../../src/sources/config/index.ts';
import { fakeIo } from '../cli/fake-io.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const config: EmulatorConfig = {
  apis: {
    shop: {
      type: 'http',
      authorizers: { users: { type: 'jwt', issuer: 'local', audience: ['shop'] } },
      routes: { 'GET /': { http: 'http://127.0.0.1:9', authorizer: 'users' } },
    },
  },
};

test('a token of the command line names the issuer that runs, on whatever port, and jose verifies it', async () => {
  const cwd = temporaryFolder('issuer');
  const emulator = await startEmulator({ config, cwd, port: 0, adminPort: 0, watch: false });
  try {
    const { io, out } = fakeIo();
    await runToken({ config, cwd, environment: {}, sub: 'alice' }, io);
    const discovered = await fetch(`${emulator.admin}/_gw/issuer/.well-known/openid-configuration`);
    const { issuer, jwks_uri: keys } = (await discovered.json()) as { issuer: string; jwks_uri: string };
    const { payload } = await jwtVerify(out().trim(), createRemoteJWKSet(new URL(keys)), { issuer, audience: 'shop' });
    expect(payload.sub).toBe('alice');
    const anonymous = await fetch(`${emulator.url('shop')}/`);
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
    const known = await fetch(`${emulator.url('shop')}/`, { headers: { authorization: `Bearer ${out().trim()}` } });
    // Past the authorizer there is a backend without a listener.
    expect(known.status).toBe(503);
  } finally {
    await emulator.close();
  }
});

test('a project that does not use the issuer gets no files of it', async () => {
  const cwd = temporaryFolder('issuer');
  const plain: EmulatorConfig = {
    apis: { shop: { type: 'http', routes: { 'GET /': { http: 'http://127.0.0.1:9' } } } },
  };
  const emulator = await startEmulator({ config: plain, cwd, port: 0, adminPort: 0, watch: false });
  await emulator.close();
  expect(existsSync(join(cwd, '.gw-emulate', 'issuer-address'))).toBe(false);
});
