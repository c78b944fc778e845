/** The number that an unquoted text is for json-smart: leading zeros and a missing fraction are fine; `undefined` if it is not one. */
export function readPermissiveNumber(text: string): bigint | number | undefined {
  if (/^-?[0-9]+$/.test(text)) return BigInt(text);
  if (/^-?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]+)?$/.test(text)) return Number(text);
  return undefined;
}
