import { expect, test } from 'vitest';
import { RuntimeNotes } from '../../src/lambda/index.ts';
import type { LambdaFunction } from '../../src/model/definition/function.ts';

const [major = ''] = process.versions.node.split('.');

function functions(...runtimes: (string | undefined)[]): Record<string, LambdaFunction> {
  const entries = runtimes.map((runtime, index): [string, LambdaFunction] => [
    `f${index}`,
    {
      name: `f${index}`,
      code: { kind: 'handler' },
      handler: 'a.handler',
      root: '/app',
      timeout: 3,
      memory: 128,
      environment: {},
      isolation: 'thread',
      layers: [],
      ...(runtime !== undefined && { runtime }),
    },
  ]);
  return Object.fromEntries(entries);
}

test('a runtime of another Node than the one that runs is named once, with the functions that ask for it', () => {
  const notes = new RuntimeNotes();
  const asked = functions(
    'nodejs18.x',
    `nodejs${major}.x`,
    'nodejs18.x',
    undefined,
    'nodejs99.x',
    'nodejs18.x',
    'nodejs18.x',
  );
  expect(notes.about(asked)).toEqual([
    `runtime nodejs18.x is Node ${process.versions.node} here (f0, f2, f5 and 1 more). node: names the binary of another version.`,
    `runtime nodejs99.x is Node ${process.versions.node} here (f4). node: names the binary of another version.`,
  ]);
  expect(notes.about(asked)).toEqual([]);
  expect(notes.about(functions('nodejs16.x'))).toHaveLength(1);
});

test('nothing is said of programs and of other languages', () => {
  const { f0 } = functions('nodejs18.x');
  const program = f0 === undefined ? {} : { f0: { ...f0, code: { kind: 'command', command: './run' } } as const };
  expect(new RuntimeNotes().about({ ...program, ...functions('provided.al2023', 'python3.13') })).toEqual([]);
});
