import { javaText } from '../json/java-text.ts';
import type { JsonPath } from '../jsonpath/index.ts';
import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { bodyPath, BodyNotJsonError, bodyValue, pathInBody } from './body-values.ts';
import { MappingExpressionError } from './mapping-expression-error.ts';
import type { MessageSource, ParameterSources } from './sources.ts';
import { parseVariableText } from './variable-text.ts';

/** A parsed selection expression of a WebSocket API: it picks a route, a template, a model, an integration response or the API key. */
export interface SelectionExpression {
  /** The value when it is the same for every message: `action`, `\$default`. */
  readonly fixed: string | undefined;
  /**
   * The selected text; what a variable refers to and is absent counts as empty. `undefined` when the expression reads a body that is not JSON:
   * it then cannot be evaluated, and `$default` is what remains (docs/aws/websocket-api.md#choosing-a-route).
   */
  evaluate(sources: ParameterSources): string | undefined;
}

type Variable = (sources: ParameterSources) => string;

/**
 * Parses a selection expression: `$request.body.action`, `${request.body.a}/${request.body.b}`, `$integration.response.statuscode`,
 * `$context.authorizer.usageIdentifierKey`, `$request.header.x-api-key`, or static text, in which `\$` is a dollar sign
 * (docs/aws/websocket-api.md#selection-expressions, docs/aws/websocket-api.md#expressions-by-place).
 *
 * @throws {MappingExpressionError} for a variable that API Gateway does not have.
 */
export function parseSelectionExpression(text: string): SelectionExpression {
  // Written without its backslash it is not a variable either, and people do.
  if (text === '$default') return { fixed: text, evaluate: () => text };
  const pieces = parseVariableText(text, (name) => variableOf(name, text));
  if (pieces.every((piece) => typeof piece === 'string')) {
    const fixed = pieces.join('');
    return { fixed, evaluate: () => fixed };
  }
  return { fixed: undefined, evaluate: (sources) => join(pieces, sources) };
}

function join(pieces: readonly (string | Variable)[], sources: ParameterSources): string | undefined {
  try {
    let text = '';
    for (const piece of pieces) text += typeof piece === 'string' ? piece : piece(sources);
    return text;
  } catch (error) {
    if (error instanceof BodyNotJsonError) return undefined;
    throw error;
  }
}

function variableOf(variable: string, expression: string): Variable {
  const [, root = '', name = ''] =
    /^(request|integration\.response|context|stageVariables)\.([^]+)$/.exec(variable) ?? [];
  const parameter = name.slice(name.indexOf('.') + 1);
  if (root === 'context') return (sources) => sources.context(name) ?? '';
  if (root === 'stageVariables') return (sources) => sources.stageVariable(name) ?? '';
  if (root === 'integration.response') return responseVariable(name, parameter, expression);
  if (root !== 'request') {
    throw new MappingExpressionError(
      expression,
      `there is no variable $${variable}; wanted $request, $integration.response, $context or $stageVariables`,
    );
  }
  if (name.startsWith('header.')) return (sources) => sources.request.header(parameter).at(-1) ?? '';
  if (name.startsWith('querystring.')) return (sources) => sources.request.querystring(parameter).at(-1) ?? '';
  return bodyVariable(name, expression, (sources) => sources.request);
}

function responseVariable(name: string, parameter: string, expression: string): Variable {
  if (name === 'statuscode') return (sources) => String(sources.response?.statusCode() ?? '');
  if (name.startsWith('header.')) return (sources) => sources.response?.header(parameter).at(-1) ?? '';
  if (name.startsWith('multivalueheader.')) return (sources) => sources.response?.header(parameter).join(',') ?? '';
  return bodyVariable(name, expression, (sources) => sources.response);
}

function bodyVariable(
  name: string,
  expression: string,
  messageOf: (sources: ParameterSources) => MessageSource | undefined,
): Variable {
  const path = pathInBody(name, expression, 'select by');
  if (path === '') return (sources) => messageOf(sources)?.body() ?? '';
  const jsonPath = bodyPath(expression, path);
  return (sources) => selected(messageOf(sources), jsonPath);
}

function selected(message: MessageSource | undefined, path: JsonPath): string {
  const value = message === undefined ? undefined : path.read(bodyValue(message));
  return value === undefined || value === null ? '' : javaText(withoutJsonLists(value));
}

/** A list is selected as `[a, b]`, as Java's own lists print, not as JSON (docs/aws/websocket-api.md#selection-expressions). */
function withoutJsonLists(value: JavaValue): JavaValue {
  if (value instanceof JavaList) return new JavaList(value.items.map(withoutJsonLists));
  if (value instanceof Map) return new Map([...value].map(([key, member]) => [key, withoutJsonLists(member)]));
  return value;
}
