import {
  BodyNotJsonError,
  parseSelectionExpression,
  parseWebSocketExpression,
} from '../../mapping/parameters/index.ts';
import type { ParameterSources, ResponseSource } from '../../mapping/parameters/index.ts';
import { JsonPathEvaluationError } from '../../mapping/jsonpath/index.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { allHeaders } from '../../model/http/messages.ts';
import type { Call } from '../call/call.ts';
import { contextOf } from './context-variables.ts';
import type { Deployment } from '../call/deployment.ts';
import type { BackendAnswer } from '../call/results.ts';

export interface ExpressionInput {
  readonly call: Call;
  readonly deployment: Deployment;
  /** In expressions on the integration's response. */
  readonly answer?: BackendAnswer;
}

/**
 * Compiles a selection expression (docs/aws/websocket-api.md#selection-expressions). What cannot be evaluated is the empty text, which no
 * key equals.
 */
export function compileExpression(text: string): (input: ExpressionInput) => string {
  const expression = parseSelectionExpression(text);
  return (input) => orNothing(() => expression.evaluate(sourcesOf(input))) ?? '';
}

/**
 * Compiles a source of a mapped parameter (docs/aws/websocket-api.md#request-side); absent sources give no value. A message that would have
 * to be JSON and is not fails like one that its model refuses; what AWS answers is not known.
 */
export function compileMappingSource(text: string): (input: ExpressionInput) => readonly string[] {
  const expression = parseWebSocketExpression(text, 'request');
  return (input) => {
    try {
      const value = orNothing(() => expression.evaluate(sourcesOf(input)));
      if (value === undefined) return [];
      return typeof value === 'string' ? [value] : value;
    } catch (error) {
      if (!(error instanceof BodyNotJsonError)) throw error;
      throw new GatewayError('BAD_REQUEST_BODY', { reason: `${text} needs a message in JSON`, cause: error });
    }
  };
}

/** A path that cannot be applied to this message finds nothing in it. */
function orNothing<Value>(evaluate: () => Value): Value | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof JsonPathEvaluationError) return undefined;
    throw error;
  }
}

/** What expressions read from. `$context` is put together only for those that ask for it. */
export function sourcesOf({ call, deployment, answer }: ExpressionInput): ParameterSources {
  const { variables } = deployment.api.stage;
  return {
    request: call.source,
    response: answer && responseSource(answer),
    context: (name) => memberText(contextOf(call, deployment), name),
    stageVariable: (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined),
  };
}

/** The text of a member by its dotted name; `undefined` for what is not there or has members itself. */
export function memberText(record: Readonly<Record<string, unknown>>, dottedName: string): string | undefined {
  let value: unknown = record;
  for (const part of dottedName.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function responseSource(answer: BackendAnswer): ResponseSource {
  return {
    statusCode: () => answer.statusCode,
    header: (name) => allHeaders(answer.headers, name),
    // No template can be chosen by a field of the response's body: such an expression falls to `$default` (observed:
    // docs/aws/websocket-api.md#response-side).
    body: () => '',
  };
}
