import { COLLECTION_STYLE, EVENT_ID, YAMLException, parseEvents } from 'js-yaml';
import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { setOwn } from '../../../model/base/own-properties.ts';
import type { YamlPlace, YamlPlaces } from '../places.ts';
import { isCloudFormationTag, longForm } from './cloudformation-tags.ts';
import { LessUsual } from './less-usual.ts';
import { earlyDocumentEnd } from './document-end.ts';
import { joinedFlow, joinedQuoted, quotedAround } from './loose-flow.ts';
import { isNothing, plainValue, scalarStart, scalarStyle, scalarText } from './scalars.ts';

/** Values, and where each of them stands. */
export interface YamlValues {
  readonly value: unknown;
  readonly root: YamlPlace;
  readonly places: YamlPlaces;
}

type Node = ScalarEvent | SequenceEvent | MappingEvent;

/** Documents of people do not come near it, and JavaScript's stack holds it. */
const DEEPEST = 100;

/** A file has few collections that are indented too little; mending each takes another pass. */
const MOST_JOINED = 50;

/**
 * Reads what nearly every document is, with a parser that takes a fraction of the time of the whole one. `undefined` where the text is not
 * valid, or has something in it that the whole reader reads or complains about: an anchor, a merge key, a key that stands twice or is not
 * text, a tag that is not CloudFormation's, a directive, a second document.
 */
export function readUsualYaml(text: string, hasTags: boolean): YamlValues | undefined {
  const parsed = parse(text);
  if (parsed === undefined) return undefined;
  try {
    return new Reading(parsed, hasTags).read();
  } catch (error) {
    if (error instanceof LessUsual) return undefined;
    throw error;
  }
}

interface Parsed {
  readonly written: string;
  /** Of the same length as what was written, lines joined that are indented too little. */
  readonly text: string;
  /** Where texts in quotes begin whose lines were joined. */
  readonly joined: readonly number[];
  readonly events: readonly Event[];
}

function parse(given: string): Parsed | undefined {
  // What the whole parser does with these offsets is its own.
  if (given.startsWith('\uFEFF') || earlyDocumentEnd(given) !== undefined) return undefined;
  const joined: number[] = [];
  let text: string | undefined = given;
  for (let joins = 0; text !== undefined && joins <= MOST_JOINED; joins += 1) {
    try {
      return { written: given, text, joined, events: parseEvents(text, { maxDepth: DEEPEST }) };
    } catch (error) {
      text = mended(text, error, joined);
    }
  }
  return undefined;
}

/** The text with the collection or the quotes joined that an error complains about; `undefined` for errors of another kind. */
function mended(text: string, error: unknown, joined: number[]): string | undefined {
  if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') return undefined;
  if (error.mark === undefined) return undefined;
  const quoted = quotedAround(text, error.mark.position);
  if (quoted !== undefined) joined.push(quoted.start);
  const mendedText = quoted === undefined ? joinedFlow(text, error.mark.position) : joinedQuoted(text, quoted);
  return mendedText === text ? undefined : mendedText;
}

class Reading {
  readonly #written: string;
  readonly #text: string;
  readonly #joined: ReadonlySet<number>;
  /** Of those, which have not been read. */
  readonly #unmet: Set<number>;
  readonly #hasTags: boolean;
  readonly #events: readonly Event[];
  readonly #places = new Map<object, ReadonlyMap<string, YamlPlace>>();
  #next = 0;

  constructor({ written, text, joined, events }: Parsed, hasTags: boolean) {
    this.#written = written;
    this.#text = text;
    this.#joined = new Set(joined);
    this.#unmet = new Set(joined);
    this.#hasTags = hasTags;
    this.#events = events;
  }

  read(): YamlValues {
    const document = this.#take();
    if (document.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) throw new LessUsual();
    const node = this.#node();
    const start = this.#startOf(node, 0);
    const root = this.#placeOf(start, start, node);
    const value = this.#valueOf(node, start);
    this.#take();
    // What was joined and is no text in quotes after all.
    if (this.#next < this.#events.length || this.#unmet.size > 0) throw new LessUsual();
    return { value, root, places: this.#places };
  }

  #take(): Event {
    const event = this.#events[this.#next];
    if (event === undefined) throw new LessUsual();
    this.#next += 1;
    return event;
  }

  #node(event = this.#take()): Node {
    const { type } = event;
    if (type !== EVENT_ID.SCALAR && type !== EVENT_ID.MAPPING && type !== EVENT_ID.SEQUENCE) throw new LessUsual();
    if (event.anchorStart !== -1) throw new LessUsual();
    return event;
  }

