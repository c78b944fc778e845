// IAM authorization: docs/aws/rest-api.md#iam-authorization (texts) and docs/aws/rest-api.md#resource-policies (tables),
// docs/aws/http-api.md#iam-authorization, docs/aws/websocket-api.md#iam. Signed by the AWS SDK's own signer.
import aws4 from 'aws4';
import { describe, expect, test } from 'vitest';
import { DENY, SILENT } from './lambda-kinds.ts';
import type { ApiType } from '../../src/model/definition/api.ts';
import type { Credential } from '../../src/model/definition/authorizer.ts';
import { amzDateOf } from '../../src/signing/sigv4.ts';
import { ARN, type Gate, gate, type Seen, type Sent } from './gate.ts';
import { FakeClock } from '../fake-clock.ts';
import { alice, deploy, HOST, NOW, presigned, signed, type ToSign } from './signed.ts';

const KINDS = ['rest', 'http', 'websocket'] as const;
const ROOT = { rest: '/dev/pets', http: '/dev/pets', websocket: '/dev' } as const;
const PASSED = { rest: 200, http: 200, websocket: 101 } as const;

function protectedFor(kind: ApiType, credentials: readonly Credential[] = [alice, deploy]): Gate {
  return gate(kind, { authorization: { type: 'AWS_IAM' }, credentials });
}

/** REST's text is in the body of REST and WebSocket APIs; HTTP APIs say Forbidden to everything. */
function expectRefusal(kind: ApiType, seen: Seen, type: string, message: string): void {
  expect(seen.status).toBe(403);
  if (kind === 'http') {
    expect(seen.body).toBe('{"message":"Forbidden"}');
    expect(seen.headers).not.toHaveProperty('www-authenticate');
    return;
  }
  const key = kind === 'rest' && type === 'AccessDeniedException' ? 'Message' : 'message';
  expect(JSON.parse(seen.body)).toEqual({ [key]: message });
  if (kind === 'rest') expect(seen.headers['x-amzn-errortype']).toBe(type);
}

const START = new FakeClock().now();

const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

