import { fail } from '../model/base/errors.ts';
import { boundedTest } from '../model/regex/bounded-regex.ts';
import type { AuthorizerServices } from './services.ts';

/**
 * Compiles an identity validation expression (docs/aws/rest-api.md#lambda-authorizers, docs/aws/rest-api.md#cognito-authorizers) into a
 * test of the whole text, as Java's `String.matches` has it; AWS does not say whether a part would do. Java's dialect is understood where
 * the services bring it. Without an expression everything is valid. Throws `EXPRESSION_INVALID`.
 */
export function validationExpression(
  expression: string | undefined,
  { javaMatches = plainMatches }: AuthorizerServices,
): (text: string) => boolean {
  if (expression === undefined || expression === '') return () => true;
  try {
    return javaMatches(expression);
  } catch (error) {
    throw fail('EXPRESSION_INVALID', expression, (error as Error).message);
  }
}

function plainMatches(pattern: string): (text: string) => boolean {
  return boundedTest(new RegExp(`^(?:${pattern})$`, 'u'), pattern);
}
