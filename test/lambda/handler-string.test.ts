/** Handler strings: docs/aws/lambda.md#handler-string. */
import { array, assert, property, stringMatching } from 'fast-check';
import { expect, test } from 'vitest';
import { parseHandler } from '../../src/lambda/handler-string.ts';

test.each([
  ['index.handler', { folder: '', module: 'index', exportPath: ['handler'] }],
  ['src/orders.admin.create', { folder: 'src/', module: 'orders', exportPath: ['admin', 'create'] }],
  ['./src/app.handler', { folder: './src/', module: 'app', exportPath: ['handler'] }],
  ['app.prod.handler', { folder: '', module: 'app', exportPath: ['prod', 'handler'] }],
  ['/abs/a.h', { folder: '/abs/', module: 'a', exportPath: ['h'] }],
])('%s', (handler, expected) => {
  expect(parseHandler(handler)).toEqual(expected);
});

test('the parts put together are the string again', () => {
  const segment = stringMatching(/^[A-Za-z0-9_-]{1,8}$/);
  assert(
    property(array(segment), segment, array(segment, { minLength: 1 }), (folders, module, exportPath) => {
      const folder = folders.map((name) => `${name}/`).join('');
      expect(parseHandler(`${folder}${module}.${exportPath.join('.')}`)).toEqual({ folder, module, exportPath });
    }),
  );
});
