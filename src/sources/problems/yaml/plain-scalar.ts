const NUMBER_LIKE = /^[-+.\d]/;
/** Whole and decimal numbers without sign, leading zeros and exponent; few enough digits to be exact. */
const SIMPLE_NUMBER = /^(?:0|[1-9]\d{0,14})(?:\.\d{1,10})?$/;
/** Everything that YAML 1.2's core schema takes for a number. */
const ANY_NUMBER =
  /^(?:[-+]?(?:\d+|\.\d+|\d+\.\d*)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+|[-+]?\.(?:inf|Inf|INF)|\.nan|\.NaN|\.NAN)$/;

/** Read of a plain scalar as YAML 1.2's core schema does; `undefined` for numbers in less usual notations. */
export function plainScalar(source: string): string | number | boolean | null | undefined {
  if (NUMBER_LIKE.test(source)) {
    if (SIMPLE_NUMBER.test(source)) return Number(source);
    return ANY_NUMBER.test(source) ? undefined : source;
  }
  return words.has(source) ? words.get(source) : source;
}

const words = new Map<string, boolean | null>([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
  ['null', null],
  ['Null', null],
  ['NULL', null],
  ['~', null],
]);
