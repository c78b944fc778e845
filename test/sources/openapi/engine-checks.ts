import { javaRegex } from '../../../src/mapping/java-regex.ts';
import { compileModel } from '../../../src/mapping/json-schema/compile-model.ts';
import {
  parseHttpApiExpression,
  parseHttpApiMappingKey,
  parseRestExpression,
} from '../../../src/mapping/parameters/index.ts';
import { TemplateError } from '../../../src/mapping/template-error.ts';
import { compileTemplate } from '../../../src/mapping/velocity/compile-template.ts';
import type { TextChecks, TextMistake } from '../../../src/sources/problems/text-checks.ts';

/** The checks that the real mapping engine makes. */
export const engineChecks: TextChecks = {
  template(text): TextMistake | undefined {
    try {
      compileTemplate(text);
      return undefined;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { line: error.line, column: error.column, message: error.detail };
    }
  },
  expression(use, text) {
    return reason(() => {
      if (use.startsWith('http-')) parseHttpApiExpression(text);
      else parseRestExpression(text, use === 'rest-response' ? 'response' : 'request');
    });
  },
  mappingKey: (side, key) => reason(() => void parseHttpApiMappingKey(key, side)),
  pattern: (text) => reason(() => void javaRegex(text)),
  schema: (text) => reason(() => void compileModel(text, () => ({}))),
};

function reason(parse: () => void): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
