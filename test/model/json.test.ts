import { expect, test } from 'vitest';
import { isJsonObject, parseJson, parseJsonOrText } from '../../src/model/base/json.ts';
import { errorMessageOf } from '../../src/model/lambda/function-error.ts';

test.each(['', '{', 'undefined', "{'a': 1}", '{"a":1} x'])('%j is not JSON', (text) => {
  expect(parseJson(text)).toBeUndefined();
  expect(parseJsonOrText(text)).toBe(text);
});

test('null is JSON, and not the text "null"', () => {
  expect(parseJson('null')).toBeNull();
  expect(parseJsonOrText('null')).toBeNull();
});

test.each([
  [{}, true],
  [{ a: 1 }, true],
  [[], false],
  [null, false],
  ['{}', false],
])('whether %j is a JSON object: %s', (value, is) => {
  expect(isJsonObject(value)).toBe(is);
});

test.each([
  ['{"errorMessage":"out of stock","errorType":"Error"}', 'out of stock'],
  ['{"errorMessage":12}', undefined],
  ['["errorMessage"]', undefined],
  ['null', undefined],
  ['Segmentation fault', undefined],
])('the error message of a function that answered %s is %s', (payload, message) => {
  expect(errorMessageOf(payload)).toBe(message);
});
