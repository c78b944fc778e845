import type { Operand, Operator } from './filter-operands.ts';

/** A parsed path: `$` reads from the document, `@` from the item that a filter looks at. */
export interface ParsedPath {
  readonly root: '$' | '@';
  readonly tokens: readonly Token[];
}

/** One step of a path. */
export type Token =
  | { readonly kind: 'property'; readonly names: readonly string[] }
  | { readonly kind: 'index'; readonly indexes: readonly number[] }
  | { readonly kind: 'slice'; readonly from: number | undefined; readonly to: number | undefined }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'scan' }
  | { readonly kind: 'filter'; readonly condition: Condition }
  | { readonly kind: 'function'; readonly name: string; readonly parameters: readonly Parameter[] };

/** What stands between the parentheses of a function: JSON text or another path. */
export type Parameter = { readonly json: string } | { readonly path: ParsedPath };

/** What stands between `[?(` and `)]`. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'exists'; readonly path: ParsedPath; readonly wanted: boolean }
  | { readonly kind: 'compare'; readonly left: Term; readonly operator: Operator; readonly right: Term };

/** One side of a comparison as written. */
export type Term = Operand | { readonly kind: 'path'; readonly path: ParsedPath };

/** Whether the token at `index` gives at most one value for one value, as Jayway sees it. */
export function isDefiniteToken(tokens: readonly Token[], index: number): boolean {
  const token = tokens[index];
  switch (token?.kind) {
    case 'property':
      // Several names at the end are merged into one object.
      return token.names.length === 1 || index === tokens.length - 1;
    case 'index':
      return token.indexes.length === 1;
    default:
      return token === undefined || token.kind === 'function';
  }
}
