import type { JavaValue } from '../../../values.ts';
import type { Method } from '../signatures.ts';
import { any, isInt, text } from '../signatures.ts';

/** The methods of String that look for a text in it or compare it with another. */
export const stringSearchMethods: readonly (readonly [string, Method<string>])[] = [
  ['contains', text((self, other) => self.includes(other))],
  ['contentEquals', text((self, other) => self === other)],
  ['startsWith', (self, args) => startsWith(self, args)],
  ['endsWith', text((self, other) => self.endsWith(other))],
  ['equalsIgnoreCase', any((self, other) => equalsIgnoreCase(self, other))],
  ['compareTo', text((self, other) => compare(self, other))],
  ['compareToIgnoreCase', text((self, other) => compare(fold(self), fold(other)))],
  ['indexOf', (self, args) => indexOf(self, args)],
  ['lastIndexOf', (self, args) => lastIndexOf(self, args)],
  ['regionMatches', (self, args) => regionMatches(self, args)],
];

function equalsIgnoreCase(self: string, other: JavaValue): boolean | undefined {
  if (other === null) return false;
  return typeof other === 'string' ? fold(self) === fold(other) : undefined;
}

function startsWith(self: string, [prefix, offset = 0n, ...rest]: readonly JavaValue[]): boolean | undefined {
  if (typeof prefix !== 'string' || !isInt(offset) || rest.length > 0) return undefined;
  return offset >= 0n && offset <= BigInt(self.length) && self.startsWith(prefix, Number(offset));
}

function indexOf(self: string, [wanted, from = 0n, ...rest]: readonly JavaValue[]): bigint | undefined {
  const sought = soughtText(wanted);
  if (sought === undefined || !isInt(from) || rest.length > 0) return undefined;
  return BigInt(self.indexOf(sought, Number(from)));
}

function lastIndexOf(self: string, args: readonly JavaValue[]): bigint | undefined {
  const [wanted, from = BigInt(self.length), ...rest] = args;
  const sought = soughtText(wanted);
  if (sought === undefined || !isInt(from) || rest.length > 0) return undefined;
  if (from < 0n) return -1n;
  return BigInt(self.lastIndexOf(sought, Number(from)));
}

/** What to look for: a text, or a character given by its code. */
function soughtText(wanted: JavaValue | undefined): string | undefined {
  if (typeof wanted === 'string') return wanted;
  if (!isInt(wanted) || wanted < 0n || wanted > 0x10ffffn) return undefined;
  return String.fromCodePoint(Number(wanted));
}

function regionMatches(self: string, args: readonly JavaValue[]): boolean | undefined {
  const ignoreCase = args[0] === true;
  const [from, other, otherFrom, length] = typeof args[0] === 'boolean' ? args.slice(1) : args;
  if (typeof other !== 'string' || !isInt(from) || !isInt(otherFrom) || !isInt(length)) return undefined;
  const region = (text: string, start: bigint): string => text.substr(Number(start), Number(length));
  if (from < 0n || otherFrom < 0n || from + length > self.length || otherFrom + length > other.length) return false;
  const [mine, theirs] = [region(self, from), region(other, otherFrom)];
  return ignoreCase ? fold(mine) === fold(theirs) : mine === theirs;
}

function fold(value: string): string {
  return value.toUpperCase().toLowerCase();
}

/** The difference of the first characters that differ, else of the lengths, as Java defines it. */
function compare(self: string, other: string): bigint {
  const common = Math.min(self.length, other.length);
  for (let i = 0; i < common; i++) {
    const difference = self.charCodeAt(i) - other.charCodeAt(i);
    if (difference !== 0) return BigInt(difference);
  }
  return BigInt(self.length - other.length);
}
