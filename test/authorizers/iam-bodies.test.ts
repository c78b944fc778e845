// What a signature covers of the body: whole, by its announced hash, in chunks, or not at all. docs/aws/rest-api.md#iam-authorization.
import { createHmac } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { ApiType } from '../../src/model/definition/api.ts';
import { amzDateOf, sha256, signature, signingKey } from '../../src/signing/sigv4.ts';
import { type Gate, gate, type Sent } from './gate.ts';
import { alice, HOST, NOW, signed } from './signed.ts';

const protectedFor = (kind: ApiType): Gate => gate(kind, { authorization: { type: 'AWS_IAM' }, credentials: [alice] });

describe('bodies', () => {
  const body = '{"name":"ä"}';
  const post = { method: 'POST', body } as const;

  test.each(['rest', 'http'] as const)('%s: the signed body passes, another does not', async (kind) => {
    const request = await signed(post);
    expect((await protectedFor(kind).send(request)).status).toBe(200);
    expect((await protectedFor(kind).send({ ...request, body: Buffer.from('{}') })).status).toBe(403);
  });

  test.each(['rest', 'http'] as const)(
    '%s: the body is compared with the hash in the headers as well',
    async (kind) => {
      const announced = await signed({ ...post, headers: { 'x-amz-content-sha256': sha256(body) } });
      expect((await protectedFor(kind).send(announced)).status).toBe(200);
      expect((await protectedFor(kind).send({ ...announced, body: Buffer.from('{}') })).status).toBe(403);
    },
  );

  test('without the hash header the body is hashed here', async () => {
    const request = await signed(post);
    const headers = (request.headers ?? []).filter(([name]) => name !== 'x-amz-content-sha256');
    const resigned = bare({ ...request, headers });
    expect((await protectedFor('rest').send(resigned)).status).toBe(200);
    expect((await protectedFor('rest').send({ ...resigned, body: Buffer.from('{}') })).status).toBe(403);
  });

  test('UNSIGNED-PAYLOAD leaves the body alone', async () => {
    const request = await signed({ ...post, headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } });
    expect((await protectedFor('rest').send({ ...request, body: Buffer.from('anything') })).status).toBe(200);
  });

  test('a body in signed chunks passes when every link of the chain holds', async () => {
    const form = 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD';
    const head = await signed({ method: 'POST', headers: { 'x-amz-content-sha256': form } });
    const seed = /Signature=(\w+)/.exec(head.headers?.find(([name]) => name === 'authorization')?.[1] ?? '')?.[1] ?? '';
    const chunks = inChunks(seed, ['first ', 'second', '']);
    const send = (text: string) => protectedFor('rest').send({ ...head, body: Buffer.from(text) });
    expect((await send(chunks)).status).toBe(200);
    const refused = [
      chunks.replace('second', 'SECOND'),
      chunks.slice(0, chunks.indexOf('6;', 8)),
      chunks.replace(/^6;/, '7;'),
      chunks.slice(0, 40),
      'first second',
      '',
    ];
    for (const text of refused) expect((await send(text)).status).toBe(403);
  });

  test('a hash of an unknown form is refused', async () => {
    const request = await signed({
      ...post,
      headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' },
    });
    expect((await protectedFor('rest').send(request)).status).toBe(403);
  });

  test('a compressed body is signed as it was sent', async () => {
    const packed = gzipSync('{}');
    const request = await signed({
      method: 'POST',
      headers: { 'content-encoding': 'gzip', 'x-amz-content-sha256': sha256(packed) },
    });
    expect((await protectedFor('rest').send({ ...request, body: packed })).status).toBe(200);
  });

  /** Signs again without a hash header, as curl does. */
  function bare(request: Sent): Sent {
    const date = amzDateOf(NOW.getTime());
    const scope = { date: date.slice(0, 8), region: 'us-east-1', service: 'execute-api' };
    const values: Record<string, string[]> = { host: [HOST], 'x-amz-date': [date] };
    const made = signature(
      {
        method: request.method ?? 'GET',
        rawPath: request.path ?? '',
        rawQuery: '',
        header: (name) => values[name] ?? [],
      },
      ['host', 'x-amz-date'],
      sha256(request.body ?? ''),
      scope,
      date,
      alice.secretAccessKey,
    );
    const credential = `${alice.accessKeyId}/${scope.date}/us-east-1/execute-api/aws4_request`;
    const authorization = `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${made}`;
    return {
      ...request,
      headers: [
        ['X-Amz-Date', date],
        ['Authorization', authorization],
      ],
    };
  }

  /** The form of https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html */
  function inChunks(seed: string, parts: readonly string[]): string {
    const date = amzDateOf(NOW.getTime());
    const scope = { date: date.slice(0, 8), region: 'us-east-1', service: 'execute-api' };
    const key = signingKey(alice.secretAccessKey, scope);
    let previous = seed;
    return parts
      .map((part) => {
        const scopeText = `${scope.date}/us-east-1/execute-api/aws4_request`;
        const toSign = ['AWS4-HMAC-SHA256-PAYLOAD', date, scopeText, previous, sha256(''), sha256(part)].join('\n');
        previous = createHmac('sha256', key).update(toSign).digest('hex');
        return `${part.length.toString(16)};chunk-signature=${previous}\r\n${part}\r\n`;
      })
      .join('');
  }
});
