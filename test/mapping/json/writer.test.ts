// Expected texts: docs/aws/vtl.md#printing (recorded printing of lists and maps, json-smart's escapes).
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { javaDouble, javaText } from '../../../src/mapping/json/java-text.ts';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { ValueTooLargeError, writeJson, writeJsonProtected } from '../../../src/mapping/json/writer.ts';
import type { JavaValue } from '../../../src/mapping/values.ts';
import { JavaList } from '../../../src/mapping/values.ts';

const document = '{"a": {"b": 1}, "c": [1, {"d": null, "u": "http://x"}], "e": [], "f": {}}';

test('JSON is written compactly, slashes as they are', () => {
  expect(writeJson(readJson(document))).toBe('{"a":{"b":1},"c":[1,{"d":null,"u":"http://x"}],"e":[],"f":{}}');
});

test('the protected form escapes slashes', () => {
  expect(writeJsonProtected(readJson('{"u/":"http://x"}'))).toBe('{"u\\/":"http:\\/\\/x"}');
});

test('control characters and general punctuation are escaped with upper-case digits', () => {
  const text = String.fromCharCode(0x01, 0x7f, 0x9f, 0x2028, 0x20ac, 0xe9) + '"\\\b\f\n\r\t';

  expect(writeJson(text)).toBe(String.raw`"\u0001\u007F\u009F\u2028\u20ACé\"\\\b\f\n\r\t"`);
});

test('a map prints as Java prints it, with the lists in it as JSON', () => {
  expect(javaText(readJson(document))).toBe('{a={b=1}, c=[1,{"d":null,"u":"http:\\/\\/x"}], e=[], f={}}');
});

test("a template's own list prints without quotes", () => {
  expect(javaText(new JavaList(['a', 1n, 2.5, true, null, new JavaList(['n']), new Map([['k', 'v']])]))).toBe(
    '[a, 1, 2.5, true, null, [n], {k=v}]',
  );
});

test.each([
  [2.5, '2.5'],
  [1, '1.0'],
  [1e21, '1.0E21'],
  [1e-7, '1.0E-7'],
  [-0, '-0.0'],
  [0.001, '0.001'],
  [0.00012, '1.2E-4'],
  [9999999, '9999999.0'],
  [1e7, '1.0E7'],
  [12345678.9, '1.23456789E7'],
  [123456789012, '1.23456789012E11'],
  [1.7976931348623157e308, '1.7976931348623157E308'],
  [5e-324, '4.9E-324'],
  [Infinity, 'Infinity'],
  [NaN, 'NaN'],
])('the double %d prints as %s', (n, text) => {
  expect(javaDouble(n)).toBe(text);
});

test('a list that contains itself prints a note in its place', () => {
  const list = new JavaList(['a']);
  list.items.push(list);

  expect(javaText(list)).toBe('[a, (this Collection)]');
});

test('a value that contains itself at a distance is refused', () => {
  const outer = new JavaList();
  outer.items.push(new JavaList([outer]));

  expect(() => javaText(outer)).toThrow(ValueTooLargeError);
  expect(() => writeJson(outer)).toThrow(ValueTooLargeError);
});

test('a value doubled forty times is refused instead of filling the memory', () => {
  let value: JavaValue = 'x'.repeat(1000);
  for (let round = 0; round < 40; round++) value = new JavaList([value, value]);

  expect(() => javaText(value)).toThrow('longer than');
});

test('what is written reads back as the same value', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      const value = readJson(text);
      expect(readJson(writeJson(value))).toEqual(value);
      expect(readJson(writeJsonProtected(value))).toEqual(value);
    }),
  );
});
