/** `require` of an ES module in a package: lambda.md 1 (flags of Node 20 and 22, and how users switch it back on). */
import { describe, expect, test } from 'vitest';
import { lambdaNodeFlags } from '../../../src/lambda/environment/node-flags.ts';
import { serviceOf } from '../service-under-test.ts';

const FILES = {
  'f.js': "exports.handler = async () => require('old').value;",
  'node_modules/old/package.json': '{"name":"old","main":"index.js"}',
  'node_modules/old/index.js': "exports.value = require('new').value;",
  'node_modules/new/package.json': '{"name":"new","type":"module","exports":"./index.js"}',
  'node_modules/new/index.js': "export const value = 'loaded';",
};

const major = Number(process.versions.node.split('.')[0]);

describe.runIf(major === 20 || major === 22)('a package that requires an ES module', () => {
  test('fails as on Lambda, and the log says what to do', async () => {
    const { invoke, logs } = await serviceOf(FILES, { f: { handler: 'f.handler' } });
    expect(JSON.parse((await invoke('f')).payload)).toMatchObject({
      errorMessage: expect.stringContaining('require() of ES Module') as string,
    });
    expect(logs.some(({ line }) => line.includes('NODE_OPTIONS'))).toBe(true);
  });

  test.each(['thread', 'process'] as const)(
    'works in a %s with NODE_OPTIONS=--experimental-require-module',
    async (isolation) => {
      const environment = { NODE_OPTIONS: '--experimental-require-module' };
      const { result } = await serviceOf(FILES, { f: { handler: 'f.handler', isolation, environment } });
      expect(await result('f')).toBe('loaded');
    },
  );
});

test.each([
  ['20.20.2', undefined, ['--no-experimental-require-module']],
  ['22.12.0', '--enable-source-maps', ['--no-experimental-require-module']],
  ['22.12.0', '--enable-source-maps --experimental-require-module', []],
  ['20.10.0', undefined, []],
  ['24.0.0', undefined, []],
])('flags for Node %s with NODE_OPTIONS=%s', (version, nodeOptions, flags) => {
  expect(lambdaNodeFlags(version, nodeOptions)).toEqual(flags);
});
