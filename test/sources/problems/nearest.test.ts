import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearest, nearestHint } from '../../../src/sources/problems/nearest.ts';

test.each([
  ['timeot', ['memory', 'timeout'], 'timeout'],
  ['listProduct', ['createOrder', 'listProducts'], 'listProducts'],
  ['ROUTES', ['routes'], 'routes'],
  ['huors', ['hours', 'users'], 'hours'],
  ['ab', ['xy'], undefined],
  ['b', ['a'], undefined],
  ['AB', ['ab'], 'ab'],
  ['memory', ['timeout', 'environment'], undefined],
  ['x', [], undefined],
])('%s among %j means %s', (name, known, expected) => {
  expect(nearest(name, known)).toBe(expected);
});

test('a known name is always nearest to itself', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
      for (const name of known) expect(nearest(name, known)).toBe(name);
    }),
  );
});

test('the hint names the nearest, else what there is', () => {
  expect(nearestHint('lst', ['list'], 'functions')).toBe('Did you mean "list"?');
  expect(nearestHint('zzz', ['list', 'create'], 'functions')).toBe('Known functions: list, create.');
  expect(nearestHint('zzz', [], 'functions')).toBeUndefined();
});
