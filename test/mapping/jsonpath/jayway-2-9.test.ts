// Expected values: fixtures/jsonpath/jayway-2.9.0.json, results of Jayway JsonPath 2.9.0.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { writeJson } from '../../../src/mapping/json/writer.ts';
import { compileJsonPath, JsonPathEvaluationError, JsonPathSyntaxError } from '../../../src/mapping/jsonpath/index.ts';

type Case = [document: string, path: string, outcome: string, json?: string];

const recorded = JSON.parse(
  readFileSync(new URL('../../../fixtures/jsonpath/jayway-2.9.0.json', import.meta.url), 'utf8'),
) as { documents: Record<string, string>; cases: Case[] };

test.each(Object.entries(recorded.documents))('every path on %s gives what Jayway 2.9.0 gives', (name, document) => {
  const root = readJson(document);
  const cases = recorded.cases.filter(([of]) => of === name);

  expect(cases.length).toBeGreaterThan(0);
  expect(cases.map(([, path]) => [path, ...outcome(path, root)])).toEqual(cases.map(([, ...expected]) => expected));
});

function outcome(path: string, root: ReturnType<typeof readJson>): string[] {
  try {
    const compiled = compileJsonPath(path);
    const found = compiled.read(root);
    return found === undefined ? ['missing'] : [compiled.definite ? 'definite' : 'indefinite', writeJson(found)];
  } catch (error) {
    if (error instanceof JsonPathSyntaxError || error instanceof JsonPathEvaluationError) return ['error'];
    throw error;
  }
}