  #startOf(node: Node, after: number): number {
    return node.type === EVENT_ID.SCALAR ? scalarStart(this.#text, node, after) : node.start;
  }

  #valueOf(node: Node, start: number): unknown {
    if (node.tagStart === -1) return this.#plainValueOf(node);
    const tag = this.#text.slice(node.tagStart, node.tagEnd);
    if (!this.#hasTags || !isCloudFormationTag(tag)) throw new LessUsual();
    const inner = node.type === EVENT_ID.SCALAR ? this.#scalarText(node) : this.#plainValueOf(node);
    const long = longForm(tag, inner) ?? {};
    this.#places.set(long, new Map(Object.keys(long).map((key) => [key, { key: start, value: start }])));
    return long;
  }

  #plainValueOf(node: Node): unknown {
    if (node.type === EVENT_ID.MAPPING) return this.#map(node.style === COLLECTION_STYLE.BLOCK);
    if (node.type === EVENT_ID.SEQUENCE) return this.#list();
    const text = this.#scalarText(node);
    return scalarStyle(node) === 'plain' ? plainValue(text) : text;
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    const places = new Map<string, YamlPlace>();
    this.#places.set(list, places);
    for (let event = this.#take(); event.type !== EVENT_ID.POP; event = this.#take()) {
      const node = this.#node(event);
      const start = this.#startOf(node, 0);
      places.set(String(list.length), this.#placeOf(start, start, node));
      list.push(this.#valueOf(node, start));
    }
    return list;
  }

  #map(isBlock: boolean): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const places = new Map<string, YamlPlace>();
    this.#places.set(map, places);
    for (let event = this.#take(); event.type !== EVENT_ID.POP; event = this.#take()) {
      const [key, at] = this.#keyOf(event);
      if (places.has(key)) throw new LessUsual();
      // The parser takes `- [a]b: c` for a list that ends and a key of the map around it.
      if (isBlock && places.size > 0 && !isFirstOnItsLine(this.#text, at)) throw new LessUsual();
      const node = this.#node();
      const isEmpty = node.type === EVENT_ID.SCALAR && isNothing(node) && node.tagStart === -1;
      const start = isEmpty ? at : this.#startOf(node, event.type === EVENT_ID.SCALAR ? event.valueEnd : 0);
      places.set(key, this.#placeOf(at, start, node));
      setOwn(map, key, this.#valueOf(node, start));
    }
    return map;
  }

  /** Lines of quotes that were joined are folded as they were written. */
  #scalarText(event: ScalarEvent): string {
    const start = event.valueStart - 1;
    if (scalarStyle(event) !== 'quoted' || !this.#joined.has(start)) return scalarText(this.#text, event);
    this.#unmet.delete(start);
    return scalarText(this.#written, { ...event, fast: false });
  }

  #placeOf(key: number, value: number, node: Node): YamlPlace {
    if (node.type !== EVENT_ID.SCALAR) return { key, value };
    const source = this.#scalarText(node);
    const style = scalarStyle(node);
    return style === undefined ? { key, value, source } : { key, value, source, style };
  }

  #keyOf(event: Event): readonly [key: string, start: number] {
    if (event.type !== EVENT_ID.SCALAR || event.anchorStart !== -1 || event.tagStart !== -1) throw new LessUsual();
    const key = this.#scalarText(event);
    // A key is one line.
    if (
      key === '<<' ||
      this.#written.slice(event.valueStart, event.valueEnd) !== this.#text.slice(event.valueStart, event.valueEnd)
    )
      throw new LessUsual();
    return [key, scalarStart(this.#text, event, 0)];
  }
}

function isFirstOnItsLine(text: string, offset: number): boolean {
  let before = offset - 1;
  while (text[before] === ' ') before -= 1;
  return before < 0 || text[before] === '\n';
}
