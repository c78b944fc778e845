// What signs requests elsewhere is verified here: curl, and what a function URL has to tell apart. docs/aws/rest-api.md#iam-authorization.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Credential } from '../../src/model/definition/authorizer.ts';
import { systemClock } from '../../src/model/base/clock.ts';
import { SignatureRefusal } from '../../src/signing/signature-refusal.ts';
import type { SignedRequest } from '../../src/signing/signed-request.ts';
import { verifySigV4 } from '../../src/signing/verify-sigv4.ts';

const alice: Credential = {
  name: 'alice',
  accessKeyId: 'AKIDALICE0000000',
  secretAccessKey: 'alice-secret',
  userArn: 'arn:aws:iam::123456789012:user/alice',
  accountId: '123456789012',
};

const curl = spawnSync('curl', ['--help', 'all'], { encoding: 'utf8' });
const curlSigns = curl.status === 0 && curl.stdout.includes('--aws-sigv4');

describe.skipIf(!curlSigns)(`curl --aws-sigv4${curlSigns ? '' : ' (skipped: no curl here that signs)'}`, () => {
  test.each<[what: string, target: string, args: readonly string[]]>([
    ['GET', '/dev/pets', []],
    // Sorted, since curl before 8.3 signs the query in the order of the URL, which AWS does not take either.
    ['a query', '/dev/pets?a=1&b=2', []],
    ['POST with a body', '/dev/pets', ['-H', 'Content-Type: application/json', '-d', '{"name":"Rex"}']],
  ])('%s', async (_what, target, args) => {
    const outcome = await receive(target, [
      '--aws-sigv4',
      'aws:amz:us-east-1:execute-api',
      '--user',
      `${alice.accessKeyId}:${alice.secretAccessKey}`,
      ...args,
    ]);
    expect(outcome).toEqual(alice);
  });
});

