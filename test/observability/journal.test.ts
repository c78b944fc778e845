// The journal holds what was exchanged and nothing that leads back to a socket; its size is bounded by count and by bytes of bodies.
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
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

const wholeOf = (journal: Journal): string[] => journal.listWhole().map(({ id }) => id);
const idsOf = (journal: Journal): string[] => journal.list().map(({ id }) => id);

test('the last exchanges are held, oldest first', () => {
  const journal = new Journal({ lines: 3 });
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

test('of the oldest only the line is kept when the bodies are too large together', () => {
  const journal = new Journal({ lines: 10, bodyBytes: 100 });
  journal.add(exchange('request', { request: request(Buffer.alloc(40)) }));
  journal.add(exchange('event', { event: { body: 'x'.repeat(40) } }));
  expect(wholeOf(journal)).toEqual(['request', 'event']);
  journal.add(exchange('response', { response: { statusCode: 200, headers: [], body: 'x'.repeat(40) } }));
  expect(wholeOf(journal)).toEqual(['event', 'response']);
  expect(idsOf(journal)).toEqual(['request', 'event', 'response']);
});

test('the last exchange is kept whole however large it is', () => {
  const journal = new Journal({ lines: 10, bodyBytes: 100 });
  journal.add(exchange('small'));
  journal.add(exchange('large', { event: 'x'.repeat(1000) }));
  expect(wholeOf(journal)).toEqual(['large']);
  journal.add(exchange('next'));
  expect(wholeOf(journal)).toEqual(['next']);
});

test('listeners hear of each exchange until they leave', () => {
  const journal = new Journal({ lines: 1 });
  const heard: string[] = [];
  const leave = journal.subscribe(({ id }) => void heard.push(id));
  journal.add(exchange('a'));
  leave();
  journal.add(exchange('b'));
  expect(heard).toEqual(['a']);
});

test('without lines nothing is kept, and listeners hear all the same', () => {
  const journal = new Journal({ lines: 0 });
  const heard: string[] = [];
  journal.subscribe(({ id }) => void heard.push(id));
  journal.begun({}, () => {
    throw new Error('asked for');
  });
  journal.add(exchange('a'));
  expect([heard, idsOf(journal), journal.underWay()]).toEqual([['a'], [], []]);
});

test('of the exchanges before the last whole ones the line is kept', () => {
  const journal = new Journal({ lines: 4, whole: 2 });
  const more = { request: { ...request(null), rawQuery: 'page=2' }, routeKey: 'POST /orders', target: 'orders' };
  for (const id of ['a', 'b', 'c', 'd', 'e']) journal.add(exchange(id, { ...more, integrationMs: 1 }));
  expect([idsOf(journal), wholeOf(journal)]).toEqual([
    ['b', 'c', 'd', 'e'],
    ['d', 'e'],
  ]);
  expect(journal.get('b')).toEqual({
    ...exchange('b'),
    routeKey: 'POST /orders',
    target: 'orders',
    integrationMs: 1,
    onlyLine: { query: 'page=2', functionFailed: false, coldStart: false },
  });
  expect(journal.get('a')).toBeUndefined();
});

describe('with more exchanges a second than are kept whole', () => {
  const bounds = { lines: 1000, whole: 100, wholeASecond: 100 };
  const at = (startedAt: number, more: Partial<Exchange> = {}) => ({ startedAt, durationMs: 0, ...more });

  test('as many as there may be at once are whole, then only the newest', () => {
    const journal = new Journal(bounds);
    for (let i = 0; i < 500; i += 1) journal.add(exchange(String(i), at(i)));
    const whole = wholeOf(journal).map(Number);
    expect(whole.slice(-16)).toEqual(Array.from({ length: 16 }, (_, i) => 484 + i));
    // Of 110 there were 10 more than are held.
    expect(whole.slice(0, -16)).toEqual(Array.from({ length: 100 }, (_, i) => 10 + i));
    expect(idsOf(journal)).toHaveLength(500);
  });

  test('a quarter of a second after the last of too many, each is whole again', () => {
    const journal = new Journal(bounds);
    for (let i = 0; i < 500; i += 1) journal.add(exchange(String(i), at(i)));
    for (let i = 0; i < 60; i += 1) journal.add(exchange(`soon ${i}`, at(600 + i / 10)));
    for (let i = 0; i < 60; i += 1) journal.add(exchange(`later ${i}`, at(1000 + i * 10)));
    const whole = wholeOf(journal);
    expect(whole.filter((id) => id.startsWith('soon'))).toHaveLength(16);
    expect(whole.filter((id) => id.startsWith('later'))).toHaveLength(60);
  });

  test('at no more than the rate all are whole', () => {
    const journal = new Journal(bounds);
    for (let i = 0; i < 300; i += 1) journal.add(exchange(String(i), at(i * 10)));
    expect(wholeOf(journal).map(Number)).toEqual(Array.from({ length: 100 }, (_, i) => 200 + i));
  });

  test.each<[string, Partial<Exchange>]>([
    ['a status of a failure', { statusCode: 404 }],
    ['a failure of the gateway', { failure: 'THROTTLED' }],
    ['a slow one', { durationMs: 200 }],
    ['one that a drill touched', { faults: [{ id: 'fault-1', kind: 'latency', stage: 'integration', effect: '' }] }],
    ['the begin of a connection', { method: 'CONNECT' }],
  ])('%s stays whole', (_, more) => {
    const journal = new Journal(bounds);
    for (let i = 0; i < 200; i += 1) journal.add(exchange(String(i), at(0)));
    journal.add(exchange('wanted', at(0, more)));
    for (let i = 0; i < 500; i += 1) journal.add(exchange(`later ${i}`, at(1)));
    expect(wholeOf(journal)).toContain('wanted');
  });

  test('one that the user waits for stays whole', () => {
    const journal = new Journal(bounds);
    for (let i = 0; i < 200; i += 1) journal.add(exchange(String(i), at(0)));
    journal.subscribe((each) => {
      if (each.id === 'wanted') journal.keepWhole(each);
    });
    journal.add(exchange('wanted', at(0)));
    for (let i = 0; i < 500; i += 1) journal.add(exchange(`later ${i}`, at(1)));
    expect(wholeOf(journal)).toContain('wanted');
  });
});

test('a line keeps the beginning of a long path and query', () => {
  const journal = new Journal({ lines: 2, whole: 1 });
  const path = `/${'x'.repeat(5000)}`;
  journal.add(exchange('a', { path, request: { ...request(null), rawQuery: 'q'.repeat(5000) } }));
  expect(journal.get('a')?.path).toBe(path);
  journal.add(exchange('b'));
  const line = journal.get('a');
  expect([line?.path, line?.onlyLine?.query]).toEqual([`/${'x'.repeat(1023)}…`, `${'q'.repeat(1024)}…`]);
});
