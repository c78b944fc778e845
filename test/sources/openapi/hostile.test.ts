import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importHttpApi, importRestApi } from '../../../src/sources/openapi/index.ts';
import { documentFromObject } from '../../../src/sources/problems/source-document.ts';
import { place } from './importing.ts';
import { readYamlDocument } from '../../../src/sources/problems/yaml-document.ts';

// A document is what somebody wrote, or downloaded: whatever is in it, the answer is a list of problems.

const good = ['sam-orders.yaml', 'cdk-items.json', 'http-shop.yaml', 'split.yaml'].map(
  (name) =>
    readYamlDocument(readFileSync(`fixtures/openapi/${name}`, 'utf8'), name, undefined, { tags: 'cloudformation' })
      .value,
);

const strange = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    '',
    'x',
    [],
    {},
    [null],
    { $ref: '#' },
    { $ref: '#/paths' },
    { 'Fn::Sub': [] },
    { 'Fn::Join': 1 },
  ),
  fc.constantFrom<unknown>(
    { 'Fn::Transform': null },
    { 'Fn::GetAtt': [] },
    { Ref: 1 },
    { toString: 1, valueOf: 1 },
    { $ref: '#/a/~2/%zz' },
  ),
  fc.jsonValue(),
);

/** Replaces the value at one place, chosen by numbers so that fast-check can shrink it. */
function withStrangeValue(value: unknown, turns: readonly number[], replacement: unknown): unknown {
  const [turn, ...rest] = turns;
  if (turn === undefined || typeof value !== 'object' || value === null) return replacement;
  const keys = Object.keys(value);
  const key = keys[turn % Math.max(1, keys.length)];
  if (key === undefined) return replacement;
  const changed = withStrangeValue((value as Record<string, unknown>)[key], rest, replacement);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (String(index) === key ? changed : item));
  return { ...value, [key]: changed };
}

test('a document with anything in any place never throws', () => {
  fc.assert(
    fc.property(fc.constantFrom(...good), fc.array(fc.nat(20), { maxLength: 9 }), strange, (document, turns, value) => {
      const input = documentFromObject(withStrangeValue(document, turns, value));
      expect(importRestApi(input, place).definition.type).toBe('rest');
      expect(importHttpApi(input, place).definition.type).toBe('http');
    }),
    { numRuns: 400 },
  );
});

test('text of any kind never throws', () => {
  const text = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.json());
  fc.assert(
    fc.property(text, (each) => {
      importRestApi({ file: 'a.yaml', text: each }, place);
      importRestApi({ file: 'a.yaml', text: `openapi: 3.0.1\npaths:\n  /a: ${each}` }, place);
    }),
  );
});
