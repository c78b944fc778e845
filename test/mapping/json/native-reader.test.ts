import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readNatively } from '../../../src/mapping/json/native-reader.ts';
import { readJson } from '../../../src/mapping/json/reader.ts';

test.each(['{"a":1,"b":[true,null,"x",1.5]}', '[]', '-7', '"v1.05 e2"', '{"id":"3f2504e0-4f89-11d3"}'])(
  '%s is left to JSON.parse',
  (text) => {
    expect(readNatively(text, 10)).toEqual(readJson(text));
    expect(readNatively(text, 10)).not.toBeUndefined();
  },
);

test.each([
  '1.0',
  '[2e3]',
  '{"a":-1E2}',
  '{"2":1,"1":2}',
  '9007199254740993',
  '1e999',
  '[[[1]]]',
  '{',
  '',
  '[1.00]',
  '12.0',
  '1.00000000000000000001',
  '4503599627370497.75',
])('%s is not, because the result could differ', (text) => {
  expect(readNatively(text, 2)).toBeUndefined();
});

test('whatever is left to JSON.parse reads as the careful reader reads it', () => {
  const number = fc.oneof(
    fc.integer().map(String),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      '1.0',
      '10.50',
      '2e3',
      '100000000000000000000',
      '0.0',
      '-0',
      '7.250',
      '1.00000000000000000001',
      '4503599627370497.75',
    ),
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 4 },
      number,
      fc.constantFrom('true', 'null', '"1.0"', '" 2e3"'),
      tie('list'),
      tie('object'),
    ),
    list: fc.array(tie('json'), { maxLength: 4 }).map((items) => `[${items.join(',')}]`),
    object: fc
      .array(fc.tuple(fc.constantFrom('a', 'b', '1', '0', '__proto__'), tie('json')), { maxLength: 4 })
      .map((members) => `{${members.map(([key, value]) => `"${key}": ${String(value)}`).join(', ')}}`),
  }));
  fc.assert(
    fc.property(json, (text) => {
      const native = readNatively(String(text), 400);
      // The 1.0 beside it keeps the same text away from JSON.parse.
      const careful = readJson(`[1.0,${String(text)}]`) as { items: unknown[] };
      if (native !== undefined) expect(native).toEqual(careful.items[1]);
    }),
    { numRuns: 2000 },
  );
});
