import type { YamlPlace, YamlPlaces } from '../places.ts';
import { LessUsual } from './less-usual.ts';
import { LineCursor } from './line-cursor.ts';
import { UsualBlocks } from './usual-blocks.ts';

/** Tabs, carriage returns, other control characters and characters of two units. */
const SELDOM = /[^\n\u0020-\u007e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;

/**
 * Reads what nearly every line of a project's YAML is: block maps and lists, scalars on one line, `|` texts, CloudFormation's short forms (where
 * `hasTags`), `[…]` and `{…}`. Many times as fast as a parser of all of YAML, which a start runs on cold code. `undefined` where the
 * text holds anything else (anchors, merge keys, folded texts, a second document, a duplicate key, any mistake): then the whole parser reads
 * all of it, and what that says holds.
 */
export function readUsualYaml(
  text: string,
  hasTags: boolean,
): { readonly value: object; readonly root: YamlPlace; readonly places: YamlPlaces } | undefined {
  if (SELDOM.test(text)) return undefined;
  const places = new Map<object, Map<string, YamlPlace>>();
  try {
    const lines = new LineCursor(text);
    if (lines.isAtEnd) return undefined;
    const start = lines.start;
    const value = new UsualBlocks(text, lines, hasTags, places).readDocument();
    return { value, root: { key: start, value: start }, places };
  } catch (error) {
    if (error instanceof LessUsual) return undefined;
    throw error;
  }
}
