import { JsonPathEvaluationError } from '../../mapping/jsonpath/index.ts';
import { parseSelectionExpression } from '../../mapping/parameters/index.ts';
import type { RequestSource } from '../../mapping/parameters/index.ts';

/**
 * Picks a key by the message alone; `undefined` when the expression cannot be evaluated, as for a message that is not JSON
 * (docs/aws/websocket-api.md#choosing-a-route).
 */
export type BodySelection = (message: RequestSource) => string | undefined;

/**
 * Compiles the expression that chooses a route or a model: `request.body…` and static text are all that it may hold
 * (docs/aws/websocket-api.md#expressions-by-place).
 */
export function compileBodySelection(text: string): BodySelection {
  const expression = parseSelectionExpression(text);
  if (expression.fixed !== undefined) return () => expression.fixed;
  return (message) => {
    try {
      return expression.evaluate({ request: message, context: nothing, stageVariable: nothing });
    } catch (error) {
      if (error instanceof JsonPathEvaluationError) return undefined;
      throw error;
    }
  };
}

function nothing(): undefined {
  return undefined;
}
