import { expect, test } from 'vitest';
import {
  changedFunctions,
  changedVariables,
  readAtStartOnly,
  settingsDiffer,
} from '../../src/emulator/definition/model-changes.ts';
import { modelFromObject } from '../../src/sources/config/index.ts';
import type { LambdaFunction } from '../../src/model/definition/function.ts';
import type { Model } from '../../src/model/definition/model.ts';

async function modelOf(more: object): Promise<Model> {
  const { model, problems } = await modelFromObject({ apis: {}, ...more }, '/nowhere');
  if (model === undefined) throw new Error(JSON.stringify(problems));
  return model;
}

test('changes that need a restart are named', async () => {
  const [before, after] = await Promise.all([modelOf({}), modelOf({ region: 'eu-west-1', admin: { port: 1 } })]);
  expect(readAtStartOnly(before, after)).toEqual(['admin', 'region']);
  expect(readAtStartOnly(before, before)).toEqual([]);
});

test('what front ends compile in makes all of them compile anew', async () => {
  const [before, after] = await Promise.all([modelOf({}), modelOf({ endpoints: { sqs: 'http://127.0.0.1:9324' } })]);
  expect(settingsDiffer(before, after)).toBe(true);
  expect(settingsDiffer(before, before)).toBe(false);
});

test('functions and variables that changed are named, wherever they stand', async () => {
  const functions = (timeout: number, more = {}) => ({
    functions: { a: { handler: 'a.b', timeout }, c: 'c.d', ...more },
  });
  const [before, after] = await Promise.all([modelOf(functions(3)), modelOf(functions(4, { e: 'e.f' }))]);
  expect(changedFunctions(before, after)).toEqual(['a', 'e']);
  expect(changedFunctions(after, before)).toEqual(['a', 'e']);
  const moved = { ...before.functions['c'], declaredAt: { file: 'x', line: 9, column: 9 } } as LambdaFunction;
  expect(changedFunctions(before, { ...before, functions: { ...before.functions, c: moved } })).toEqual([]);
  const env = (env: Record<string, string>): Model => ({ ...before, env });
  expect(changedVariables(env({ A: '1', B: '2', C: '3' }), env({ A: '1', B: 'x', D: '4' }))).toEqual(['B', 'C', 'D']);
});
