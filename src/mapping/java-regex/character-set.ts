import type { PatternFlags } from './flags.ts';

/** The character with this code point, written so that it stands for itself both inside and outside a class. */
function literalSource(codePoint: number): string {
  const character = String.fromCodePoint(codePoint);
  return /[a-zA-Z0-9]/.test(character) ? character : `\\u{${codePoint.toString(16)}}`;
}

/** What stands in a class for one character: itself, or all its cases under `(?i)`. */
export function characterMembers(codePoint: number, flags: PatternFlags): string {
  return [...cases(codePoint, flags)].map(literalSource).join('');
}

/** What stands outside a class for one character. */
export function characterSource(codePoint: number, flags: PatternFlags): string {
  const all = cases(codePoint, flags);
  return all.size === 1 ? literalSource(codePoint) : `[${[...all].map(literalSource).join('')}]`;
}

/** Ranges longer than this, beyond ASCII, are not folded under `(?iu)`: they are whole scripts and have both cases in them. */
const MAX_FOLDED_RANGE = 1000;

/** What stands in a class for a range; under `(?i)` with all cases of its characters. */
export function rangeMembers(from: number, to: number, flags: PatternFlags): string {
  const range = rangeSource(from, to);
  if (!flags.i) return range;
  const folded = range + shiftedRange(from, to, 0x41, 0x5a, 32) + shiftedRange(from, to, 0x61, 0x7a, -32);
  if ((!flags.u && !flags.U) || to <= 0x7f || to - from > MAX_FOLDED_RANGE) return folded;
  const characters = Array.from({ length: to - from + 1 }, (_, offset) => characterMembers(from + offset, flags));
  return folded + characters.join('');
}

/** Java's `(?i)` folds ASCII letters, and with `(?iu)` all letters, one character to one. */
function cases(codePoint: number, flags: PatternFlags): Set<number> {
  if (!flags.i || (codePoint > 0x7f && !flags.u && !flags.U)) return new Set([codePoint]);
  const character = String.fromCodePoint(codePoint);
  const variants = [character, character.toLowerCase(), character.toUpperCase(), character.toUpperCase().toLowerCase()];
  return new Set(variants.map((variant) => soleCodePoint(variant) ?? codePoint));
}

/** `undefined` for a case that takes several characters, such as `SS`. */
function soleCodePoint(text: string): number | undefined {
  const codePoint = text.codePointAt(0);
  return codePoint !== undefined && String.fromCodePoint(codePoint) === text ? codePoint : undefined;
}

function rangeSource(from: number, to: number): string {
  return `${literalSource(from)}-${literalSource(to)}`;
}

function shiftedRange(from: number, to: number, first: number, last: number, shift: number): string {
  const low = Math.max(from, first);
  const high = Math.min(to, last);
  return low > high ? '' : rangeSource(low + shift, high + shift);
}
