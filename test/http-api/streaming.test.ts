// docs/aws/http-api.md#http-proxy-headers: proxied bodies stream both ways. Nothing runs ahead of a slow reader, so memory stays flat
// whatever the size.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { ask, bodyText, headerLines, httpProxy, world } from './harness.ts';
import type { WorldOptions } from './harness.ts';

const CHUNK = Buffer.alloc(64 * 1024, 0x61);

/** A source of so many bytes that counts what was taken out of it. */
function source(bytes: number): { readonly stream: Readable; taken(): number } {
  let taken = 0;
  const stream = new Readable({
    read() {
      taken += CHUNK.length;
      this.push(taken > bytes ? null : CHUNK);
    },
  });
  return { stream, taken: () => Math.min(taken, bytes) };
}

function proxy(http: NonNullable<WorldOptions['http']>) {
  return world({
    api: { routes: [{ routeKey: '$default', authorization: { type: 'NONE' }, integration: httpProxy('http://b') }] },
    http,
  });
}

/** Most that may lie between two ends: the buffers of three streams with 64 KB each, and a chunk on its way in each. */
const IN_BETWEEN = 8 * CHUNK.length;

describe('a download of 200 MB', () => {
  const size = 200 * 1024 * 1024;

  test('is never held: the backend is read as fast as the client reads', async () => {
    const backend = source(size);
    const made = proxy(() =>
      Promise.resolve({ statusCode: 200, headers: [['content-length', String(size)]], body: backend.stream }),
    );
    const response = await made.handle(ask('GET', '/big'));
    expect(headerLines(response, 'content-length')).toEqual([String(size)]);
    let read = 0;
    let furthestAhead = 0;
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      read += chunk.length;
      furthestAhead = Math.max(furthestAhead, backend.taken() - read);
    }
    expect(read).toBe(size);
    expect(furthestAhead).toBeLessThanOrEqual(IN_BETWEEN);
  });

  test('stops at the backend when the client goes away', async () => {
    const backend = source(size);
    const made = proxy(() => Promise.resolve({ statusCode: 200, headers: [], body: backend.stream }));
    const response = await made.handle(ask('GET', '/big'));
    const body = response.body as Readable;
    for await (const _first of body) break;
    expect(body.destroyed).toBe(true);
    await expect.poll(() => backend.stream.destroyed).toBe(true);
    expect(made.exchanges).toHaveLength(1);
  });
});

test('an upload is read as fast as the backend reads it', async () => {
  const size = 9 * 1024 * 1024;
  const client = source(size);
  let furthestAhead = 0;
  const made = proxy(async (request) => {
    let read = 0;
    for await (const chunk of request.body as AsyncIterable<Buffer>) {
      read += chunk.length;
      furthestAhead = Math.max(furthestAhead, client.taken() - read);
    }
    return { statusCode: 200, headers: [], body: Buffer.from(String(read)) };
  });
  expect(await bodyText(await made.handle(ask('POST', '/up', { body: client.stream })))).toBe(String(size));
  expect(furthestAhead).toBeLessThanOrEqual(IN_BETWEEN);
});
