import { enumKeyword, typeKeyword } from './any-value.ts';
import { additionalItemsKeyword, maxItemsKeyword, minItemsKeyword, uniqueItemsKeyword } from './arrays.ts';
import { allOfKeyword, anyOfKeyword, notKeyword, oneOfKeyword } from './combinations.ts';
import type { Keyword } from './keyword.ts';
import { maximumKeyword, minimumKeyword, multipleOfKeyword } from './numbers.ts';
import {
  additionalPropertiesKeyword,
  dependenciesKeyword,
  maxPropertiesKeyword,
  minPropertiesKeyword,
  requiredKeyword,
} from './objects.ts';
import { maxLengthKeyword, minLengthKeyword, patternKeyword } from './strings.ts';

/** All keywords with a check of their own, in the order in which their messages come: alphabetical, capitals first. */
export const keywords: readonly (readonly [name: string, keyword: Keyword])[] = [
  ['additionalItems', additionalItemsKeyword],
  ['additionalProperties', additionalPropertiesKeyword],
  ['allOf', allOfKeyword],
  ['anyOf', anyOfKeyword],
  ['dependencies', dependenciesKeyword],
  ['enum', enumKeyword],
  ['maxItems', maxItemsKeyword],
  ['maxLength', maxLengthKeyword],
  ['maxProperties', maxPropertiesKeyword],
  ['maximum', maximumKeyword],
  ['minItems', minItemsKeyword],
  ['minLength', minLengthKeyword],
  ['minProperties', minPropertiesKeyword],
  ['minimum', minimumKeyword],
  ['multipleOf', multipleOfKeyword],
  ['not', notKeyword],
  ['oneOf', oneOfKeyword],
  ['pattern', patternKeyword],
  ['required', requiredKeyword],
  ['type', typeKeyword],
  ['uniqueItems', uniqueItemsKeyword],
];
