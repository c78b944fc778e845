// IAM authorization of the running command: requests signed by the AWS SDK's signer and by curl. Expected:
// docs/aws/rest-api.md#iam-authorization and docs/aws/rest-api.md#resource-policies, docs/aws/http-api.md#iam-authorization,
// docs/aws/websocket-api.md#iam.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AuthorizationApp, type Seen, startAuthorizationApp } from './authorization-app.ts';
import { Client } from './authorization-client.ts';

let app: AuthorizationApp;

beforeAll(async () => {
  app = await startAuthorizationApp();
});
afterAll(() => app?.stop());

const alice = { accessKeyId: 'AKIDALICE0000000', secretAccessKey: 'alice-secret' };
const reader = { accessKeyId: 'AKIDREADER000000', secretAccessKey: 'reader-secret' };
const visitor = { accessKeyId: 'AKIDVISITOR00000', secretAccessKey: 'visitor-secret' };
const partner = { accessKeyId: 'AKIDPARTNER00000', secretAccessKey: 'partner-secret' };
const guest = { accessKeyId: 'AKIDGUEST0000000', secretAccessKey: 'guest-secret' };
const session = {
  accessKeyId: 'ASIASESSION00000',
  secretAccessKey: 'session-secret',
  sessionToken: 'session+token/with=letters==',
};
const former = {
  accessKeyId: 'ASIAFORMER000000',
  secretAccessKey: 'former-secret',
  sessionToken: 'former-token',
};

interface Signing {
  readonly method?: string;
  readonly body?: string;
  readonly credentials?: typeof alice;
  readonly at?: Date;
}

const signer = (credentials = alice) =>
  new SignatureV4({ service: 'execute-api', region: 'us-east-1', sha256: Sha256, credentials });

function unsigned(api: string, path: string, { method = 'GET', body }: Signing) {
  const url = new URL(`${app.cli().url(api)}${path}`);
  return {
    method,
    protocol: 'http:',
    hostname: url.hostname,
    port: Number(url.port),
    path: url.pathname,
    query: Object.fromEntries(url.searchParams),
    headers: { host: url.host },
    ...(body !== undefined && { body }),
  };
}

async function headersFor(api: string, path: string, signing: Signing): Promise<Record<string, string>> {
  const date = { signingDate: signing.at ?? new Date() };
  return (await signer(signing.credentials).sign(unsigned(api, path, signing), date)).headers;
}

/** Signs in the headers and sends. A WebSocket API is asked for a handshake. */
async function ask(api: string, path: string, signing: Signing = {}): Promise<Seen> {
  const headers = await headersFor(api, path, signing);
  return knock(api, path, { ...signing, headers });
}

function knock(api: string, path: string, sent: Signing & { headers?: Record<string, string> }): Promise<Seen> {
  return api === 'signedChat' ? app.handshake(api, sent.headers) : app.ask(api, path, sent);
}

async function presignedQuery(api: string, path: string, at = new Date()): Promise<string> {
  const { query } = await signer().presign(unsigned(api, path, {}), { signingDate: at, expiresIn: 900 });
  return `?${new URLSearchParams(query as Record<string, string>).toString()}`;
}

const DOORS = [
  ['rest', '/iam', 200],
  ['web', '/iam', 200],
  ['signedChat', '', 101],
] as const;

/** REST APIs say why with a type, WebSocket APIs say why, HTTP APIs say Forbidden. */
function refusal(api: string, type: string, message: string): Partial<Seen> {
  const key = api === 'rest' && type === 'AccessDeniedException' ? 'Message' : 'message';
  return {
    status: 403,
    body: JSON.stringify({ [key]: api === 'web' ? 'Forbidden' : message }),
    errorType: api === 'rest' ? type : undefined,
    wwwAuthenticate: undefined,
    contentType: 'application/json',
    hasRequestId: true,
  };
}

