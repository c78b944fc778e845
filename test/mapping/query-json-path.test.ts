import { expect, test } from 'vitest';
import { queryJsonPath } from '../../src/mapping/query-json-path.ts';

const document = '{"pets":[{"n":"a","id":12345678901234567890},{"n":"b","id":2,"p":1.0}],"none":null}';

test.each([
  ['$.pets[0].n', 'a'],
  ['$.pets[0].id', 12345678901234567890n],
  ['$.pets[1]', { n: 'b', id: 2, p: 1 }],
  ['$.pets[*].n', ['a', 'b']],
  ["$.pets[?(@.n == 'b')].id", [2]],
  ['$.none', null],
  ['$.pets.length()', 2],
])('%s finds a plain value', (path, value) => {
  expect(queryJsonPath(document, path)).toEqual({ found: true, value });
});

test('a path that leads nowhere finds nothing', () => {
  expect(queryJsonPath(document, '$.pets[5].n')).toEqual({ found: false, value: undefined });
});

test('a key that JavaScript gives a meaning of its own is a key like any other', () => {
  const { value } = queryJsonPath('{"__proto__":{"a":1}}', '$');

  expect(Object.keys(value as object)).toEqual(['__proto__']);
});

test('a text that is not JSON is refused with its place', () => {
  expect(() => queryJsonPath('{"a":\n oops}', '$.a')).toThrow(
    'The JSON is wrong at line 2, column 2: found "o", wanted a value.',
  );
});

test('a path that does not compile is refused', () => {
  expect(() => queryJsonPath('{}', '$.a b')).toThrow('The JSONPath "$.a b" is wrong: a name with blanks');
});
