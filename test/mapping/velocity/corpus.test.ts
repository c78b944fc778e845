// The corpus of fixtures/vtl: what Apache Velocity 1.7 printed for each template, with and without references that are never null.
import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { apiGatewayVariables } from '../../../src/mapping/template-variables/index.ts';
import type { TemplateProblem } from '../../../src/mapping/template-error.ts';
import type { JavaValue } from '../../../src/mapping/values.ts';
import { compileTemplate } from '../../../src/mapping/velocity/compile-template.ts';

interface CorpusCase {
  readonly name: string;
  readonly contextJson: string;
  readonly inputBody?: string;
  readonly template: string;
  readonly expected?: string;
  readonly expectedError?: string;
  readonly expectedWithEmptyRefs?: string;
  readonly expectedErrorWithEmptyRefs?: string;
}

const folder = new URL('../../../fixtures/vtl/', import.meta.url);
const cases = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as CorpusCase[]);

test('the corpus is there', () => {
  expect(cases.length).toBe(245 + 428);
});

describe.each(cases)('$name', (recorded) => {
  test('with empty references, as in API Gateway', () => {
    const differs = recorded.expectedWithEmptyRefs !== undefined || recorded.expectedErrorWithEmptyRefs !== undefined;
    const error = differs ? recorded.expectedErrorWithEmptyRefs : recorded.expectedError;
    check(recorded, true, recorded.expectedWithEmptyRefs ?? recorded.expected, error);
  });

  test('as stock Velocity', () => {
    check(recorded, false, recorded.expected, recorded.expectedError);
  });
});

function check(recorded: CorpusCase, emptyReferences: boolean, expected?: string, error?: string): void {
  const problem = error === undefined ? undefined : kindOf(error);
  const render = (): string => compileTemplate(recorded.template, { emptyReferences }).render(variablesOf(recorded));
  if (problem === undefined) expect(render()).toBe(expected);
  else expect(render).toThrow(expect.objectContaining({ name: 'TemplateError', problem }));
}

/** Which of our problems an exception of Velocity's is; a NullPointerException is how its parser meets a bare `#foreach`. */
function kindOf(error: string): TemplateProblem {
  if (error === 'MacroOverflowException') return 'limit';
  return error === 'ParseErrorException' || error === 'NullPointerException' ? 'syntax' : 'evaluation';
}

function variablesOf({ contextJson, inputBody }: CorpusCase): Map<string, JavaValue> {
  const given = readJson(contextJson) as Map<string, JavaValue>;
  if (inputBody === undefined) return given;
  return new Map([...apiGatewayVariables({ body: inputBody }), ...given]);
}
