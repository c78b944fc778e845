// What is accepted and refused: docs/aws/rest-api-observed.md#mock (recorded and read); the rest is json-smart's permissive mode.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPermissiveJson } from '../../../src/mapping/json/permissive-reader.ts';
import { JsonSyntaxError, readJson } from '../../../src/mapping/json/reader.ts';
import { writeJson } from '../../../src/mapping/json/writer.ts';

test.each([
  ['{ statusCode: 200 }', '{"statusCode":200}'],
  ["{'statusCode': 200, '': ''}", '{"statusCode":200,"":""}'],
  ['{"statusCode": 200 , }', '{"statusCode":200}'],
  ['{"statusCode": 200 ,, }', '{"statusCode":200}'],
  ['{"statusCode": 200 , null: null }', '{"statusCode":200,"null":null}'],
  ['{statusCode: 200, "value": \'goog\'}', '{"statusCode":200,"value":"goog"}'],
  ['{statusCode: 200, foo}: [ba r]}', '{"statusCode":200,"foo}":["ba r"]}'],
  ['{"statusCode": "200"}', '{"statusCode":"200"}'],
  ['statusCode: 200', '"statusCode: 200"'],
  ['name=Ann&age=7', '"name=Ann&age=7"'],
  ['raw words', '"raw words"'],
  ['<xml/>', '"<xml/>"'],
  ['[,1,,2,]', '[1,2]'],
  ['{"a":1} and more', '{"a":1}'],
  ['{a: 007, b: -1.50, c: 1., d: 1e3x, e: 1 2}', '{"a":7,"b":-1.5,"c":1.0,"d":"1e3x","e":"1 2"}'],
  ['{a: true, b: truest, c: nullify}', '{"a":true,"b":"truest","c":"nullify"}'],
  ['["two\nlines", "\\x41\\q\\u00e9", "tab\t\\n"]', String.raw`["two\nlines","Aé","tab\n"]`],
])('%j reads as %s', (text, expected) => {
  expect(writeJson(readPermissiveJson(text))).toBe(expected);
});

test.each([
  '{"statusCode\': 200 }',
  "{'statusCode: 200 }",
  '{statusCode: 200, {foo: [ba r]}',
  '{"statusCode": 200',
  '{"a" 1}',
  '{"a":}',
  '[1',
  '[}',
  ':',
  '"\\u12"',
  '[',
  '{a:',
])('%j is refused', (text) => {
  expect(() => readPermissiveJson(text)).toThrow(JsonSyntaxError);
});

test('JSON reads as the strict reader reads it', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect(readPermissiveJson(text)).toEqual(readJson(text));
    }),
  );
});

test('any text is read or refused, never a crash', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    "'",
    '\\',
    'a',
    '1',
    '-',
    '.',
    'e',
    ' ',
    '\n',
    'null',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 15 }), (parts) => {
      try {
        readPermissiveJson(parts.join(''));
      } catch (error) {
        expect(error).toBeInstanceOf(JsonSyntaxError);
      }
    }),
    { numRuns: 5000 },
  );
});
