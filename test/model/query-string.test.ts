// Query strings of all kinds of API: docs/aws/http-api.md#event-v2, docs/aws/rest-api-observed.md#slashes-and-encoding,
// docs/aws/websocket-api.md#top-level-keys. How repeats are folded is each event's own.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatQuery, parseQuery } from '../../src/model/http/query-string.ts';

test.each([
  ['', []],
  [
    'a=1&a=2',
    [
      ['a', '1'],
      ['a', '2'],
    ],
  ],
  ['a=%20x+y', [['a', ' x y']]],
  ['a%20b=c%3Dd', [['a b', 'c=d']]],
  ['a=b=c', [['a', 'b=c']]],
  [
    'bare&empty=',
    [
      ['bare', ''],
      ['empty', ''],
    ],
  ],
  ['&&a=1&', [['a', '1']]],
  ['a;b=1', [['a;b', '1']]],
])('%s', (raw, pairs) => {
  expect(parseQuery(raw)).toEqual(pairs);
});

test('another separator may be given', () => {
  expect(parseQuery('a=1;b=2&c=3', /[&;]/).map(([name]) => name)).toEqual(['a', 'b', 'c']);
});

test('what is not UTF-8 stays as it was sent, the rest is decoded (unproven)', () => {
  expect(parseQuery('a=%zz%20b&c=%ff&d=%E2%82%AC%E2')).toEqual([
    ['a', '%zz b'],
    ['c', '%ff'],
    ['d', '%E2%82%AC%E2'],
  ]);
});

test('whatever is written is read back', () => {
  const text = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(
      fc.array(
        fc.tuple(
          text.filter((name) => name !== ''),
          text,
        ),
      ),
      (pairs) => {
        expect(parseQuery(formatQuery(pairs))).toEqual(pairs);
      },
    ),
  );
});