describe.each(DOORS)('%s%s', (api, path, passed) => {
  test('signed by the AWS SDK: in the headers, in the query, with the token of a session', async () => {
    expect((await ask(api, path)).status).toBe(passed);
    expect((await ask(api, path, { credentials: session })).status).toBe(passed);
    const query = await presignedQuery(api, path);
    const presigned = api === 'signedChat' ? app.handshake(api, {}, query) : app.ask(api, `${path}${query}`);
    expect((await presigned).status).toBe(passed);
  });

  test('not signed', async () => {
    const missing = refusal(api, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
    expect(await knock(api, path, {})).toMatchObject(missing);
  });

  test('an unknown access key, and a token that is not the session’s', async () => {
    const invalid = 'The security token included in the request is invalid.';
    const unrecognized = refusal(api, 'UnrecognizedClientException', invalid);
    expect(await ask(api, path, { credentials: visitor })).toMatchObject(unrecognized);
    const stolen = { ...session, sessionToken: 'other' };
    expect(await ask(api, path, { credentials: stolen })).toMatchObject(unrecognized);
  });

  test('a session that is over', async () => {
    const text = 'The security token included in the request is expired';
    expect(await ask(api, path, { credentials: former })).toMatchObject(refusal(api, 'ExpiredTokenException', text));
  });

  test('a wrong secret', async () => {
    const text =
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';
    const guessed = { ...alice, secretAccessKey: 'guessed' };
    expect(await ask(api, path, { credentials: guessed })).toMatchObject(
      refusal(api, 'InvalidSignatureException', text),
    );
  });

  test('a signature of six minutes ago', async () => {
    const seen = await ask(api, path, { at: new Date(Date.now() - 360_000) });
    expect(seen.status).toBe(403);
    const expired = /^\{"message":"Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)"\}$/; // prettier-ignore
    expect(seen.body).toMatch(api === 'web' ? /^\{"message":"Forbidden"\}$/ : expired);
  });

  test('a bearer token', async () => {
    const text = `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.`;
    const seen = await knock(api, path, { headers: { Authorization: 'Bearer abc' } });
    expect(seen).toMatchObject(refusal(api, 'IncompleteSignatureException', text));
  });
});

test('a body that is not the signed one is refused, in both kinds of API that take bodies', async () => {
  for (const api of ['rest', 'web']) {
    const headers = await headersFor(api, '/iam', { method: 'POST', body: '{"a":1}' });
    expect((await app.ask(api, '/iam', { method: 'POST', headers, body: '{"a":1}' })).status).toBe(200);
    expect((await app.ask(api, '/iam', { method: 'POST', headers, body: '{"a":2}' })).status).toBe(403);
  }
});

test('the caller’s policy: silent and denying', async () => {
  const arn = (method: string) =>
    new RegExp(
      `^\\{"Message":"User: arn:aws:iam::123456789012:user/reader is not authorized to perform: execute-api:Invoke on resource: arn:aws:execute-api:us-east-1:\\*{8}9012:[a-z0-9]{10}/dev/${method}/iam`,
    );
  expect((await ask('rest', '/iam', { credentials: reader })).status).toBe(200);
  const silent = await ask('rest', '/iam', { credentials: reader, method: 'POST' });
  expect(silent).toMatchObject({ status: 403, errorType: 'AccessDeniedException' });
  expect(silent.body).toMatch(
    new RegExp(`${arn('POST').source} because no identity-based policy allows the execute-api:Invoke action"\\}$`),
  );
  const denied = await ask('rest', '/iam', { credentials: reader, method: 'DELETE' });
  expect(denied.body).toMatch(
    new RegExp(`${arn('DELETE').source} with an explicit deny in an identity-based policy"\\}$`),
  );
  expect(await ask('web', '/iam', { credentials: reader, method: 'DELETE' })).toMatchObject(
    refusal('web', 'AccessDeniedException', ''),
  );
  expect((await ask('signedChat', '', { credentials: reader })).status).toBe(403);
});

test('handlers see who signed', async () => {
  const of = async (api: string) =>
    JSON.parse((await ask(api, '/iam', { credentials: session })).body) as Readonly<Record<string, unknown>>;
  const userArn = 'arn:aws:sts::123456789012:assumed-role/Deploy/ci';
  const who = { accessKey: 'ASIASESSION00000', accountId: '123456789012', userArn };
  expect(await of('rest')).toMatchObject({ identity: who });
  expect(await of('web')).toMatchObject({ authorizer: { iam: { ...who, cognitoIdentity: null } } });
  const client = await Client.open(app.cli().url('signedChat'), await headersFor('signedChat', '', {}));
  const seen = await client.answerTo({ action: 'x' });
  client.close();
  expect(seen.identity).toMatchObject({ userArn: 'arn:aws:iam::123456789012:user/alice' });
});

const help = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const curlSigns = help.status === 0 && help.stdout.includes('--aws-sigv4');

describe.skipIf(!curlSigns)(`curl --aws-sigv4${curlSigns ? '' : ' (skipped: no curl here that signs)'}`, () => {
  test.each([
    ['rest', '/iam'],
    ['web', '/iam'],
  ])('%s%s: signed, signed with a body, signed with a wrong secret', async (api, path) => {
    const url = `${app.cli().url(api)}${path}`;
    expect(await curl('alice-secret', url)).toBe('200');
    // Sorted, since curl before 8.3 signs the query in the order of the URL, which AWS does not take either.
    expect(await curl('alice-secret', `${url}?a=1&b=2`)).toBe('200');
    expect(await curl('alice-secret', url, '-H', 'Content-Type: application/json', '-d', '{"name":"Rex"}')).toBe('200');
    expect(await curl('guessed', url)).toBe('403');
  });
});

/** The status that curl saw. */
async function curl(secret: string, url: string, ...more: string[]): Promise<string> {
  const signing = ['--aws-sigv4', 'aws:amz:us-east-1:execute-api', '--user', `AKIDALICE0000000:${secret}`];
  const child = spawn('curl', ['-s', '--max-time', '20', '-o', '/dev/null', '-w', '%{http_code}', ...signing, ...more, url]); // prettier-ignore
  let status = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (status += chunk));
  await once(child, 'close');
  return status;
}

test('where a resource policy is silent, the policy of a caller of the same account alone will do (docs/aws/rest-api.md#resource-policies, table A)', async () => {
  expect((await ask('guarded', '/iam')).status).toBe(200);
});

test.each([
  ['a caller of another account whom both policies allow', partner, '/shared', 200],
  ['one whom only the resource policy allows', guest, '/shared', 403],
  ['one whom only their own policy allows', guest, '/iam', 403],
  ['one whom only their own policy allows everything', partner, '/iam', 403],
  ['a caller of the same account whom only the resource policy allows', reader, '/shared', 200],
])('%s (docs/aws/rest-api.md#resource-policies, tables A and B)', async (_who, credentials, path, status) => {
  const seen = await ask('guarded', path, { credentials });
  expect(seen.status).toBe(status);
  if (status === 200) return;
  expect(seen.errorType).toBe('AccessDeniedException');
  expect(seen.body).toContain('User: arn:aws:iam::999988887777:user/');
});
