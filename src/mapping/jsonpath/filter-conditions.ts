import type { JavaValue } from '../values.ts';
import type { Decimal } from '../json/decimal.ts';
import type { ParsedPath } from './path-tokens.ts';

/** What stands between `[?(` and `)]`. */
export type Condition =
  | { readonly kind: 'or' | 'and'; readonly conditions: readonly Condition[] }
  | { readonly kind: 'not'; readonly condition: Condition }
  | { readonly kind: 'exists'; readonly path: ParsedPath; readonly wanted: boolean }
  | { readonly kind: 'compare'; readonly left: Term; readonly operator: Operator; readonly right: Term };

/** One side of a comparison as written. */
export type Term = Operand | { readonly kind: 'path'; readonly path: ParsedPath };

/** One side of a comparison as compared. `literal` marks JSON written in the path itself, which Jayway keeps as text until needed. */
export type Operand =
  | { readonly kind: 'string'; readonly text: string }
  | { readonly kind: 'number'; readonly number: Decimal }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'undefined' }
  | { readonly kind: 'json'; readonly value: JavaValue; readonly literal: boolean }
  | { readonly kind: 'pattern'; readonly matches: (text: string) => boolean };

export const operators = [
  '>=',
  '<=',
  '==',
  '===',
  '!=',
  '!==',
  '<',
  '>',
  '=~',
  'NIN',
  'IN',
  'CONTAINS',
  'ALL',
  'SIZE',
  'EXISTS',
  'TYPE',
  'MATCHES',
  'EMPTY',
  'SUBSETOF',
  'ANYOF',
  'NONEOF',
] as const;

export type Operator = (typeof operators)[number];
