import type { AuthorizerServices } from './services.ts';

/**
 * Compiles an identity validation expression (rest-api 5.1, 5.5) into a test of the whole text, as Java's `String.matches` has it; AWS does not
 * say whether a part would do. Java's dialect is understood where the services bring it. Without an expression everything is valid.
 */
export function validationExpression(
  expression: string | undefined,
  { javaMatches = plainMatches }: AuthorizerServices,
): (text: string) => boolean {
  return expression === undefined || expression === '' ? () => true : javaMatches(expression);
}

function plainMatches(pattern: string): (text: string) => boolean {
  const regex = new RegExp(`^(?:${pattern})$`, 'u');
  return (text) => regex.test(text);
}
