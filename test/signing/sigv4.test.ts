import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import aws4 from 'aws4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { amzDateOf, sha256, signature } from '../../src/signing/sigv4.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY' };
const now = Date.UTC(2026, 0, 31, 10, 15, 0);
const scope = { date: '20260131', region: 'us-east-1', service: 'execute-api' };

function ours(
  method: string,
  rawPath: string,
  rawQuery: string,
  headers: Record<string, string>,
  body: string,
): string {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return signature(
    { method, rawPath, rawQuery, header: (name) => (lower[name] === undefined ? [] : [lower[name]]) },
    Object.keys(lower).sort(),
    sha256(body),
    scope,
    amzDateOf(now),
    credentials.secretAccessKey,
  );
}

test('the worked example of the SigV4 documentation gives its published signature', () => {
  // "Get-vanilla" of AWS's SigV4 test suite: service "service", 2015-08-30.
  const got = signature(
    {
      method: 'GET',
      rawPath: '/',
      rawQuery: '',
      header: (name) => ({ host: ['example.amazonaws.com'], 'x-amz-date': ['20150830T123600Z'] })[name] ?? [],
    },
    ['host', 'x-amz-date'],
    sha256(''),
    { date: '20150830', region: 'us-east-1', service: 'service' },
    '20150830T123600Z',
    credentials.secretAccessKey,
  );
  expect(got).toBe('5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31');
});

const segment = fc.stringMatching(/^[A-Za-z0-9._~ @+!'()*,;:=-]{1,8}$/);

test('signatures agree with the signer of the AWS SDK on any path, query, header and body', async () => {
  const signer = new SignatureV4({ credentials, region: scope.region, service: scope.service, sha256: Sha256 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(segment, { maxLength: 4 }),
      fc.dictionary(segment, fc.string({ maxLength: 6 }), { maxKeys: 3 }),
      fc.string({ maxLength: 20 }),
      async (segments, query, body) => {
        const path = `/${segments.map((part) => encodeURIComponent(part)).join('/')}`;
        const signed = await signer.sign(
          {
            method: 'POST',
            protocol: 'https:',
            hostname: 'a.example',
            path,
            query,
            headers: { host: 'a.example' },
            body,
          },
          { signingDate: new Date(now) },
        );
        const headers = Object.fromEntries(Object.entries(signed.headers).filter(([name]) => name !== 'authorization'));
        const rawQuery = Object.entries(query)
          .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
          .join('&');
        expect(signed.headers.authorization).toContain(`Signature=${ours('POST', path, rawQuery, headers, body)}`);
      },
    ),
    { numRuns: 200 },
  );
});

test('signatures agree with aws4, which signs for curl users and scripts', () => {
  const request = aws4.sign(
    {
      host: 'a.example',
      method: 'PUT',
      path: '/dev/orders/a%20b?limit=2&after=x%2Fy',
      service: 'execute-api',
      region: 'us-east-1',
      headers: { 'X-Amz-Date': amzDateOf(now), 'Content-Type': 'application/json' },
      body: '{"a":1}',
    },
    credentials,
  );
  const { Authorization, ...headers } = request.headers as Record<string, string | number>;
  const authorization = `${Authorization}`;
  const names = /SignedHeaders=([^,]+)/.exec(authorization)?.[1]?.split(';') ?? [];
  const signed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (names.includes(name.toLowerCase())) signed[name] = `${value}`;
  expect(authorization).toContain(ours('PUT', '/dev/orders/a%20b', 'limit=2&after=x%2Fy', signed, '{"a":1}'));
});
