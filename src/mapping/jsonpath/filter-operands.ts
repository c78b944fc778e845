import type { JavaValue } from '../values.ts';
import type { Decimal } from '../json/decimal.ts';

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
