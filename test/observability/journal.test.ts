// The journal holds what was exchanged and nothing that leads back to a socket; its size is bounded by count and by bytes of bodies.
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import type { Exchange } from '../../src/observability/exchange.ts';
import { Journal } from '../../src/observability/journal.ts';

function exchange(id: string, more: Partial<Exchange> = {}): Exchange {
  return {
    id,
    api: 'shop',
    apiType: 'http',
    startedAt: 0,
    durationMs: 1,
    method: 'POST',
    path: '/orders',
    statusCode: 200,
    ...more,
  };
}

function request(body: Buffer | Readable | null) {
  return {
    method: 'POST',
    rawPath: '/orders',
    rawQuery: '',
    headers: [['a', 'b']] as const,
    body,
    sourceIp: '127.0.0.1',
  };
}

const idsOf = (journal: Journal): string[] => journal.list().map(({ id }) => id);

test('the last exchanges are held, oldest first', () => {
  const journal = new Journal(3);
  for (const id of ['a', 'b', 'c', 'd', 'e']) journal.add(exchange(id));
  expect(idsOf(journal)).toEqual(['c', 'd', 'e']);
});

test('exchanges of one API are listed apart', () => {
  const journal = new Journal();
  journal.add(exchange('a'));
  journal.add(exchange('b', { api: 'chat' }));
  expect(journal.list({ api: 'chat' }).map(({ id }) => id)).toEqual(['b']);
});

test('a request keeps its body where it was read, and loses streams and the abort signal', () => {
  const journal = new Journal();
  const { signal } = new AbortController();
  journal.add(exchange('read', { request: { ...request(Buffer.from('x')), signal } }));
  journal.add(exchange('streamed', { request: { ...request(Readable.from(['x'])), signal } }));
  const [read, streamed] = journal.list();
  expect(read?.request).toEqual(request(Buffer.from('x')));
  expect(streamed?.request).toEqual(request(null));
});

test('an abort signal that is created on demand is not created', () => {
  const journal = new Journal();
  const lazy = {
    ...request(null),
    get signal(): AbortSignal {
      throw new Error('asked for');
    },
  };
  journal.add(exchange('a', { request: lazy }));
  expect(journal.list()[0]?.request).toEqual(request(null));
});

test('a streamed response keeps its status and headers', () => {
  const journal = new Journal();
  const headers = [['Content-Type', 'text/plain']] as const;
  journal.add(exchange('a', { response: { statusCode: 200, headers, body: Readable.from(['x']) } }));
  journal.add(exchange('b', { response: { statusCode: 200, headers, body: 'short' } }));
  expect(journal.list().map(({ response }) => response)).toEqual([
    { statusCode: 200, headers, body: null },
    { statusCode: 200, headers, body: 'short' },
  ]);
});

test('the oldest go sooner when the bodies are too large together', () => {
  const journal = new Journal(10, 100);
  journal.add(exchange('request', { request: request(Buffer.alloc(40)) }));
  journal.add(exchange('event', { event: { body: 'x'.repeat(40) } }));
  expect(idsOf(journal)).toEqual(['request', 'event']);
  journal.add(exchange('response', { response: { statusCode: 200, headers: [], body: 'x'.repeat(40) } }));
  expect(idsOf(journal)).toEqual(['event', 'response']);
});

test('the last exchange is held however large it is', () => {
  const journal = new Journal(10, 100);
  journal.add(exchange('small'));
  journal.add(exchange('large', { event: 'x'.repeat(1000) }));
  expect(idsOf(journal)).toEqual(['large']);
  journal.add(exchange('next'));
  expect(idsOf(journal)).toEqual(['next']);
});

test('listeners hear of each exchange until they leave', () => {
  const journal = new Journal(1);
  const heard: string[] = [];
  const leave = journal.subscribe(({ id }) => void heard.push(id));
  journal.add(exchange('a'));
  leave();
  journal.add(exchange('b'));
  expect(heard).toEqual(['a']);
});
