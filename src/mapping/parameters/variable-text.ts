import { MappingExpressionError } from './mapping-expression-error.ts';

/**
 * Takes apart a text of an API Gateway v2 expression: plain text as it is, for each variable what `variableOf` makes of its name without `$`
 * and braces.
 *
 * @throws {MappingExpressionError} when a brace is not closed, and what `variableOf` throws.
 */
export function parseVariableText<Variable>(
  text: string,
  variableOf: (name: string) => Variable,
): (string | Variable)[] {
  return piecesOf(text).map((piece) => ('text' in piece ? piece.text : variableOf(piece.variable)));
}

type TextPiece = { readonly text: string } | { readonly variable: string };

/**
 * A variable on its own may be bare (`$request.body.action`), together with text or other variables it has braces
 * (`${request.path.id}/${request.header.x}`); `\$` is a dollar sign (docs/aws/websocket-api.md#selection-expressions,
 * docs/aws/http-api.md#parameter-mapping).
 */
function piecesOf(text: string): TextPiece[] {
  if (/^\$[a-zA-Z]/.test(text) && !text.includes('${')) return [{ variable: bareVariable(text) }];
  const pieces: TextPiece[] = [];
  for (const match of text.matchAll(
    /\\\$|\$\{(?<name>[^{}]*(?:\{[^{}]*\}[^{}]*)*)(?<close>\}?)|(?<text>[^\\$]+|[^])/g,
  )) {
    const { name, close, text: plain } = match.groups ?? {};
    if (name === undefined) pieces.push({ text: plain ?? '$' });
    else if (close === '}') pieces.push({ variable: name });
    else throw new MappingExpressionError(text, 'a "${" is not closed');
  }
  return pieces;
}

/** A filter in a JSONPath may hold blanks, no other variable does. */
function bareVariable(text: string): string {
  if (/\s/.test(text) && !text.includes('[')) {
    throw new MappingExpressionError(
      text,
      'a variable beside other text must be written in braces, as in ${request.header.x}',
    );
  }
  return text.slice(1);
}
