import { expect, test } from 'vitest';
import type { Api } from '../../src/model/definition/api.ts';
import type { Model } from '../../src/model/definition/model.ts';
import { withLocalSettings } from '../../src/sources/local-settings.ts';

function model(first: number, ...names: readonly string[]): Model {
  const apis = names.map((name, index) => ({ name, port: first === 0 ? 0 : first + index }) as unknown as Api);
  return { apis, env: { A: 'file' } } as unknown as Model;
}

test('an API with a port of its own makes the others go round it', () => {
  const { apis } = withLocalSettings(model(3000, 'Rest', 'Http', 'Ws'), { apis: { Ws: { port: 3001 } }, env: {} });
  expect(apis.map(({ name, port }) => [name, port])).toEqual([
    ['Rest', 3000],
    ['Http', 3002],
    ['Ws', 3001],
  ]);
});

test('free ports stay free ones', () => {
  const { apis } = withLocalSettings(model(0, 'Rest', 'Ws'), { apis: { Ws: { port: 3001 } }, env: {} });
  expect(apis.map(({ port }) => port)).toEqual([0, 0]);
});

test('a base path serves an API without its stage; variables of files go before those of the input', () => {
  const local = { apis: { Rest: { basePath: '/' }, Http: { basePath: '/v1/' } }, env: { A: 'input', B: 'input' } };
  const { apis, env } = withLocalSettings(model(3000, 'Rest', 'Http'), local);
  expect(apis.map(({ customDomain }) => customDomain)).toEqual([{ basePaths: [''] }, { basePaths: ['v1'] }]);
  expect(env).toEqual({ A: 'file', B: 'input' });
});
