/** An exact decimal number: `unscaled` times ten to the power of minus `scale`, like Java's BigDecimal. */
export interface Decimal {
  readonly unscaled: bigint;
  readonly scale: number;
}

/** Longer numbers would make arithmetic slow, and no reader of JSON hands them out. */
const MAX_LENGTH = 10_000;

const decimal = /^([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,9}))?$/;

/** The number written in `text` as `new BigDecimal(text)` reads it; `undefined` if that is not one. */
export function parseDecimal(text: string): Decimal | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const match = decimal.exec(text);
  if (match === null) return undefined;
  const [, sign, whole = '', fraction = '', exponent = '0'] = match;
  if (whole === '' && fraction === '') return undefined;
  const magnitude = BigInt(whole + fraction);
  return { unscaled: sign === '-' ? -magnitude : magnitude, scale: fraction.length - Number(exponent) };
}

/** The exact value of a JSON number: a double counts as the shortest decimal that identifies it. */
export function decimalOf(value: bigint | number): Decimal {
  if (typeof value === 'bigint') return { unscaled: value, scale: 0 };
  return parseDecimal(String(value)) ?? { unscaled: 0n, scale: 0 };
}

/** Less than zero, zero or more than zero, as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const signs = sign(a.unscaled) - sign(b.unscaled);
  if (signs !== 0 || a.unscaled === 0n) return signs;
  const magnitudes = magnitude(a) - magnitude(b);
  if (magnitudes !== 0) return magnitudes * sign(a.unscaled);
  const scale = Math.max(a.scale, b.scale);
  const difference = scaled(a, scale) - scaled(b, scale);
  return sign(difference);
}

/** `BigDecimal.toString`: plain unless the exponent would be positive or below -6. */
export function decimalText({ unscaled, scale }: Decimal): string {
  const digits = String(unscaled < 0n ? -unscaled : unscaled);
  const minus = unscaled < 0n ? '-' : '';
  const exponent = digits.length - 1 - scale;
  if (scale === 0) return minus + digits;
  if (scale > 0 && exponent >= -6) {
    const padded = digits.padStart(scale + 1, '0');
    return `${minus}${padded.slice(0, -scale)}.${padded.slice(-scale)}`;
  }
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : '';
  return `${minus}${digits.charAt(0)}${fraction}${exponent === 0 ? '' : `E${exponent > 0 ? '+' : ''}${exponent}`}`;
}

/** The unscaled value at a scale not smaller than the number's own. */
export function scaled(number: Decimal, scale: number): bigint {
  return number.unscaled * 10n ** BigInt(scale - number.scale);
}

function sign(value: bigint): number {
  if (value === 0n) return 0;
  return value < 0n ? -1 : 1;
}

/** The number of digits before the point; numbers that differ in it need no common scale to be compared. */
function magnitude({ unscaled, scale }: Decimal): number {
  return String(unscaled < 0n ? -unscaled : unscaled).length - scale;
}
