import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { errors, fail } from '../../src/model/base/errors.ts';

const documented = readFileSync(resolve(import.meta.dirname, '../../docs/errors.md'), 'utf8').matchAll(/^## (\w+)$/gm);

test('every code has a section in docs/errors.md, and no section is stale', () => {
  expect([...documented].map(([, code = '']) => code).toSorted((a, b) => a.localeCompare(b))).toEqual(
    Object.keys(errors).toSorted((a, b) => a.localeCompare(b)),
  );
});

test('an error says its code, whose fault it is, and what to do', () => {
  const error = fail('PORT_IN_USE', 3000, 'shop');
  expect(error).toMatchObject({ name: 'EmulatorError', code: 'PORT_IN_USE', fault: 'user' });
  expect(error.message).toBe(
    'Port 3000 (shop) is taken. Stop the other process, or choose another with --port / --admin-port / --inspect (0 takes a free one).',
  );
});
