import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configJsonSchema } from '../../../src/sources/config/json-schema.ts';

const page = readFileSync(new URL('../../../docs/configuration.md', import.meta.url), 'utf8');

interface Described {
  readonly properties: Readonly<Record<string, unknown>>;
}

test('docs/configuration.md names every key of the file', () => {
  const schema = configJsonSchema() as unknown as Described & {
    readonly definitions: Readonly<Record<string, Described>>;
  };
  const keys = [schema, ...Object.values(schema.definitions)].flatMap(({ properties }) => Object.keys(properties));
  const words = new Set(page.match(/[\w$]+/g));
  const missing = [...new Set(keys)].filter((key) => !words.has(key));
  expect(missing).toEqual([]);
});
