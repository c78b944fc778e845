// Expected messages: fixtures/json-schema, from the Java library json-schema-validator.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileModel } from '../../../src/mapping/json-schema/compile-model.ts';

interface Case {
  name: string;
  schema: object;
  instanceJson: string;
  messages: string[];
}

const corpus = JSON.parse(
  readFileSync(new URL('../../../fixtures/json-schema/draft4.json', import.meta.url), 'utf8'),
) as Case[];

test.each(corpus)('$name has the messages of the Java library in their order', ({ schema, instanceJson, messages }) => {
  expect(compileModel(JSON.stringify(schema)).validate(instanceJson)).toEqual(messages);
  expect(compileModel(schema).validate(instanceJson)).toEqual(messages);
});
