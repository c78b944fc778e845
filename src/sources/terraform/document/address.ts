/** Key of an instance made by `for_each` (text) or `count` (number). */
export type InstanceKey = string | number;

/** A part of an address or a reference: a name, or an index in brackets. */
export type AddressPart = string | { readonly index: InstanceKey };

const PART = /\.?(?:([^.[\]\s]+)|\[("(?:[^"\\]|\\.)*"|\d+|\*)\])/y;

/** The parts of `module.m["k"].aws_lambda_function.f[0].arn`. A splat (`[*]`, `.*`) is dropped: it means every instance, as no index does. */
export function partsOf(address: string): AddressPart[] {
  const parts: AddressPart[] = [];
  PART.lastIndex = 0;
  for (let match = PART.exec(address); match !== null; match = PART.exec(address)) {
    const [, name, index] = match;
    if (name !== undefined && name !== '*') parts.push(name);
    else if (index !== undefined && index !== '*') parts.push({ index: keyOf(index) });
  }
  return parts;
}

function keyOf(written: string): InstanceKey {
  if (!written.startsWith('"')) return Number(written);
  try {
    return JSON.parse(written) as string;
  } catch {
    // HCL has escapes that JSON lacks: `$${`.
    return written.slice(1, -1);
  }
}

/** An instance key as addresses have it: `["k"]`, `[0]`. */
export function writtenKey(key: InstanceKey | undefined): string {
  return key === undefined ? '' : `[${typeof key === 'number' ? key : JSON.stringify(key)}]`;
}

/** `data.` for data sources, whose addresses are apart from those of resources. */
export function configAddress(mode: 'managed' | 'data', type: string, name: string): string {
  return `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
}
