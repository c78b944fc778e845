// Mutual TLS of the running command. Expected: docs/aws/http-api.md#event-v2 and docs/aws/http-api.md#quotas,
// docs/aws/rest-api.md#request-context and docs/aws/rest-api.md#mutual-tls.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ClientIdentity, clientIdentities, get } from '../server/client-identity.ts';
import { startProject, type TemporaryProject } from './temporary-project.ts';

const config = `
functions:
  show: { handler: index.handler, inline: "exports.handler = async ({ requestContext }) => ({ statusCode: 200, body: JSON.stringify(requestContext) })" }
apis:
  web:
    type: http
    mutualTlsAuthentication: { truststoreUri: truststore.pem }
    routes: { GET /: show }
  back:
    type: rest
    stage: dev
    mutualTlsAuthentication: { truststoreUri: truststore.pem }
    routes: { GET /: show }
  open:
    type: http
    routes: { GET /: show }
`;

let client: ClientIdentity;
let stranger: ClientIdentity;
let project: TemporaryProject;

beforeAll(async () => {
  const identities = await clientIdentities();
  ({ client, stranger } = identities);
  const files = { 'emulator.config.yaml': config, 'truststore.pem': identities.truststore };
  project = await startProject(files, '--https');
});
afterAll(() => project?.stop());

describe.each([
  ['web', ['authentication', 'clientCert']],
  ['back', ['identity', 'clientCert']],
])('%s', (api, place) => {
  const url = () => `${project.cli.url(api)}/`;

  test('lets a certificate of the truststore in and shows it to the function', async () => {
    const { status, body } = await get(url(), client);
    expect(status).toBe(200);
    expect(JSON.parse(body)).toHaveProperty([...place, 'subjectDN'], 'CN=www.example.com');
  });

  test('forbids a client without a certificate and one with a foreign one', async () => {
    const forbidden = { status: 403, body: '{"message":"Forbidden"}' };
    expect([await get(url()), await get(url(), stranger)]).toEqual([forbidden, forbidden]);
  });
});

test('an API without mutual TLS beside them asks for no certificate, and shows none', async () => {
  const { status, body } = await get(`${project.cli.url('open')}/`, client);
  expect(status).toBe(200);
  expect(JSON.parse(body)).not.toHaveProperty('authentication');
});
