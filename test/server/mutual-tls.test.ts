import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type ClientIdentity, clientIdentities, get } from './client-identity.ts';

const cwd = temporaryFolder('mtls');
const handler = {
  handler: 'index.handler',
  inline: 'exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) })',
};
let client: ClientIdentity;
let stranger: ClientIdentity;
let emulator: Emulator;

beforeAll(async () => {
  const identities = await clientIdentities();
  ({ client, stranger } = identities);
  writeFileSync(join(cwd, 'truststore.pem'), identities.truststore);
  emulator = await startEmulator({ config: config(), cwd, port: 0, adminPort: 0, https: true, watch: false });
});

afterAll(() => emulator?.close());

function config() {
  const mutualTlsAuthentication = { truststoreUri: 'truststore.pem' };
  return {
    functions: { show: handler },
    apis: {
      web: { type: 'http' as const, mutualTlsAuthentication, routes: { 'GET /': 'show' } },
      old: { type: 'rest' as const, mutualTlsAuthentication, routes: { 'GET /': 'show' } },
    },
  };
}

const certificate = {
  subjectDN: 'CN=www.example.com',
  issuerDN: 'CN=Example issuer',
  serialNumber: expect.stringMatching(/^[0-9a-f]{2}(:[0-9a-f]{2})*$/),
  clientCertPem: expect.stringMatching(/^-----BEGIN CERTIFICATE-----[^]*-----END CERTIFICATE-----$/),
  validity: {
    notBefore: expect.stringMatching(/^[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4} GMT$/),
    notAfter: expect.stringMatching(/ GMT$/),
  },
};

// docs/aws/http-api.md#event-v2
test('an HTTP API shows a trusted certificate in requestContext.authentication', async () => {
  const { status, body } = await get(emulator.url('web'), client);
  expect(status).toBe(200);
  expect(JSON.parse(body)).toMatchObject({ authentication: { clientCert: certificate } });
});

// docs/aws/rest-api.md#request-context
test('a REST API shows it in requestContext.identity.clientCert', async () => {
  const { body } = await get(`${emulator.url('old')}/`, client);
  expect(JSON.parse(body)).toMatchObject({ identity: { clientCert: certificate } });
});

test.each([
  ['no certificate', () => undefined],
  ['a certificate of another authority', () => stranger],
])('%s is Forbidden (docs/aws/http-api.md#quotas, docs/aws/rest-api.md#mutual-tls)', async (_what, identity) => {
  expect(await get(emulator.url('web'), identity())).toEqual({ status: 403, body: '{"message":"Forbidden"}' });
});

test('without --https such an API is not served at all', async () => {
  const started = startEmulator({ config: config(), cwd, port: 0, adminPort: 0, watch: false });
  await expect(started).rejects.toMatchObject({ code: 'MUTUAL_TLS_NEEDS_HTTPS' });
});

test('a truststore that holds no certificate is named', async () => {
  writeFileSync(join(cwd, 'empty.pem'), '');
  const bad = config();
  bad.apis.web.mutualTlsAuthentication.truststoreUri = 'empty.pem';
  const started = startEmulator({ config: bad, cwd, port: 0, adminPort: 0, https: true, watch: false });
  await expect(started).rejects.toMatchObject({ code: 'TRUSTSTORE_UNREADABLE' });
});

test('a stranger whose issuer has the name of a trusted one always gets the same answer', async () => {
  // Its own key, so its signature is another's.
  const namesake = (await clientIdentities()).client;
  const answers = [];
  for (const url of [emulator.url('web'), `${emulator.url('old')}/`]) {
    for (let round = 0; round < 5; round++) answers.push(await get(url, namesake));
  }
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`))).toEqual(
    new Set(['403 {"message":"Forbidden"}']),
  );
});
