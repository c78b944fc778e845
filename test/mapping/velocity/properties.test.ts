// General rules, on random templates: nothing but a TemplateError ever comes out, and printing a tree loses nothing.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readJson } from '../../../src/mapping/json/reader.ts';
import { TemplateError } from '../../../src/mapping/template-error.ts';
import type { JavaValue } from '../../../src/mapping/values.ts';
import { compileTemplate } from '../../../src/mapping/velocity/compile-template.ts';
import { parseTemplate } from '../../../src/mapping/velocity/syntax/parse-template.ts';
import { printTemplate } from '../../../src/mapping/velocity/syntax/print-tree.ts';
import type { Template } from '../../../src/mapping/velocity/syntax/tree.ts';
import { noise, template } from './random-templates.ts';

const variables = (): Map<string, JavaValue> =>
  readJson('{"x":"v","n":5,"s":"hello","l":["a","b",null],"m":{"a":1},"t":true}') as Map<string, JavaValue>;

function outcome<T>(work: () => T): T | TemplateError {
  try {
    return work();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
}

test.each([
  ['noise', noise],
  ['templates', template],
])('random %s end in a text or a TemplateError with a place in the template', (_name, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, fc.boolean(), (text, emptyReferences) => {
      const result = outcome(() => compileTemplate(text, { emptyReferences }).render(variables(), { steps: 20_000 }));
      if (typeof result === 'string') return;
      expect(result.line).toBeGreaterThanOrEqual(1);
      expect(result.line).toBeLessThanOrEqual(text.split(/\r\n|\n|\r/).length);
      expect(result.column).toBeGreaterThanOrEqual(1);
    }),
    { numRuns: 1500 },
  );
});

test.each([
  ['noise', noise],
  ['templates', template],
])('the tree of random %s, printed and parsed again, is the same tree', (_name, arbitrary) => {
  fc.assert(
    fc.property(arbitrary, (text) => {
      const tree = outcome(() => parseTemplate(text));
      if (tree instanceof TemplateError) return;
      expect(shape(parseTemplate(printTemplate(tree)))).toEqual(shape(tree));
    }),
    { numRuns: 1500 },
  );
});

test('a template renders the same every time', () => {
  fc.assert(
    fc.property(template, (text) => {
      const compiled = outcome(() => compileTemplate(text));
      if (compiled instanceof TemplateError) return;
      const render = (): string | TemplateError => outcome(() => compiled.render(variables(), { steps: 20_000 }));
      expect(render()).toEqual(render());
    }),
    { numRuns: 500 },
  );
});

/** A tree without places and without the sources of its references and calls, which printing may write differently. */
function shape(tree: Template): unknown {
  return JSON.parse(
    JSON.stringify(tree.statements, (key, value: unknown) => {
      if (key === 'at' || key === 'written') return undefined;
      return typeof value === 'bigint' ? `${value}n` : value;
    }),
  );
}
