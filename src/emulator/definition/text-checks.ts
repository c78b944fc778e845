import { MAX_TEMPLATE_BYTES } from '../../model/definition/limits.ts';
import { javaRegex } from '../../mapping/java-regex.ts';
import { ModelError, compileModel } from '../../mapping/json-schema/compile-model.ts';
import {
  parseHttpApiExpression,
  parseHttpApiMappingKey,
  parseRestExpression,
  parseSelectionExpression,
  parseWebSocketExpression,
} from '../../mapping/parameters/index.ts';
import { unknownMembers } from '../../mapping/unknown-members.ts';
import { TemplateError } from '../../mapping/template-error.ts';
import { compileTemplate } from '../../mapping/velocity/compile-template.ts';
import type { ExpressionUse, TextChecks } from '../../sources/problems/text-checks.ts';

/** How each kind of expression is parsed when the API is compiled; what that refuses is said at load, with its place. */
const PARSERS: Record<ExpressionUse, (text: string) => unknown> = {
  'rest-request': (text) => parseRestExpression(text, 'request'),
  'rest-response': (text) => parseRestExpression(text, 'response'),
  'gateway-response': (text) => parseRestExpression(text, 'request'),
  'http-request': (text) => parseHttpApiExpression(text),
  'http-response': (text) => parseHttpApiExpression(text),
  'websocket-request': (text) => parseWebSocketExpression(text, 'request'),
  'websocket-response': (text) => parseWebSocketExpression(text, 'response'),
};

/** The mapping engine's word on templates, expressions, patterns and models. */
export const textChecks: TextChecks = {
  template(text) {
    const bytes = Buffer.byteLength(text);
    if (bytes > MAX_TEMPLATE_BYTES) {
      return {
        line: 1,
        column: 1,
        message: `it has ${bytes} bytes; API Gateway takes ${MAX_TEMPLATE_BYTES} (300 KB)`,
      };
    }
    try {
      compileTemplate(text);
      return undefined;
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      return { line: error.line, column: error.column, message: error.detail };
    }
  },
  templateDoubts: (text, stageVariables) => unknownMembers(text, stageVariables && { stageVariables }),
  expression: (use, text) => mistakeOf(() => PARSERS[use](text)),
  mappingKey: (side, key) => mistakeOf(() => parseHttpApiMappingKey(key, side)),
  pattern: (text) => mistakeOf(() => javaRegex(text)),
  // A model may refer to others of its API; that they exist is checked where all of them are known.
  schema: (text) => mistakeOf(() => compileModel(text, () => ({}))),
  selectionExpression: (text) => mistakeOf(() => parseSelectionExpression(text)),
};

/** The problem in words, where the parser's error has them apart from its own introduction. */
function mistakeOf(parse: () => unknown): string | undefined {
  try {
    parse();
    return undefined;
  } catch (error) {
    if (error instanceof ModelError) return `at ${error.pointer}: ${error.problem}`;
    if (!(error instanceof Error)) throw error;
    return 'problem' in error && typeof error.problem === 'string' ? error.problem : error.message;
  }
}
