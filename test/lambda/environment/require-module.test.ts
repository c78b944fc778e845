/** `require` of an ES module in a package: docs/aws/lambda.md#node-runtimes (flags of Node 20 and 22, and how users switch it back on). */
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
  const strict = { NODE_OPTIONS: '--no-experimental-require-module' };

  test.each(['thread', 'process'] as const)(
    'works in a %s, since bundled code never meets the refusal',
    async (isolation) => {
      const { result } = await serviceOf(FILES, { f: { handler: 'f.handler', isolation } });
      expect(await result('f')).toBe('loaded');
    },
  );

  test.each(['thread', 'process'] as const)(
    'fails in a %s as on Lambda when NODE_OPTIONS asks for it, and the log says what to do',
    async (isolation) => {
      const { invoke, logs } = await serviceOf(FILES, { f: { handler: 'f.handler', isolation, environment: strict } });
      expect(JSON.parse((await invoke('f')).payload)).toMatchObject({
        errorMessage: expect.stringContaining('require() of ES Module') as string,
      });
      expect(logs.some(({ line }) => line.includes('NODE_OPTIONS'))).toBe(true);
    },
  );
});

test.each([
  ['20.20.2', undefined, []],
  ['20.20.2', '--no-experimental-require-module', ['--no-experimental-require-module']],
  ['22.12.0', '--enable-source-maps --no-experimental-require-module', ['--no-experimental-require-module']],
  ['22.12.0', '--experimental-require-module', []],
  ['20.10.0', '--no-experimental-require-module', []],
  ['24.0.0', '--no-experimental-require-module', []],
])('flags for Node %s with NODE_OPTIONS=%s', (version, nodeOptions, flags) => {
  expect(lambdaNodeFlags(version, nodeOptions)).toEqual(flags);
});
