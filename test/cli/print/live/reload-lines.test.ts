import { expect, test } from 'vitest';
import { reloadLines } from '../../../../src/cli/print/live/reload-lines.ts';
import type { Reload } from '../../../../src/emulator/observer.ts';

const nothing: Reload = { problems: [], changed: [], urls: {}, functions: [], variables: [], tookMs: 4 };
const lines = (reload: Partial<Reload>) => reloadLines({ ...nothing, ...reload }, (_style, text) => text);

test('what a reload changed is named: APIs with their URL, functions, variables', () => {
  expect(
    lines({
      changed: ['shop', 'old'],
      urls: { shop: 'http://localhost:3000', other: 'http://localhost:3001' },
      functions: ['createOrder'],
      variables: ['STAGE', 'TABLE'],
    }),
  ).toEqual([
    '↻ configuration read in 4.0 ms',
    '    APIs       shop http://localhost:3000, old (no longer served)',
    '    function   createOrder',
    '    variables  STAGE, TABLE',
  ]);
});

test('a reload that changed nothing says so', () => {
  expect(lines({})).toEqual(['↻ configuration read in 4.0 ms: nothing changed']);
});

test('of many only the first are named', () => {
  const functions = Array.from({ length: 100 }, (_, index) => `f${index}`);
  expect(lines({ functions })[1]).toBe('    functions  f0, f1, f2, f3, f4, f5 and 94 more');
});
