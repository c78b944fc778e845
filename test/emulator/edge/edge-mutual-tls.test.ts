// Mutual TLS belongs to a custom domain name (docs/aws/rest-api.md#mutual-tls), so the edge asks for certificates where a domain wants one.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { type Emulator, startEmulator } from '../../../src/emulator.ts';
import type { EmulatorConfig } from '../../../src/index.ts';
import { type ClientIdentity, clientIdentities, get } from '../../server/client-identity.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const cwd = temporaryFolder('edge-mtls');
const show = {
  handler: 'index.handler',
  inline: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) })',
};
const mutualTlsAuthentication = { truststoreUri: 'truststore.pem' };
const config: EmulatorConfig = {
  edge: { port: 0 },
  functions: { show },
  apis: {
    web: { type: 'http', routes: { $default: 'show' } },
    old: { type: 'rest', routes: { 'GET /': 'show' } },
    own: { type: 'http', mutualTlsAuthentication, routes: { $default: 'show' } },
    chat: { type: 'websocket', routeSelectionExpression: '$request.body.action', routes: { $default: 'show' } },
  },
  domains: {
    'secure.shop.localhost': { mappings: { web: 'web', old: 'old', chat: 'chat' }, mutualTlsAuthentication },
    'other.shop.localhost': { mappings: { '': 'web' }, mutualTlsAuthentication: { truststoreUri: 'other.pem' } },
    'open.shop.localhost': { mappings: { '': 'web' } },
  },
};
const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
const warnings: string[] = [];
let client: ClientIdentity;
let stranger: ClientIdentity;
let emulator: Emulator;

beforeAll(async () => {
  const identities = await clientIdentities();
  ({ client, stranger } = identities);
  writeFileSync(join(cwd, 'truststore.pem'), identities.truststore);
  writeFileSync(join(cwd, 'other.pem'), (await clientIdentities()).truststore);
  const observer = { warning: (message: string) => void warnings.push(message) };
  emulator = await startEmulator({ config, cwd, port: 0, adminPort: 0, https: true, watch: false, observer });
});

afterAll(() => emulator?.close());

const ask = (host: string, path: string, identity?: ClientIdentity) =>
  get(`${emulator.edge?.url}${path}`, identity, host);

test('a trusted certificate is in the events of both kinds of API', async () => {
  const web = await ask('secure.shop.localhost', '/web', client);
  expect(JSON.parse(web.body)).toMatchObject({
    domainName: 'secure.shop.localhost',
    authentication: { clientCert: { subjectDN: 'CN=www.example.com', issuerDN: 'CN=Example issuer' } },
  });
  const old = await ask('secure.shop.localhost', '/old', client);
  expect(JSON.parse(old.body)).toMatchObject({
    domainName: 'secure.shop.localhost',
    identity: { clientCert: { subjectDN: 'CN=www.example.com', serialNumber: expect.stringContaining(':') } },
  });
});

test('without a certificate that the truststore of the domain vouches for, everything is Forbidden', async () => {
  for (const path of ['/web', '/old', '/nowhere', '/ping']) {
    expect(await ask('secure.shop.localhost', path)).toEqual(forbidden);
    expect(await ask('secure.shop.localhost', path, stranger)).toEqual(forbidden);
  }
  expect(await ask('other.shop.localhost', '/', client)).toEqual(forbidden);
  expect(warnings.join('\n')).toContain('truststore.pem');
});

test('other domains of the same port want no certificate, and events show none', async () => {
  const { status, body } = await ask('open.shop.localhost', '/', client);
  expect(status).toBe(200);
  expect(JSON.parse(body)).not.toHaveProperty('authentication.clientCert.subjectDN');
});

test('an API with mutualTlsAuthentication of its own wants one at the edge too', async () => {
  expect(await ask('own.localhost', '/')).toEqual(forbidden);
  expect((await ask('own.localhost', '/', client)).status).toBe(200);
});

test('a WebSocket handshake is refused like every other request', async () => {
  const url = `${emulator.edge?.url.replace('http', 'ws')}/chat`;
  const options = { headers: { host: 'secure.shop.localhost' }, rejectUnauthorized: false };
  const refused = new WebSocket(url, options);
  refused.on('error', () => undefined);
  const status = new Promise((resolve) => {
    refused.on('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(await status).toBe(403);
  const accepted = new WebSocket(url, { ...options, ...client });
  await new Promise((resolve, reject) => accepted.on('open', resolve).on('error', reject));
  accepted.terminate();
});

test('without --https such a domain is not served, as without a truststore that can be read', async () => {
  const started = startEmulator({ config, cwd, port: 0, adminPort: 0, watch: false });
  await expect(started).rejects.toMatchObject({ code: 'MUTUAL_TLS_NEEDS_HTTPS' });
  const domains = { 'a.localhost': { mutualTlsAuthentication: { truststoreUri: 'missing.pem' } } };
  const unreadable = startEmulator({
    config: { ...config, domains },
    cwd,
    port: 0,
    adminPort: 0,
    https: true,
    watch: false,
  });
  await expect(unreadable).rejects.toThrow(/domain "a\.localhost".*missing\.pem/);
});

test('names that a reload adds are in the certificate that every listener then shows', async () => {
  const folder = temporaryFolder('edge-names');
  const file = join(folder, 'emulator.config.yaml');
  const text = (domain: string): string => `edge: { port: 0 }
functions: { show: { handler: index.handler, inline: "exports.handler = async () => 'hi'" } }
apis: { web: { type: http, routes: { $default: show } } }
domains: { ${domain}: { mappings: { '': web } } }
`;
  writeFileSync(file, text('first.example.com'));
  let reloaded: () => void = () => undefined;
  const said: string[] = [];
  const observer = { reloaded: () => reloaded(), warning: (message: string) => void said.push(message) };
  const served = await startEmulator({ config: file, cwd: folder, port: 0, adminPort: 0, https: true, observer });
  onTestFinished(() => served.close());
  const namesOf = (url: string) =>
    new Promise<string>((resolve, reject) => {
      const socket = connect({ port: Number(new URL(url).port), host: '127.0.0.1', rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().subjectaltname ?? '');
        socket.destroy();
      });
      socket.on('error', reject);
    });
  expect(await namesOf(served.edge?.url ?? '')).toContain('DNS:first.example.com');
  const done = new Promise<void>((resolve) => (reloaded = resolve));
  writeFileSync(file, text('second.example.com'));
  await done;
  for (const url of [served.edge?.url ?? '', served.url('web')]) {
    expect(await namesOf(url)).toContain('DNS:second.example.com');
  }
  expect(said.join('\n')).toMatch(/certificate was made anew.*localhost\.cert\.pem/);
});
