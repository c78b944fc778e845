import { characterMembers, rangeMembers } from './character-set.ts';
import { readCharacterEscape, readClassEscape } from './escapes.ts';
import type { PatternFlags } from './flags.ts';
import type { PatternReader } from './pattern-reader.ts';

/** How deep classes may nest: enough for any pattern by hand. */
const MAX_DEPTH = 50;

/** Translates the class `[…]` whose `[` has just been read: unions, ranges, nested classes, intersections with `&&`. */
export function translateClass(reader: PatternReader, flags: PatternFlags, depth = 0): string {
  if (depth > MAX_DEPTH) throw reader.error(`classes nest deeper than ${MAX_DEPTH} levels`);
  const negation = reader.skip('^') ? '^' : '';
  const operands = [''];
  for (let isFirst = true; ; isFirst = false) {
    if (flags.x) reader.skipComments();
    if (reader.atEnd) throw reader.error('a class "[" is not closed');
    if (!isFirst && reader.skip(']')) break;
    if (reader.skip('&&')) operands.push('');
    else operands.push((operands.pop() ?? '') + readMember(reader, flags, depth));
  }
  const filled = operands.filter((operand) => operand !== '');
  if (filled.length === 0) throw reader.error('a class has no members');
  if (filled.length === 1) return `[${negation}${filled.join('')}]`;
  return `[${negation}${filled.map((operand) => `[${operand}]`).join('&&')}]`;
}

function readMember(reader: PatternReader, flags: PatternFlags, depth: number): string {
  if (reader.skip('[')) return translateClass(reader, flags, depth + 1);
  const from = readCharacter(reader, flags);
  if (typeof from === 'string') return from;
  if (!reader.match(/-(?![[\]])/y)) return characterMembers(from, flags);
  if (reader.atEnd) throw reader.error('a class "[" is not closed');
  const to = readCharacter(reader, flags);
  if (typeof to === 'string' || to < from) throw reader.error('the end of a range comes before its beginning');
  return rangeMembers(from, to, flags);
}

/** A code point, or the members of a class such as `\d`. */
function readCharacter(reader: PatternReader, flags: PatternFlags): number | string {
  if (!reader.skip('\\')) return reader.next().codePointAt(0) ?? 0;
  const members = readCharacterEscape(reader) ?? readClassEscape(reader, flags);
  if (members === undefined) throw reader.error(`the escape "\\${reader.peek()}" has no meaning in a class`);
  return members;
}
