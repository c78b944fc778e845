import { expect, test } from 'vitest';
import { readAtStartOnly, settingsDiffer } from '../../src/emulator/definition/model-changes.ts';
import { modelFromObject } from '../../src/sources/config/index.ts';
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