describe.each(KINDS)('%s', (kind) => {
  const path = ROOT[kind];

  test.each<[what: string, request: ToSign]>([
    ['in its headers', {}],
    ['with a session token', { credential: deploy }],
    ['with a query', { query: { b: '2 3', a: 'ä*~', empty: '' } }],
    ['with more signed headers', { headers: { 'x-custom': '  two   blanks ' } }],
    ['four minutes ago', { at: new Date(NOW.getTime() - 240_000) }],
    ['four minutes ahead', { at: new Date(NOW.getTime() + 240_000) }],
  ])('a request signed %s passes', async (_what, request) => {
    expect((await protectedFor(kind).send(await signed({ path, ...request }))).status).toBe(PASSED[kind]);
  });

  test.each<[what: string, request: ToSign]>([
    ['', {}],
    [' with a session token', { credential: deploy }],
    [' with a query', { query: { b: '2 3', a: 'ä*~' } }],
    [' signed four minutes ago', { at: new Date(NOW.getTime() - 240_000) }],
  ])('a presigned URL%s passes', async (_what, request) => {
    expect((await protectedFor(kind).send(await presigned({ path, ...request }))).status).toBe(PASSED[kind]);
  });

  test('aws4 signs requests that pass, too', async () => {
    const options = aws4.sign(
      {
        host: HOST,
        path: `${path}?x=1`,
        service: 'execute-api',
        region: 'us-east-1',
        headers: { 'X-Amz-Date': amzDateOf(NOW.getTime()) },
      },
      alice,
    );
    const headers = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)] as const);
    const request = { path, query: 'x=1', headers: headers.filter(([name]) => name !== 'Host') };
    expect((await protectedFor(kind).send(request)).status).toBe(PASSED[kind]);
  });

  test('an unsigned request', async () => {
    const seen = await protectedFor(kind).send({ path });
    expectRefusal(kind, seen, 'MissingAuthenticationTokenException', 'Missing Authentication Token');
  });

  test('an unknown access key', async () => {
    const request = await signed({ path, credential: { ...alice, accessKeyId: 'AKIDNOBODY' } });
    const text = 'The security token included in the request is invalid.';
    expectRefusal(kind, await protectedFor(kind).send(request), 'UnrecognizedClientException', text);
  });

  test.each<[what: string, credential: Credential]>([
    ['another session token', { ...deploy, sessionToken: 'other' }],
    ['a session token where there is none', { ...alice, sessionToken: 'x' }],
  ])('%s', async (_what, credential) => {
    const text = 'The security token included in the request is invalid.';
    const seen = await protectedFor(kind).send(await signed({ path, credential }));
    expectRefusal(kind, seen, 'UnrecognizedClientException', text);
  });

  test('a session is believed until its last millisecond and expired from then on', async () => {
    const request = await signed({ path, credential: deploy });
    const door = (over: number) => protectedFor(kind, [{ ...deploy, expiresAt: START + over }]);
    expect((await door(1).send(request)).status).toBe(PASSED[kind]);
    const text = 'The security token included in the request is expired';
    expectRefusal(kind, await door(0).send(request), 'ExpiredTokenException', text);
  });

  test('a wrong secret', async () => {
    const request = await signed({ path, credential: { ...alice, secretAccessKey: 'guessed' } });
    expectRefusal(kind, await protectedFor(kind).send(request), 'InvalidSignatureException', MISMATCH);
  });

  test.each<[what: string, change: (sent: Sent) => Sent]>([
    ['the query', (sent) => ({ ...sent, query: 'admin=true' })],
    [
      'a signed header',
      (sent) => ({ ...sent, headers: (sent.headers ?? []).map(([n, v]) => [n, n === 'x-custom' ? 'b' : v] as const) }),
    ],
  ])('%s changed after signing', async (_what, change) => {
    const request = change(await signed({ path, headers: { 'x-custom': 'a' } }));
    expectRefusal(kind, await protectedFor(kind).send(request), 'InvalidSignatureException', MISMATCH);
  });

  test('a signature of six minutes ago', async () => {
    const request = await signed({ path, at: new Date(NOW.getTime() - 360_000) });
    const text = 'Signature expired: 20240617T144213Z is now earlier than 20240617T144313Z (20240617T144813Z - 5 min.)';
    expectRefusal(kind, await protectedFor(kind).send(request), 'InvalidSignatureException', text);
  });

  test('a signature from the future (text unproven)', async () => {
    const request = await signed({ path, at: new Date(NOW.getTime() + 360_000) });
    const text =
      'Signature not yet current: 20240617T145413Z is still later than 20240617T145313Z (20240617T144813Z + 5 min.)';
    expectRefusal(kind, await protectedFor(kind).send(request), 'InvalidSignatureException', text);
  });

  // docs/aws/rest-api.md#iam-authorization: five minutes, whatever X-Amz-Expires says.
  test.each([60, 900])('a presigned URL of six minutes ago, which says that it holds for %i seconds', async (holds) => {
    const request = await presigned({ path, at: new Date(NOW.getTime() - 360_000) }, holds);
    const text = 'Signature expired: 20240617T144213Z is now earlier than 20240617T144313Z (20240617T144813Z - 5 min.)';
    expectRefusal(kind, await protectedFor(kind).send(request), 'InvalidSignatureException', text);
  });

  test.each<[what: string, request: ToSign, text: string]>([
    ['another service', { service: 's3' }, "Credential should be scoped to correct service: 'execute-api'."],
    ['another region', { region: 'eu-west-1' }, "Credential should be scoped to a valid region, not 'eu-west-1'."],
  ])('a signature for %s (text unproven)', async (_what, request, text) => {
    const seen = await protectedFor(kind).send(await signed({ path, ...request }));
    expectRefusal(kind, seen, 'InvalidSignatureException', text);
  });

  test.each<[what: string, header: string, text: string]>([
    [
      'a bearer token',
      'Bearer abc',
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): 'w1Xc6WwWEogNEZQP/dkBTThsJT4MNlKmzQanIm970rY='.`,
    ],
    [
      'basic credentials',
      'Basic dTpw==',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=Basic dTpw==",
    ],
    [
      'a signature without Signature',
      'AWS4-HMAC-SHA256 Credential=a/20240617/us-east-1/execute-api/aws4_request, SignedHeaders=host',
      "Authorization header requires 'Signature' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256 Credential=a/20240617/us-east-1/execute-api/aws4_request, SignedHeaders=host",
    ],
  ])('%s in the Authorization header', async (_what, header, text) => {
    const seen = await protectedFor(kind).send({ path, headers: [['Authorization', header]] });
    expectRefusal(kind, seen, 'IncompleteSignatureException', text);
  });

  test('a caller whose policy does not allow it, and one whose policy denies it', async () => {
    const withPolicy = (Effect: string, Resource: string): Credential => ({
      ...alice,
      policy: { Statement: [{ Effect, Action: 'execute-api:Invoke', Resource }] },
    });
    const arn = ARN[kind].replace('12345678', '********');
    const text = `User: ${alice.userArn} is not authorized to perform: execute-api:Invoke on resource: ${arn}`;
    const send = async (credential: Credential) => protectedFor(kind, [credential]).send(await signed({ path }));
    expect((await send(withPolicy('Allow', ARN[kind]))).status).toBe(PASSED[kind]);
    expectRefusal(kind, await send(withPolicy('Allow', `${ARN[kind]}/x`)), 'AccessDeniedException', `${text}${SILENT}`);
    expectRefusal(kind, await send(withPolicy('Deny', '*')), 'AccessDeniedException', `${text}${DENY}`);
  });
});
