// Forms of the identifiers in AWS's events: docs/aws/websocket-api.md#identifier-formats, docs/aws/http-api.md#event-v2.
import { expect, test } from 'vitest';
import { randomIds } from '../../src/model/base/ids.ts';

test('connection and request ids are 11 bytes in base64url, so that they decode and encode to the same text', () => {
  for (const id of Array.from({ length: 200 }, () => randomIds.extended())) {
    expect(id).toMatch(/^[A-Za-z][A-Za-z0-9_-]{14}=$/);
    const bytes = Buffer.from(id, 'base64url');
    expect(bytes).toHaveLength(11);
    expect(`${bytes.toString('base64url')}=`).toBe(id);
  }
});

test.each([
  ['extended ids', () => randomIds.extended()],
  ['roots of trace ids', () => randomIds.traceRoot(1_708_326_702_410)],
  ['segments', () => randomIds.segment()],
])('%s do not repeat', (_, make) => {
  expect(new Set(Array.from({ length: 1000 }, make)).size).toBe(1000);
});

test('a segment is sixteen hex digits, however many were made', () => {
  for (const segment of Array.from({ length: 1000 }, () => randomIds.segment()))
    expect(segment).toMatch(/^[0-9a-f]{16}$/);
});

test('the root of a trace id holds the second in hex', () => {
  expect(randomIds.traceRoot(1_708_326_702_410)).toMatch(/^1-65d2ff2e-[0-9a-f]{24}$/);
});