/** Lets curl send a request to a loopback listener and verifies it as it came over the wire. */
async function receive(target: string, args: readonly string[]): Promise<unknown> {
  const outcomes: unknown[] = [];
  const server = createServer((message, response) => {
    void verified(message)
      .catch((error: unknown) => error)
      .then((outcome) => {
        outcomes.push(outcome);
        response.end();
      });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const child = spawn('curl', ['-s', '--max-time', '10', `http://127.0.0.1:${port}${target}`, ...args]);
  await once(child, 'close');
  server.close();
  return outcomes[0];
}

async function verified(message: IncomingMessage): Promise<Credential> {
  const chunks: Buffer[] = [];
  for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk);
  const [rawPath = '', rawQuery = ''] = (message.url ?? '').split('?');
  const headers: [string, string][] = [];
  for (let i = 0; i + 1 < message.rawHeaders.length; i += 2) {
    headers.push([message.rawHeaders[i] ?? '', message.rawHeaders[i + 1] ?? '']);
  }
  const request = { method: message.method ?? '', rawPath, rawQuery, headers, body: () => Buffer.concat(chunks) };
  return verifySigV4(request, [alice], { service: 'execute-api', region: 'us-east-1', clock: systemClock });
}

/** Signed by aws4fetch 1.0.20 with `signQuery`; that no `X-Amz-Expires` is needed: docs/aws/rest-api.md#iam-authorization. */
describe('a presigned URL of API Gateway', () => {
  const facts =
    'X-Amz-Date=20260131T101500Z&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDALICE0000000%2F20260131%2Fus-east-1%2Fexecute-api%2Faws4_request&X-Amz-SignedHeaders=host';
  const verifiedAfter = (minutes: number, rawQuery: string): Promise<Credential> => {
    const clock = { now: () => Date.UTC(2026, 0, 31, 10, 15 + minutes), after: () => () => {} };
    const request: SignedRequest = {
      method: 'GET',
      rawPath: '/dev/pets',
      rawQuery,
      headers: [['Host', 'api.example']],
      body: () => Buffer.alloc(0),
    };
    return verifySigV4(request, [alice], { service: 'execute-api', region: 'us-east-1', clock });
  };

  test.each([
    [
      'without X-Amz-Expires',
      `${facts}&X-Amz-Signature=c075a7beff1aeed355c457c702bfb0f198554a6b4b1c6f71e40d42f07e387305`,
    ],
    [
      'with an hour',
      `X-Amz-Expires=3600&${facts}&X-Amz-Signature=a345152678315fd3562990e25fc2e80d416ca497c7f65fe8660fd2d8c459ced9`,
    ],
  ])('%s holds for five minutes', async (_what, rawQuery) => {
    await expect(verifiedAfter(5, rawQuery)).resolves.toEqual(alice);
    await expect(verifiedAfter(6, rawQuery)).rejects.toThrow(
      'Signature expired: 20260131T101500Z is now earlier than 20260131T101600Z (20260131T102100Z - 5 min.)',
    );
  });

  test('with another query than the signed one is refused', async () => {
    const query = `a=1&${facts}&X-Amz-Signature=c075a7beff1aeed355c457c702bfb0f198554a6b4b1c6f71e40d42f07e387305`;
    await expect(verifiedAfter(0, query)).rejects.toMatchObject({ type: 'InvalidSignatureException' });
  });
});

describe('what a signature claims', () => {
  const clock = { now: () => Date.UTC(2026, 0, 31, 10, 15), after: () => () => {} };
  const refusal = async (request: Partial<SignedRequest>): Promise<SignatureRefusal> => {
    const whole = { method: 'GET', rawPath: '/', rawQuery: '', headers: [], body: () => Buffer.alloc(0), ...request };
    const error: unknown = await verifySigV4(whole, [alice], { service: 'lambda', clock }).catch(
      (thrown: unknown) => thrown,
    );
    if (error instanceof SignatureRefusal) return error;
    throw new Error('not refused', { cause: error });
  };
  const header = (authorization: string, date = '20260131T101500Z'): Partial<SignedRequest> => ({
    headers: [
      ['Authorization', authorization],
      ['X-Amz-Date', date],
    ],
  });
  const claim = (over: { credential?: string; signedHeaders?: string; algorithm?: string } = {}): string =>
    `${over.algorithm ?? 'AWS4-HMAC-SHA256'} Credential=${over.credential ?? `${alice.accessKeyId}/20260131/us-east-1/lambda/aws4_request`}, SignedHeaders=${over.signedHeaders ?? 'host'}, Signature=00`;

  test.each<[what: string, request: Partial<SignedRequest>, type: string, message: RegExp]>([
    [
      'an empty Authorization header',
      { headers: [['Authorization', ' ']] },
      'MissingAuthenticationTokenException',
      /^Missing/,
    ],
    [
      'a credential of four parts',
      header(claim({ credential: 'a/20260131/us-east-1/lambda' })),
      'IncompleteSignatureException',
      /5 slash-delimited/,
    ],
    [
      'another terminator',
      header(claim({ credential: 'a/20260131/us-east-1/lambda/aws5_request' })),
      'IncompleteSignatureException',
      /5 slash-delimited/,
    ],
    [
      'an older algorithm',
      header(claim({ algorithm: 'AWS4-HMAC-SHA1' })),
      'IncompleteSignatureException',
      /Unsupported AWS 'algorithm'/,
    ],
    [
      'SigV4a',
      header(claim({ algorithm: 'AWS4-ECDSA-P256-SHA256' })),
      'IncompleteSignatureException',
      /Unsupported AWS 'algorithm'/,
    ],
    [
      'another day in the scope',
      header(claim(), '20260130T101500Z'),
      'InvalidSignatureException',
      /'20260131' != '20260130'/,
    ],
    ['an invalid date', header(claim(), 'today'), 'IncompleteSignatureException', /existence of either/],
    [
      'a date that no calendar has',
      header(claim({ credential: `${alice.accessKeyId}/20261331/us-east-1/lambda/aws4_request` }), '20261331T101500Z'),
      'InvalidSignatureException',
      /^Signature expired/,
    ],
    [
      'a host that is not signed',
      header(claim({ signedHeaders: 'x-amz-date' })),
      'InvalidSignatureException',
      /'Host' must be/,
    ],
    [
      'a presigned URL without its parts',
      { rawQuery: 'X-Amz-Algorithm=AWS4-HMAC-SHA256' },
      'IncompleteSignatureException',
      /must include 'X-Amz-Credential'\. .*'X-Amz-Signature'/,
    ],
    [
      'a presigned URL for ever',
      {
        rawQuery: `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${alice.accessKeyId}%2F20260131%2Fus-east-1%2Flambda%2Faws4_request&X-Amz-Date=20260131T101500Z&X-Amz-SignedHeaders=host&X-Amz-Signature=00&X-Amz-Expires=604801`,
      },
      'IncompleteSignatureException',
      /X-Amz-Expires/,
    ],
  ])('%s (texts unproven)', async (_what, request, type, message) => {
    const error = await refusal(request);
    expect(error.type).toBe(type);
    expect(error.message).toMatch(message);
  });

  test('a Date header stands in for X-Amz-Date', async () => {
    const request = {
      headers: [
        ['Authorization', claim()],
        ['Date', 'Sat, 31 Jan 2026 10:15:00 GMT'],
      ] as const,
    };
    // It gets as far as the signature, which is none.
    expect((await refusal(request)).message).toMatch(/^The request signature we calculated/);
  });

  test('what the developer reads names the credential, never a secret', async () => {
    const { detail } = await refusal(header(claim()));
    expect(detail).toContain('"alice"');
    expect(detail).not.toContain(alice.secretAccessKey);
  });
});
