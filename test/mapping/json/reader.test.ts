import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_JSON_DEPTH } from '../../../src/mapping/json/nesting-cursor.ts';
import { isJson, JsonSyntaxError, readJson } from '../../../src/mapping/json/reader.ts';
import { JsonList } from '../../../src/mapping/values.ts';
import { plainJson } from './plain-json.ts';

describe('what JSON becomes', () => {
  test('an integer stays an integer of any size and a decimal stays a decimal', () => {
    expect(readJson('[1, 1.0, 1e2, -7, 12345678901234567890, 1152921504606846976]')).toEqual(
      new JsonList([1n, 1, 100, -7n, 12345678901234567890n, 1152921504606846976n]),
    );
  });

  test('an object keeps the order of its keys, those that look like numbers too', () => {
    const map = readJson('{"b":1,"10":2,"2":3,"__proto__":4}');

    expect(map).toEqual(
      new Map([
        ['b', 1n],
        ['10', 2n],
        ['2', 3n],
        ['__proto__', 4n],
      ]),
    );
    expect([...(map as Map<string, bigint>).keys()]).toEqual(['b', '10', '2', '__proto__']);
  });

  test('a repeated key keeps its first place and its last value', () => {
    expect([...(readJson('{"a":1,"b":2,"a":3}') as Map<string, bigint>)]).toEqual([
      ['a', 3n],
      ['b', 2n],
    ]);
  });

  test('escapes in keys and values are resolved', () => {
    expect(readJson(String.raw`{"\u00e9\n":"\"\\\/\b\f\r\t\ud83d\ude00"}`)).toEqual(
      new Map([['é\n', '"\\/\b\f\r\t😀']]),
    );
  });

  test('a number too large for a double is infinite, as in Java', () => {
    expect(readJson('1e999')).toBe(Infinity);
  });
});

test.each([
  ['', 1, 1, 'found the end of the text, wanted a value'],
  ['{"a":}', 1, 6, 'found "}", wanted a value'],
  ['{"a":1\n "b":2}', 2, 2, 'found "\\"", wanted "," or "}"'],
  ['[1,]', 1, 4, 'found "]", wanted a value'],
  ['{a:1}', 1, 2, 'found "a", wanted a key in double quotes'],
  ['"a\nb"', 1, 3, 'found a control character (U+000A), wanted the closing quote of the string'],
  ['"abc', 1, 5, 'found the end of the text, wanted the closing quote of the string'],
  ['["\\x"]', 1, 3, 'found the escape "\\\\x", which JSON does not have'],
  ['["\\u12g4"]', 1, 3, 'wanted four hexadecimal digits after \\u'],
  ['01', 1, 2, 'found "1", wanted nothing more after the value'],
  ['nul', 1, 1, 'found "n", wanted a value'],
])('%j is refused at line %i, column %i: %s', (text, line, column, problem) => {
  expect(() => readJson(text)).toThrow(new JsonSyntaxError(problem, line, column));
});

test('a text that nests too deep is refused, not a stack overflow', () => {
  expect(isJson('['.repeat(MAX_JSON_DEPTH) + ']'.repeat(MAX_JSON_DEPTH))).toBe(true);
  expect(() => readJson('['.repeat(1_000_000))).toThrow(`nest deeper than ${MAX_JSON_DEPTH} levels`);
});

describe('compared with JSON.parse', () => {
  test('every JSON document reads as the same value', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        expect(plainJson(readJson(text))).toEqual(plainJson(JSON.parse(text)));
      }),
    );
  });

  test('every text is accepted by both or refused by both', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '\\u0041',
      'a',
      '"k"',
      '1',
      '-',
      '0',
      '.',
      'e',
      '+',
      'true',
      'null',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        const text = parts.join('');
        expect(isJson(text)).toBe(isAcceptedByJsonParse(text));
      }),
      { numRuns: 3000 },
    );
  });
});

function isAcceptedByJsonParse(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
