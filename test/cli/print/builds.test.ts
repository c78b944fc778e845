import { expect, test } from 'vitest';
import type { FunctionBuild } from '../../../src/model/lambda/invocation.ts';
import type { Problem } from '../../../src/model/base/position.ts';
import { duration } from '../../../src/cli/print/exchange-line.ts';
import { terminalReporter } from '../../../src/cli/print/terminal-reporter.ts';
import { fakeIo } from '../fake-io.ts';

const mistake: Problem = {
  severity: 'error',
  message: 'Unexpected ";"',
  position: { file: 'handlers/page.ts', line: 18, column: 14 },
};

function build(functionName: string, problems: readonly Problem[] = []): FunctionBuild {
  return { functionName, problems, tookMs: 23, serves: problems.length === 0 ? 'this' : 'last good' };
}

function told(builds: readonly FunctionBuild[]): string {
  const { io, out } = fakeIo();
  terminalReporter(io, 'info').observer.built?.(builds);
  return out();
}

test('a mistake in a file that two functions share is reported once, with both names', () => {
  expect(told([build('page', [mistake]), build('notFound', [mistake])])).toBe(
    '✗ page, notFound were not built; the last good version keeps serving\nhandlers/page.ts:18:14: Unexpected ";"\n',
  );
});

test('a function that never worked has no last good version', () => {
  const broken: FunctionBuild = { ...build('page', [mistake]), serves: 'nothing' };
  expect(told([broken])).toBe(
    '✗ page cannot run; events fail until this is mended\nhandlers/page.ts:18:14: Unexpected ";"\n',
  );
});

test('a function whose layer is missing runs without it', () => {
  expect(told([{ ...build('page', [{ ...mistake, message: 'page: the layer is damaged' }]), serves: 'this' }])).toBe(
    '✗ page runs without everything that belongs to it\nhandlers/page.ts:18:14: page: the layer is damaged\n',
  );
});

test('a warning is printed by itself', () => {
  const warned = build('page', [{ ...mistake, severity: 'warning', message: 'odd' }]);
  expect(told([{ ...warned, serves: 'this' }])).toBe('handlers/page.ts:18:14: warning: odd\n');
});

test('when many functions fail alike, a few are named and the rest counted', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  expect(told(names.map((name) => build(name, [mistake])))).toContain('✗ a, b, c, d and 2 more were not built');
});

test('functions that fail differently are printed apart', () => {
  const other = { ...mistake, message: 'Unexpected "}"' };
  expect(told([build('a', [mistake]), build('b', [other])]).match(/was not built/g)).toHaveLength(2);
});

test.each([
  [0, '<1 ms'],
  [4.25, '4.3 ms'],
  [23.4, '23 ms'],
  [1500, '1.50 s'],
])('%d ms is printed as %s', (milliseconds, text) => {
  expect(duration(milliseconds)).toBe(text);
});
