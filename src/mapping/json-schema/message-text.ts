import type { Decimal } from '../json/decimal.ts';
import { decimalOf, decimalText } from '../json/decimal.ts';
import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';

/** A value as messages quote it: compact JSON with all zeros that mean nothing taken off decimals (`5.50` is `5.5`, `100.0` is `1E+2`). */
export function messageText(value: JavaValue): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return decimalText(withoutTrailingZeros(decimalOf(value)));
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof JavaList) return `[${value.items.map(messageText).join(',')}]`;
  if (!(value instanceof Map)) return quoted(value.print());
  return `{${[...value].map(([key, member]) => `${quoted(key as string)}:${messageText(member)}`).join(',')}}`;
}

/** Names as messages list them: `["a","b"]`. */
export function namesText(names: readonly string[]): string {
  return `[${names.map(quoted).join(',')}]`;
}

/** Jackson's quoting: as JSON.stringify's, with the hexadecimal digits in upper case. */
function quoted(text: string): string {
  return JSON.stringify(text).replace(/\\u[0-9a-f]{4}/g, (escape) => `\\u${escape.slice(2).toUpperCase()}`);
}

function withoutTrailingZeros({ unscaled, scale }: Decimal): Decimal {
  if (unscaled === 0n) return { unscaled, scale: 0 };
  const digits = String(unscaled);
  const shorter = digits.replace(/0+$/, '');
  return { unscaled: BigInt(shorter), scale: scale - (digits.length - shorter.length) };
}
