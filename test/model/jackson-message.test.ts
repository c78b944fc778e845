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
  ['  ', 'No content to map due to end-of-input', 'column: 3'],
])('%j', (text, message, place) => {
  const said = jacksonMessage(text);
  expect(said.startsWith(message)).toBe(true);
  expect(said.endsWith(`${place}]`)).toBe(true);
});

test('deep nesting does not end the process', () => {
  expect(() => jacksonMessage('['.repeat(100_000))).not.toThrow();
});
