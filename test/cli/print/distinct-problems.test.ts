// One problem once, and one line that installs everything.
import { expect, test } from 'vitest';
import { distinctProblems } from '../../../src/cli/print/distinct-problems.ts';
import type { Problem } from '../../../src/model/base/position.ts';

const at = (file: string, line = 1) => ({ file, line, column: 1 });
const missing = (name: string, file: string, dev = false): Problem => ({
  severity: 'error',
  message: `Could not resolve "${name}"`,
  position: at(file),
  hint: `Install it: npm install ${name}`,
  missingPackage: { name, dev },
});

test('a problem that several functions share is reported once', () => {
  const problem: Problem = { severity: 'error', message: 'wrong', position: at('a.ts') };
  expect(distinctProblems([problem, { ...problem }, { ...problem, position: at('b.ts') }])).toHaveLength(2);
});

test('a package that is missing alone keeps its own line', () => {
  const problems = distinctProblems([missing('zod', 'a.ts'), missing('zod', 'a.ts')]);
  expect(problems.map(({ hint }) => hint)).toEqual(['Install it: npm install zod']);
});

test('several missing packages have one line that installs all of them', () => {
  const problems = distinctProblems([
    missing('zod', 'a.ts'),
    missing('@aws-sdk/client-s3', 'a.ts', true),
    missing('zod', 'b.ts'),
    missing('ajv', 'b.ts'),
  ]);
  expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
    ['Could not resolve "zod" (imported by 2 files)', undefined],
    ['Could not resolve "@aws-sdk/client-s3"', undefined],
    [
      'Could not resolve "ajv"',
      'Install what is missing: npm install ajv zod && npm install --save-dev @aws-sdk/client-s3',
    ],
  ]);
});
