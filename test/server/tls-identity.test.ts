import { X509Certificate } from 'node:crypto';
import { chmodSync, readFileSync, statSync } from 'node:fs';
import { request } from 'node:https';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { tlsIdentity } from '../../src/server/tls/tls-identity.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const NOW = Date.UTC(2026, 10, 24);
const DAY_MS = 86_400_000;

function folder(): string {
  return join(temporaryFolder('tls'), 'tls');
}

test('the certificate is made once and kept, its key readable by its owner only', async () => {
  const place = folder();
  const first = await tlsIdentity(place, NOW);
  expect(await tlsIdentity(place, NOW + 300 * DAY_MS)).toEqual(first);
  expect(statSync(join(place, 'localhost.key.pem')).mode & 0o077).toBe(0);
});

test("a kept key that others may read is its owner's alone again, and git ignores it", async () => {
  const place = folder();
  const first = await tlsIdentity(place, NOW);
  chmodSync(join(place, 'localhost.key.pem'), 0o666);
  expect(await tlsIdentity(place, NOW)).toEqual(first);
  expect(statSync(join(place, 'localhost.key.pem')).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(place, '.gitignore'), 'utf8')).toBe('*\n');
});

test('a certificate covers the names of the edge, and is replaced where one is new', async () => {
  const place = folder();
  const names = ['*.execute-api.localhost', 'api.shop.localhost'];
  const first = await tlsIdentity(place, NOW, names);
  const { subjectAltName } = new X509Certificate(first.cert);
  for (const name of [...names, 'localhost']) expect(subjectAltName).toContain(`DNS:${name}`);
  expect((await tlsIdentity(place, NOW, names.slice(1))).cert).toBe(first.cert);
  expect((await tlsIdentity(place, NOW, [...names, 'other.localhost'])).cert).not.toBe(first.cert);
});

test('a certificate that is about to end is replaced', async () => {
  const place = folder();
  const first = await tlsIdentity(place, NOW);
  const next = await tlsIdentity(place, NOW + 397 * DAY_MS);
  expect(next.cert).not.toBe(first.cert);
});

test('with https an API answers over TLS to a client that trusts the certificate, and its handlers still reach it', async () => {
  const cwd = temporaryFolder('https');
  const config = {
    functions: {
      hello: {
        handler: 'index.handler',
        inline: 'exports.handler = async (event) => ({ host: event.requestContext.domainName })',
      },
      relay: {
        handler: 'index.handler',
        inline:
          'exports.handler = async () => fetch("https://abcdefghij.execute-api.us-east-1.amazonaws.com/hello").then((r) => r.json())',
      },
    },
    apis: {
      web: { type: 'http' as const, apiId: 'abcdefghij', routes: { 'GET /hello': 'hello', 'GET /relay': 'relay' } },
    },
  };
  await using emulator = await startEmulator({ config, cwd, port: 0, adminPort: 0, https: true, watch: false });
  const { cert } = await tlsIdentity(join(cwd, '.gw-emulate', 'tls'), Date.now());
  const get = (path: string): Promise<string> =>
    new Promise((resolve, reject) => {
      request(`${emulator.url('web')}${path}`, { ca: cert }, (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve(text));
      })
        .on('error', reject)
        .end();
    });
  expect(emulator.url('web')).toMatch(/^https:/);
  expect(await get('/relay')).toBe('{"host":"abcdefghij.execute-api.us-east-1.amazonaws.com"}');
});
