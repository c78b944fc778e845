import { expect, test } from 'vitest';
import { answerFindings, type KeptAnswer } from '../../src/comparison/answers.ts';
import { differences } from '../../src/comparison/differences.ts';
import { whyVolatileValue } from '../../src/comparison/volatile-values.ts';

const recordedAt = Date.parse('2026-01-31T10:00:00Z');
const localAt = Date.parse('2026-03-01T12:30:00Z');
const moments = { recordedAt, localAt };
const answer = (headers: [string, string][], body = '', status = 200): KeptAnswer => ({ status, headers, body });

function found(recorded: KeptAnswer, local: KeptAnswer): string[] {
  return answerFindings(recorded, local, moments, '').map(
    ({ field, verdict, why }) => `${verdict} ${field}${why === undefined ? '' : ` ${why}`}`,
  );
}

test('one item more in a list is one difference, wherever it stands', () => {
  const list = [{ id: 1 }, { id: 2 }, { id: 3 }];
  expect(differences(list, [{ id: 0 }, ...list])).toEqual([{ path: [0], before: undefined, after: { id: 0 } }]);
  expect(differences(list, [list[0], list[2]])).toEqual([{ path: [1], before: { id: 2 }, after: undefined }]);
  expect(differences(list, [...list, { id: 4 }])).toEqual([{ path: [3], before: undefined, after: { id: 4 } }]);
  expect(differences({ a: [1, 2, 3] }, { a: [1, 9, 3] })).toEqual([{ path: ['a', 1], before: 2, after: 9 }]);
});

test('a member of another type, an empty list and null are not the same', () => {
  expect(differences({ a: null, b: [], c: {} }, { a: undefined, b: {}, c: [] }).map(({ path }) => path[0])).toEqual([
    'a',
    'b',
    'c',
  ]);
  expect(differences({ toString: 1 }, {})).toEqual([{ path: ['toString'], before: 1, after: undefined }]);
});

test('a time is volatile where it is as far from its own answer as the other from its own', () => {
  expect(whyVolatileValue('2026-01-31T10:00:01Z', '2026-03-01T12:30:02.5Z', moments)).toBe('time');
  expect(whyVolatileValue('2026-01-31T11:00:01Z', '2026-03-01T13:30:00Z', moments)).toBe('time');
  expect(whyVolatileValue(recordedAt / 1000 + 3600, localAt / 1000 + 3601, moments)).toBe('time');
  expect(whyVolatileValue(recordedAt, localAt, moments)).toBe('time');
  expect(whyVolatileValue('Sat, 31 Jan 2026 10:00:01 GMT', 'Sun, 01 Mar 2026 12:30:01 GMT', moments)).toBe('time');
  expect(whyVolatileValue('2020-05-05T00:00:00Z', '2020-05-06T00:00:00Z', moments)).toBeUndefined();
  // Two answers of one second: old times and ids that look like one are still told apart.
  const atOnce = { recordedAt, localAt: recordedAt };
  expect(whyVolatileValue('2025-01-01T00:00:00Z', '2025-01-01T00:00:05Z', atOnce)).toBeUndefined();
  expect(whyVolatileValue(1_234_567_890, 1_234_567_891, atOnce)).toBeUndefined();
  expect(whyVolatileValue('2026-01-31T10:00:00Z', '2026-01-31T10:00:00Z and more', moments)).toBeUndefined();
});

test('random ids are volatile, made ones and those of the request are not', () => {
  const [one, other] = ['0b0f1c9e-5a1e-4c2b-9d7e-0123456789ab', '5a1e4c2b-9d7e-4123-8c9e-ab0123456789'];
  expect(whyVolatileValue(`/orders/${one}`, `/orders/${other}`, moments)).toBe('uuid');
  expect(whyVolatileValue(one, other, moments, `GET /orders/${one}`)).toBeUndefined();
  // Version 5 is a hash of a name (RFC 9562).
  expect(whyVolatileValue(one.replace('-4', '-5'), other.replace('-4', '-5'), moments)).toBeUndefined();
  expect(whyVolatileValue(`/orders/${one}`, `/order/${other}`, moments)).toBeUndefined();
});

test('header names, the order of lines and words, and spaces in a media type make no difference', () => {
  const recorded = answer([
    ['Content-Type', 'application/json; charset=utf-8'],
    ['Vary', 'Origin'],
    ['vary', 'Accept'],
    ['Set-Cookie', 'a=1; Path=/; HttpOnly'],
    ['Set-Cookie', 'b=2'],
  ]);
  const local = answer([
    ['set-cookie', 'b=2'],
    ['set-cookie', 'a=1; httponly; path=/'],
    ['vary', 'accept, origin'],
    ['content-type', 'application/json;charset=UTF-8'],
  ]);
  expect(found(recorded, local)).toEqual([]);
});

test('a missing line, a changed value and a cookie are told apart', () => {
  expect(
    found(
      answer([
        ['x-one', '1'],
        ['x-one', '2'],
        ['etag', '"a"'],
        ['set-cookie', 'a=1; Path=/'],
        ['set-cookie', 'b=2; Path=/'],
      ]),
      answer([
        ['x-one', '2'],
        ['etag', '"b"'],
        ['set-cookie', 'b=2; Path=/x'],
        ['set-cookie', 'a=1; Path=/'],
        ['x-new', '1'],
      ]),
    ),
  ).toEqual([
    'different headers.etag',
    'different headers.set-cookie',
    'different headers.x-new',
    'different headers.x-one',
  ]);
});

test('what API Gateway and CloudFront add to every answer is listed as volatile, also where one side lacks it', () => {
  expect(
    found(
      answer(
        [
          ['Date', 'Sat, 31 Jan 2026 10:00:00 GMT'],
          ['x-amzn-RequestId', 'r-1'],
          ['x-amz-apigw-id', 'abc='],
          ['X-Amzn-Trace-Id', 'Root=1-a'],
          ['Via', '1.1 x'],
          ['X-Cache', 'Miss'],
        ],
        '{"request":"r-1"}',
      ),
      answer([['x-amzn-RequestId', 'r-2']], '{"request":"r-2"}'),
    ),
  ).toEqual([
    'volatile headers.date date',
    'volatile headers.via CDN',
    'volatile headers.x-amz-apigw-id request id',
    'volatile headers.x-amzn-requestid request id',
    'volatile headers.x-amzn-trace-id trace id',
    'volatile headers.x-cache CDN',
    'volatile body.request request id',
  ]);
});

test('a length follows its body, but counts where the bodies are the same', () => {
  expect(found(answer([['content-length', '3']], 'abc'), answer([['content-length', '4']], 'abcd'))).toEqual([
    'volatile headers.content-length follows the body',
    'different body',
  ]);
  expect(found(answer([['content-length', '3']]), answer([['content-length', '4']]))).toEqual([
    'different headers.content-length',
  ]);
});

test('a text that is no JSON is compared by lines, an empty body with nothing', () => {
  expect(answerFindings(answer([], 'a\nb\nc'), answer([], 'a\nB\nc'), moments, '')).toEqual([
    { field: 'body', recorded: 'b', local: 'B', verdict: 'different', why: 'line 2 of 3' },
  ]);
  expect(answerFindings(answer([], ''), answer([], '{}'), moments, '')).toEqual([
    { field: 'body', local: '{}', verdict: 'different' },
  ]);
  expect(found(answer([], '{"a":1,"b":2}'), answer([], '{ "b": 2, "a": 1.0 }'))).toEqual([]);
});
