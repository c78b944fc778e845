// What Jackson says of text that is not JSON: docs/aws/lambda.md#invoke-api (the unrecognized token is observed).
import { expect, test } from 'vitest';
import { jacksonMessage } from '../../src/model/base/jackson-message.ts';

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";

test.each([
  ['test', `Unrecognized token 'test': was expecting ${VALUES}`, 'line: 1, column: 5'],
  ['{"a":tru}', `Unrecognized token 'tru': was expecting ${VALUES}`, 'line: 1, column: 9'],
  [
    '{bad',
    "Unexpected character ('b' (code 98)): was expecting double-quote to start field name",
    'line: 1, column: 3',
  ],
  [
    '{"a" 1}',
    "Unexpected character ('1' (code 49)): was expecting a colon to separate field name and value",
    'column: 7',
  ],
  ['[1 2]', "Unexpected character ('2' (code 50)): was expecting comma to separate Array entries", 'column: 5'],
  ['{"a":1', 'Unexpected end-of-input: expected close marker for Object (start marker at ', 'line: 1, column: 7'],
  ['"abc', 'Unexpected end-of-input in VALUE_STRING', 'column: 5'],
  ['[1,\n  x]', `Unrecognized token 'x': was expecting ${VALUES}`, 'line: 2, column: 4'],
  ['<a/>', `Unexpected character ('<' (code 60)): expected a valid value ${VALUES}`, 'line: 1, column: 2'],
  ["{'a':1}", "Unexpected character (''' (code 39)): was expecting double-quote to start field name", 'column: 3'],
  ['{"a":1,}', "Unexpected character ('}' (code 125)): was expecting double-quote to start field name", 'column: 9'],
  ['{"a":}', `Unexpected character ('}' (code 125)): expected a valid value ${VALUES}`, 'column: 7'],
  ['{"a":éa}', `Unrecognized token 'éa': was expecting ${VALUES}`, 'column: 8'],
  ['{"a":☃}', `Unexpected character ('☃' (code 9731 / 0x2603)): expected a valid value ${VALUES}`, 'column: 7'],
  [
    '{"a":"b\nc"}',
    'Illegal unquoted character ((CTRL-CHAR, code 10)): has to be escaped using backslash to be included in string value',
    'line: 2, column: 1',
  ],
  [
    '{"a\tb":1}',
    'Illegal unquoted character ((CTRL-CHAR, code 9)): has to be escaped using backslash to be included in name',
    'column: 5',
  ],
  ['{"a":"it\\\'s"}', "Unrecognized character escape ''' (code 39)", 'column: 11'],
  [
    '"\\u12x"',
    "Unexpected character ('x' (code 120)): expected a hex-digit for character escape sequence",
    'column: 7',
  ],
  ['"\\', 'Unexpected end-of-input in character escape sequence', 'column: 3'],
  ['  ', 'No content to map due to end-of-input', 'column: 3'],
])('%j', (text, message, place) => {
  const said = jacksonMessage(text);
  expect(said.startsWith(message)).toBe(true);
  expect(said.endsWith(`${place}]`)).toBe(true);
});

test('of a long word, 256 characters are repeated, as in Jackson', () => {
  expect(jacksonMessage('a'.repeat(5_000_000))).toMatch(/^Unrecognized token 'a{256}\.\.\.': was expecting/);
});

test('deep nesting does not end the process', () => {
  expect(() => jacksonMessage('['.repeat(100_000))).not.toThrow();
});
