// Expected values: fixtures/jsonpath, results on which Jayway JsonPath 2.4.0 and 2.9.0 agree.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { compileJsonPath, JsonPathEvaluationError, JsonPathSyntaxError } from '../../../src/mapping/jsonpath/index.ts';
import { plainJson } from '../json/plain-json.ts';

interface Case {
  doc: string;
  path: string;
  definite?: boolean;
  value?: unknown;
  missing?: true;
  error?: true;
}

const corpus = JSON.parse(readFileSync(new URL('../../../fixtures/jsonpath/jayway.json', import.meta.url), 'utf8')) as {
  documents: Record<string, unknown>;
  cases: Case[];
};

/** The documents again with our own reader, which keeps integers and decimals apart. */
const documents = new Map(
  Object.entries(corpus.documents).map(([name, value]) => [name, readJson(JSON.stringify(value))]),
);

test.each(corpus.cases.filter((one) => one.error === undefined))('$path on $doc gives what Jayway gives', (one) => {
  const path = compileJsonPath(one.path);
  const found = path.read(documents.get(one.doc) ?? null);

  expect({ definite: path.definite, value: plainJson(found) }).toEqual({
    definite: one.definite,
    value: one.missing === true ? undefined : plainJson(one.value),
  });
});

test.each(corpus.cases.filter((one) => one.error === true))('$path on $doc is an error as in Jayway', (one) => {
  let thrown: unknown;
  try {
    compileJsonPath(one.path).read(documents.get(one.doc) ?? null);
  } catch (error) {
    thrown = error;
  }
  expect(thrown instanceof JsonPathSyntaxError || thrown instanceof JsonPathEvaluationError).toBe(true);
});
