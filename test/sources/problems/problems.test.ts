import { expect, test } from 'vitest';
import { formatProblem } from '../../../src/sources/problems/format.ts';
import { describePath } from '../../../src/sources/problems/paths.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';

test('problems are listed in the order of the file, with frames where the text is known', () => {
  const problems = new Problems({ file: 'a.yaml', text: 'a: 1\nb: 2\n' });
  problems.error('second', { file: 'a.yaml', line: 2, column: 1 });
  problems.warning('first', { file: 'a.yaml', line: 1, column: 4 }, 'Do this.');
  problems.error('no place');
  problems.error('elsewhere', { file: 'b.yaml', line: 1, column: 1 });
  expect(problems.list.map(({ message }) => message)).toEqual(['no place', 'first', 'second', 'elsewhere']);
  expect(problems.list.map(({ frame }) => frame !== undefined)).toEqual([false, true, true, false]);
  expect(problems.hasErrors).toBe(true);
});

test('a problem prints as place and message, frame, hint', () => {
  const problems = new Problems({ file: 'a.yaml', text: 'a: 1\nb: 2\n' });
  problems.warning('b is old', { file: 'a.yaml', line: 2, column: 1 }, 'Use c.');
  const [problem] = problems.list;
  expect(problem && formatProblem(problem)).toBe(
    ['a.yaml:2:1: warning: b is old', '    1 | a: 1', '  > 2 | b: 2', '      | ^', '  Use c.'].join('\n'),
  );
  expect(problem && formatProblem(problem, true)).toContain('\u001b[');
});

test('paths read as one would write them', () => {
  expect(describePath(['apis', 'shop', 'routes', 'GET /x', 'scopes', 0])).toBe('apis.shop.routes["GET /x"].scopes[0]');
  expect(describePath(['$default'])).toBe('$default');
  expect(describePath([])).toBe('the document');
});

test('of thousands of problems a thousand are listed, at once, and how many more there are', () => {
  const text = 'a\n'.repeat(100_000);
  const problems = new Problems({ file: 'x.yaml', text });
  for (let line = 1; line <= 5000; line += 1) problems.warning(`wrong ${line}`, { file: 'x.yaml', line, column: 1 });
  problems.error('the last', { file: 'x.yaml', line: 5001, column: 1 });
  expect(problems.list).toHaveLength(1001);
  expect(problems.hasErrors).toBe(true);
  expect(problems.list.at(-1)).toEqual({ severity: 'error', message: '4001 more problems are not listed' });
});

test('names of any length in a message are cut', () => {
  const problems = new Problems();
  problems.error(`unknown key "${'x'.repeat(64_000)}"`);
  expect(problems.list[0]?.message).toHaveLength(2001);
});

test('a search for what was meant is made only for the first hundred problems that are listed', () => {
  const problems = new Problems();
  let searches = 0;
  const hint = (): string => `hint ${(searches += 1)}`;
  for (let index = 0; index < 20_000; index += 1) problems.error(`wrong ${index}`, undefined, hint);
  for (let index = 0; index < 20_000; index += 1) problems.warning('wrong 1', undefined, hint);
  expect(searches).toBe(100);
  expect(
    problems.list
      .slice(0, 101)
      .map((problem) => problem.hint)
      .slice(-2),
  ).toEqual(['hint 100', undefined]);
});
