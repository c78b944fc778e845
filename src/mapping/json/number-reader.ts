const ZERO = 0x30;
const MINUS = 0x2d;

/** A run of digits this short is exact in a JavaScript number, which is much faster to build than a bigint from text. */
const EXACT_DIGITS = 15;

const number = /-?(?:0|[1-9][0-9]*)(?:(\.[0-9]+)?([eE][+-]?[0-9]+)?)/y;

/**
 * The JSON number that begins at `position`, and where it ends; `undefined` when none begins there.
 * A fraction or an exponent makes it a double, as in json-smart; a double that is too large becomes infinite, as in Java.
 */
export function readNumber(text: string, position: number): { value: bigint | number; end: number } | undefined {
  const short = readShortInteger(text, position);
  if (short !== undefined) return short;
  number.lastIndex = position;
  const match = number.exec(text);
  if (match === null) return undefined;
  const [digits, fraction, exponent] = match;
  const isInteger = fraction === undefined && exponent === undefined;
  return { value: isInteger ? BigInt(digits) : Number(digits), end: position + digits.length };
}

/** The usual case without a regular expression: an integer of few digits. */
function readShortInteger(text: string, start: number): { value: bigint; end: number } | undefined {
  const negative = text.charCodeAt(start) === MINUS;
  const first = negative ? start + 1 : start;
  let position = first;
  let value = 0;
  for (; position - first < EXACT_DIGITS; position++) {
    const digit = text.charCodeAt(position) - ZERO;
    if (!(digit >= 0 && digit <= 9)) break;
    value = value * 10 + digit;
  }
  if (position === first || position - first === EXACT_DIGITS) return undefined;
  if (position - first > 1 && text.charCodeAt(first) === ZERO) return undefined;
  const next = text[position];
  if (next === '.' || next === 'e' || next === 'E') return undefined;
  return { value: BigInt(negative ? -value : value), end: position };
}
