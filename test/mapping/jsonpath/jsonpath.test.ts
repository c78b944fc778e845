// Rules from fixtures/jsonpath and docs/aws/vtl.md#input; the bounds are our own.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { compileJsonPath, JsonPathEvaluationError, JsonPathSyntaxError } from '../../../src/mapping/jsonpath/index.ts';
import type { JavaValue } from '../../../src/mapping/values.ts';
import { JavaList, JsonList } from '../../../src/mapping/values.ts';

const document = readJson('{"a":{"b":[1,{"c":null}]},"big":12345678901234567890,"dec":1.0,"keys":{"z":1,"1":2}}');

test('integers of any size and decimals keep their kind', () => {
  expect(compileJsonPath('$.big').read(document)).toBe(12345678901234567890n);
  expect(compileJsonPath('$.dec').read(document)).toBe(1);
  expect(compileJsonPath('$.a.b[0]').read(document)).toBe(1n);
});

test('what a definite path finds is the value of the document itself, so that templates can change it', () => {
  const list = compileJsonPath('$.a.b').read(document);

  expect(list).toBe((document as Map<string, Map<string, JavaValue>>).get('a')?.get('b'));
});

test('JSON null is found, a missing member is not', () => {
  expect(compileJsonPath('$.a.b[1].c').read(document)).toBeNull();
  expect(compileJsonPath('$.a.b[1].d').read(document)).toBeUndefined();
});

test('an indefinite path gives a list that prints as JSON, for one hit too', () => {
  expect(compileJsonPath('$..c').read(document)).toEqual(new JsonList([null]));
});

test("the names of an object are a list of the template's own kind", () => {
  const names = compileJsonPath('$.keys.keys()').read(document);

  expect(names).toEqual(new JavaList(['z', '1']));
  expect(names).not.toBeInstanceOf(JsonList);
});

test('a compiled path is kept', () => {
  expect(compileJsonPath('$.kept[0]')).toBe(compileJsonPath('$.kept[0]'));
});

test.each([
  ['$.store.', 'it must not end with "."'],
  ['$store', 'found "s" after $, wanted "." or "["'],
  ['$.a b', "a name with blanks must be written ['my name']"],
  ["$['a'", 'names in brackets must be separated by commas and closed with "]"'],
  ['$[?@.x]', 'a filter must be written [?(…)]'],
  ['$[?(@.x == y)]', '"y)" is not a literal; texts must be written in quotes'],
  ['$[?(@.x =~ /(/)]', 'a group "(" is not closed'],
])('%s is refused: %s', (path, problem) => {
  expect(() => compileJsonPath(path)).toThrow(JsonPathSyntaxError);
  expect(() => compileJsonPath(path)).toThrow(problem);
});

describe('bounds', () => {
  test('a document that contains itself ends a scan with an error', () => {
    const knot = new JsonList();
    knot.items.push(knot);

    expect(() => compileJsonPath('$..x').read(knot)).toThrow(JsonPathEvaluationError);
  });

  test('a document doubled many times ends a scan with an error', () => {
    let value: JavaValue = new JsonList();
    for (let round = 0; round < 60; round++) value = new JsonList([value, value]);

    // Of the two bounds, that of the steps and that of the time, the one that this machine comes to first.
    expect(() => compileJsonPath('$..x').read(value)).toThrow(/too many steps|was stopped after 200 ms/);
  });

  test.each([
    `$[?(${'('.repeat(100_000)}@.a`,
    `$[?(${'!'.repeat(100_000)}@.a)]`,
    '$[?(@'.repeat(1000),
    `$${'[?(@'.repeat(500)}${')]'.repeat(500)}`,
  ])('filters nested without end are refused', (path) => {
    expect(() => compileJsonPath(path)).toThrow(JsonPathSyntaxError);
  });

  test('a slice with huge bounds takes no time', () => {
    expect(compileJsonPath('$[-2147483648:2147483647]').read(new JsonList([1n, 2n]))).toEqual(
      new JsonList([1n, 2n, 1n, 2n]),
    );
  });
});

test('any path either works or is refused with an error of its own', () => {
  const pieces = fc.constantFrom(
    '$',
    '@',
    '.',
    '..',
    '[',
    ']',
    '(',
    ')',
    '?(',
    '*',
    "'",
    '"',
    ',',
    ':',
    '-',
    '0',
    '1',
    'a',
    'b',
    ' ',
    '==',
    '!',
    '&&',
    '||',
    '/',
    '\\',
    'in ',
    '.length()',
    '.sum(',
    '[?(@.a',
    '{',
    '}',
  );
  const starts = fc.constantFrom('$', '$.a', '$[?(', "$['", '');
  fc.assert(
    fc.property(starts, fc.array(pieces, { maxLength: 12 }), (start, parts) => {
      try {
        compileJsonPath(start + parts.join('')).read(document);
      } catch (error) {
        expect(error instanceof JsonPathSyntaxError || error instanceof JsonPathEvaluationError).toBe(true);
      }
    }),
    { numRuns: 10_000 },
  );
});
