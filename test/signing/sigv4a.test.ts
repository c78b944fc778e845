// SigV4a: docs/aws/sigv4a-and-2025.md. The key's vector is published by AWS's Go and C SDKs, the request was signed from it.
import { createECDH, createSign, createPrivateKey, createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../src/model/definition/authorizer.ts';
import type { SignedRequest } from '../../src/signing/signed-request.ts';
import { isInRegionSet, sigV4aPrivateKey } from '../../src/signing/sigv4a.ts';
import { verifySigV4 } from '../../src/signing/verify-sigv4.ts';
import { FakeClock } from '../fake-clock.ts';

const credential: Credential = {
  name: 'vector',
  accessKeyId: 'AKISORANDOMAASORANDOM',
  secretAccessKey: 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom',
  accountId: '123456789012',
  userArn: 'arn:aws:iam::123456789012:user/vector',
};
const SIGNATURE =
  '3045022100a166b751c1fc2767396f8b53ad6e85b99703cab1286627697471431a0db0641c022062017943e1941af574793d32ee1bf375718a41a54be6ed3f225be143f1b9dcd3';

function signed(
  over: { signature?: string; scope?: string; headers?: string; regions?: string; query?: string } = {},
): SignedRequest {
  const { signature = SIGNATURE, scope = '20261130/execute-api/aws4_request', regions = 'us-east-1,us-west-*' } = over;
  const names = over.headers ?? 'host;x-amz-date;x-amz-region-set';
  return {
    method: 'GET',
    rawPath: '/dev/pets',
    rawQuery: over.query ?? 'limit=2',
    headers: [
      ['Host', 'abcdef1234.execute-api.us-east-1.amazonaws.com'],
      ['X-Amz-Date', '20261130T100000Z'],
      ['X-Amz-Region-Set', regions],
      [
        'Authorization',
        `AWS4-ECDSA-P256-SHA256 Credential=${credential.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
      ],
    ],
    body: () => Buffer.alloc(0),
  };
}

const verifying = (request: SignedRequest, over: { region?: string; allowsSigV4a?: boolean } = {}) =>
  verifySigV4(request, [credential], {
    service: 'execute-api',
    region: 'us-east-1',
    allowsSigV4a: true,
    clock: new FakeClock(Date.parse('2026-11-30T10:01:00Z')),
    ...over,
  });

test('the key of the published vector', () => {
  const key = sigV4aPrivateKey(credential.accessKeyId, credential.secretAccessKey);
  expect(key.toString('hex')).toBe('7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(key);
  expect(pair.getPublicKey('hex')).toBe(
    '0415d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0',
  );
});

test('a whole request, whichever of its Regions is asked', async () => {
  expect(await verifying(signed())).toBe(credential);
  expect(await verifying(signed(), { region: 'us-west-2' })).toBe(credential);
});

test('a `*` in the place of the Region is passed over, and does not change what is signed', async () => {
  await expect(verifying(signed({ scope: '20261130/*/execute-api/aws4_request' }))).resolves.toBe(credential);
});

test.each<[what: string, request: SignedRequest, over: { region?: string; allowsSigV4a?: boolean }, type: string]>([
  ['another query', signed({ query: 'limit=3' }), {}, 'InvalidSignatureException'],
  ['no hexadecimal', signed({ signature: 'zz' }), {}, 'InvalidSignatureException'],
  ['no signature of this kind', signed({ signature: '00' }), {}, 'InvalidSignatureException'],
  ['another Region', signed(), { region: 'eu-west-1' }, 'InvalidSignatureException'],
  ['a Region set that is not signed', signed({ headers: 'host;x-amz-date' }), {}, 'IncompleteSignatureException'],
  ['another service', signed({ scope: '20261130/s3/aws4_request' }), {}, 'InvalidSignatureException'],
  ['an API that does not take it', signed(), { allowsSigV4a: false }, 'IncompleteSignatureException'],
])('%s is refused', async (_what, request, over, type) => {
  await expect(verifying(request, over)).rejects.toMatchObject({ name: 'SignatureRefusal', type });
});

test('a presigned URL has its Region set in the query', async () => {
  const scope = '20261130/execute-api/aws4_request';
  const query = [
    'X-Amz-Algorithm=AWS4-ECDSA-P256-SHA256',
    `X-Amz-Credential=${encodeURIComponent(`${credential.accessKeyId}/${scope}`)}`,
    'X-Amz-Date=20261130T100000Z',
    'X-Amz-Expires=300',
    'X-Amz-Region-Set=%2A',
    'X-Amz-SignedHeaders=host',
  ].join('&');
  const empty = createHash('sha256').update('').digest('hex');
  const canonical = ['GET', '/dev/pets', query, 'host:api.example', '', 'host', empty].join('\n');
  const digest = createHash('sha256').update(canonical).digest('hex');
  const toSign = ['AWS4-ECDSA-P256-SHA256', '20261130T100000Z', scope, digest].join('\n');
  const pair = createECDH('prime256v1');
  pair.setPrivateKey(sigV4aPrivateKey(credential.accessKeyId, credential.secretAccessKey));
  const point = pair.getPublicKey();
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    d: pair.getPrivateKey().toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const hex = createSign('sha256')
    .update(toSign)
    .sign(createPrivateKey({ key: jwk, format: 'jwk' }), 'hex');
  const request: SignedRequest = {
    method: 'GET',
    rawPath: '/dev/pets',
    rawQuery: `${query}&X-Amz-Signature=${hex}`,
    headers: [['Host', 'api.example']],
    body: () => Buffer.alloc(0),
  };
  await expect(verifying(request)).resolves.toBe(credential);
});

describe('a Region set', () => {
  test.each([
    ['*', 'eu-west-1', true],
    ['us-east-1', 'us-east-1', true],
    ['us-east-1', 'us-east-2', false],
    ['us-west-*, eu-*', 'eu-central-1', true],
    ['us-west-*', 'us-east-1', false],
    ['', 'us-east-1', false],
  ])('%j and %s: %j', (set, region, expected) => {
    expect(isInRegionSet(region, set)).toBe(expected);
  });
});
