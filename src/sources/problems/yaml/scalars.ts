import {
  NOT_RESOLVED,
  SCALAR_STYLE,
  boolCoreTag,
  floatCoreTag,
  getScalarValue,
  intCoreTag,
  nullCoreTag,
} from 'js-yaml';
import type { ScalarEvent } from 'js-yaml';
import type { YamlPlace } from '../places.ts';
import { LessUsual } from './less-usual.ts';

/** What a plain scalar may be besides text, in YAML 1.2's order. */
const KINDS = [nullCoreTag, boolCoreTag, intCoreTag, floatCoreTag];

/** The scalar as it reads, without quotes and indentation. */
export function scalarText(text: string, event: ScalarEvent): string {
  return getScalarValue(text, event);
}

/** `0123` is not a number to us: account ids and the like keep their zeros. */
export function plainValue(text: string): string | number | boolean | null {
  if (!/^(?:$|[-+.\dntf~])/i.test(text) || /^0\d+$/.test(text)) return text;
  for (const kind of KINDS) {
    const value = kind.resolve(text, false, kind.tagName);
    if (value !== NOT_RESOLVED) return value;
  }
  return text;
}

/** Whether nothing stands where a value could: `key:`. */
export function isNothing(event: ScalarEvent): boolean {
  return event.valueStart === -1;
}

/** Where a scalar begins, quotes and the header of a block included. `after` is an offset before it on its line, or on an earlier one. */
export function scalarStart(text: string, event: ScalarEvent, after: number): number {
  if (isNothing(event)) throw new LessUsual();
  const { style, valueStart } = event;
  if (style === SCALAR_STYLE.PLAIN) return valueStart;
  if (style === SCALAR_STYLE.SINGLE_QUOTED || style === SCALAR_STYLE.DOUBLE_QUOTED) return valueStart - 1;
  const lineStart = text.lastIndexOf('\n', valueStart - 2) + 1;
  const from = Math.max(lineStart, after, event.tagEnd);
  const header = /[|>][-+\d]*(?:[ \t]+#.*)?\s*$/.exec(text.slice(from, valueStart));
  if (header === null) throw new LessUsual();
  return from + header.index;
}

export function scalarStyle({ style }: ScalarEvent): YamlPlace['style'] {
  if (style === SCALAR_STYLE.PLAIN) return 'plain';
  if (style === SCALAR_STYLE.LITERAL_BLOCK) return 'block';
  return style === SCALAR_STYLE.FOLDED_BLOCK ? undefined : 'quoted';
}
