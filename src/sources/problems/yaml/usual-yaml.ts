import { COLLECTION_STYLE, EVENT_ID, YAMLException, parseEvents } from 'js-yaml';
import type { Event, MappingEvent, ScalarEvent, SequenceEvent } from 'js-yaml';
import { setOwn } from '../../../model/base/own-properties.ts';
import type { YamlPlace, YamlPlaces } from '../places.ts';
import { isCloudFormationTag, longForm } from './cloudformation-tags.ts';
import { LessUsual } from './less-usual.ts';
import { joinedFlow } from './loose-flow.ts';
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
  /** Of the same length as the text that was given. */
  readonly text: string;
  readonly events: readonly Event[];
}

function parse(given: string): Parsed | undefined {
  // What the whole parser does with these offsets is its own.
  if (given.startsWith('\uFEFF')) return undefined;
  let text: string | undefined = given;
  for (let joins = 0; text !== undefined && joins <= MOST_JOINED; joins += 1) {
    try {
      return { text, events: parseEvents(text, { maxDepth: DEEPEST }) };
    } catch (error) {
      text = mended(text, error);
    }
  }
  return undefined;
}

/** The text with the collection joined that an error complains about; `undefined` for errors of another kind. */
function mended(text: string, error: unknown): string | undefined {
  if (!(error instanceof YAMLException) || error.reason !== 'deficient indentation') return undefined;
  const joined = error.mark === undefined ? undefined : joinedFlow(text, error.mark.position);
  return joined === text ? undefined : joined;
}

class Reading {
  readonly #text: string;
  readonly #hasTags: boolean;
  readonly #events: readonly Event[];
  readonly #places = new Map<object, ReadonlyMap<string, YamlPlace>>();
  #next = 0;

  constructor({ text, events }: Parsed, hasTags: boolean) {
    this.#text = text;
    this.#hasTags = hasTags;
    this.#events = events;
  }

  read(): YamlValues {
    const document = this.#take();
    if (document.type !== EVENT_ID.DOCUMENT || document.directives.length > 0) throw new LessUsual();
    const node = this.#node();
    const start = this.#startOf(node, 0);
    const root = placeOf(start, start, node, this.#text);
    const value = this.#valueOf(node, start);
    this.#take();
    if (this.#next < this.#events.length) throw new LessUsual();
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
    const inner = node.type === EVENT_ID.SCALAR ? scalarText(this.#text, node) : this.#plainValueOf(node);
    const long = longForm(tag, inner) ?? {};
    this.#places.set(long, new Map(Object.keys(long).map((key) => [key, { key: start, value: start }])));
    return long;
  }

  #plainValueOf(node: Node): unknown {
    if (node.type === EVENT_ID.MAPPING) return this.#map(node.style === COLLECTION_STYLE.BLOCK);
    if (node.type === EVENT_ID.SEQUENCE) return this.#list();
    const text = scalarText(this.#text, node);
    return scalarStyle(node) === 'plain' ? plainValue(text) : text;
  }

  #list(): unknown[] {
    const list: unknown[] = [];
    const places = new Map<string, YamlPlace>();
    this.#places.set(list, places);
    for (let event = this.#take(); event.type !== EVENT_ID.POP; event = this.#take()) {
      const node = this.#node(event);
      const start = this.#startOf(node, 0);
      places.set(String(list.length), placeOf(start, start, node, this.#text));
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
      places.set(key, placeOf(at, start, node, this.#text));
      setOwn(map, key, this.#valueOf(node, start));
    }
    return map;
  }

  #keyOf(event: Event): readonly [key: string, start: number] {
    if (event.type !== EVENT_ID.SCALAR || event.anchorStart !== -1 || event.tagStart !== -1) throw new LessUsual();
    const key = scalarText(this.#text, event);
    if (key === '<<') throw new LessUsual();
    return [key, scalarStart(this.#text, event, 0)];
  }
}

function isFirstOnItsLine(text: string, offset: number): boolean {
  let before = offset - 1;
  while (text[before] === ' ') before -= 1;
  return before < 0 || text[before] === '\n';
}

function placeOf(key: number, value: number, node: Node, text: string): YamlPlace {
  if (node.type !== EVENT_ID.SCALAR) return { key, value };
  const source = scalarText(text, node);
  const style = scalarStyle(node);
  return style === undefined ? { key, value, source } : { key, value, source, style };
}
