import { readJson } from '../json/reader.ts';
import type { JsonPath } from '../jsonpath/index.ts';
import { bodyPath, parameterText, pathInBody } from './body-values.ts';
import { MappingExpressionError } from './mapping-expression-error.ts';
import type { MessageSource, ParameterSources } from './sources.ts';
import { parseVariableText } from './variable-text.ts';

/** A parsed value of an HTTP API's parameter mapping. */
export interface HttpApiExpression {
  /**
   * The text; `undefined` when all that the expression refers to is absent: the mapping then does nothing (inferred:
   * docs/aws/http-api.md#parameter-mapping).
   */
  evaluate(sources: ParameterSources): string | undefined;
}

type Variable = (sources: ParameterSources) => string | undefined;

/** With a path, only the first 100 KB of a body are read (docs/aws/http-api.md#parameter-mapping). */
const READ_BYTES = 100 * 1024;

/**
 * Parses a value of an HTTP API's mapping: `$request.header.x`, `${request.path.id} ${context.requestId}`, or any other text as it is.
 *
 * @throws {MappingExpressionError} for a variable that API Gateway does not have.
 */
export function parseHttpApiExpression(text: string): HttpApiExpression {
  const pieces = parseVariableText(text, (name) => variableOf(name, text));
  const variables = pieces.filter((piece) => typeof piece !== 'string');
  if (variables.length === 0) {
    const fixed = pieces.join('');
    return { evaluate: () => fixed };
  }
  return { evaluate: (sources) => join(pieces, sources) };
}

function join(pieces: readonly (string | Variable)[], sources: ParameterSources): string | undefined {
  let isFound = false;
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    const value = piece(sources);
    isFound ||= value !== undefined;
    text += value ?? '';
  }
  return isFound ? text : undefined;
}

function variableOf(variable: string, expression: string): Variable {
  const [, root = '', rest = ''] = /^([a-zA-Z]+)\.([^]+)$/.exec(variable) ?? [];
  switch (root) {
    case 'context':
      return (sources) => sources.context(rest);
    case 'stageVariables':
      return (sources) => sources.stageVariable(rest);
    case 'request':
      return requestVariable(rest, expression);
    case 'response':
      return responseVariable(rest, expression);
    default:
      throw new MappingExpressionError(
        expression,
        `there is no variable $${variable}; wanted $request, $response, $context or $stageVariables`,
      );
  }
}

function requestVariable(name: string, expression: string): Variable {
  const parameter = name.slice(name.indexOf('.') + 1);
  if (name.startsWith('header.')) return (sources) => joined(sources.request.header(parameter));
  if (name.startsWith('querystring.')) return (sources) => joined(sources.request.querystring(parameter));
  if (name.startsWith('path.')) return (sources) => sources.request.path(parameter);
  if (name === 'path') return (sources) => sources.request.fullPath?.();
  return bodyVariable(name, expression, (sources) => sources.request);
}

function responseVariable(name: string, expression: string): Variable {
  if (name.startsWith('header.')) return (sources) => joined(sources.response?.header(name.slice('header.'.length)));
  return bodyVariable(name, expression, (sources) => sources.response);
}

function bodyVariable(
  name: string,
  expression: string,
  messageOf: (sources: ParameterSources) => MessageSource | undefined,
): Variable {
  const path = pathInBody(name, expression, 'map from');
  if (path === '') return (sources) => messageOf(sources)?.body();
  if (path.includes('..') || path.includes('?')) {
    throw new MappingExpressionError(expression, 'the JSONPath may have no ".." and no filter in HTTP APIs');
  }
  const jsonPath = bodyPath(expression, path);
  return (sources) => readField(messageOf(sources), jsonPath);
}

function readField(message: MessageSource | undefined, path: JsonPath): string | undefined {
  if (message === undefined) return undefined;
  try {
    return parameterText(path.read(readJson(firstBytes(message.body()))));
  } catch {
    return undefined;
  }
}

function firstBytes(text: string): string {
  if (text.length * 3 <= READ_BYTES) return text;
  const bytes = Buffer.from(text);
  return bytes.length <= READ_BYTES ? text : bytes.subarray(0, READ_BYTES).toString();
}

function joined(values: readonly string[] | undefined): string | undefined {
  return values === undefined || values.length === 0 ? undefined : values.join(',');
}
