import { isAlias, isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';
import type { Alias, Document, Node, Pair, Scalar, YAMLError, YAMLMap } from 'yaml';
import { setOwn } from '../../model/base/own-properties.ts';
import { aliasTargets } from './yaml/alias-targets.ts';
import { offsetOf, placeOf } from './yaml/node-places.ts';
import { isCloudFormationTag, longForm } from './yaml/cloudformation-tags.ts';
import { earlyDocumentEnd } from './yaml/document-end.ts';
import { joinedFlow, joinedQuoted, type Quoted, quotedAround } from './yaml/loose-flow.ts';
import type { KeptValues } from '../kept/kept-values.ts';
import { copyPlacedAt, type YamlPlace } from './places.ts';
import { type FoundYaml, readOrKept } from './yaml/kept-yaml.ts';
import { readUsualYaml, type YamlValues } from './yaml/usual-yaml.ts';
import { sayDuplicateKey, sayYamlError } from './yaml/yaml-errors.ts';

/** How YAML is read. */
export interface YamlOptions {
  /** Read `!Ref`, `!Sub`, `!GetAtt` … as their long forms; else a tag is a problem. */
  readonly tags?: 'cloudformation';
  /** What earlier starts read. */
  readonly kept?: KeptValues | undefined;
}

/** `isHarmless`: the value that was read is what every reader of YAML would take. */
export type Complain = (message: string, offset: number, hint?: string, isHarmless?: boolean) => void;

export interface ReadNodes extends YamlValues {
  readonly isBroken: boolean;
}

/** Parses a text into plain values and the side table of their places. */
export function readNodes(
  text: string,
  options: YamlOptions,
  complain: Complain,
): FoundYaml & { readonly isBroken: boolean } {
  const hasTags = options.tags === 'cloudformation';
  const usual = readOrKept(text, hasTags, options.kept, () => readUsualYaml(text, hasTags));
  return usual === undefined ? readAnyNodes(text, options, complain) : { ...usual, isBroken: false };
}

/** The same for texts of every kind, with mistakes too; several times slower. Walks the nodes once. */
export function readAnyNodes(text: string, options: YamlOptions, complain: Complain): ReadNodes {
  const document = parsed(text);
  // After the first syntax error the parser is lost: what it says then only misleads.
  const broken = document.errors.find(isSyntaxError);
  const early = earlyDocumentEnd(text);
  for (const error of document.errors) {
    if (error !== broken && (isSyntaxError(error) || early !== undefined)) continue;
    const [message, offset, hint] = sayYamlError(error, text);
    complain(message, offset, hint);
  }
  for (const { code, pos } of document.warnings) {
    const tag = code === 'TAG_RESOLVE_FAILED' ? text.slice(pos[0], pos[1]) : undefined;
    if (tag === undefined || (options.tags === 'cloudformation' && isCloudFormationTag(tag))) continue;
    complain(`unknown tag ${tag}`, pos[0], 'Write the value without a tag.');
  }
  if (early !== undefined) {
    complain('not valid YAML: "..." ends the document before anything stands in it', early, 'Remove the line.');
  }
  const walk = new Walk(document, text, options, complain);
  const contents = document.contents;
  const value = contents === null ? null : walk.read(contents);
  const root = contents === null ? { key: 0, value: 0 } : placeOf(contents, contents);
  return { value, root, places: walk.places, isBroken: broken !== undefined || early !== undefined || walk.isTooLarge };
}

/** The parser would compare each key of a map with all others: of 20,000 routes, for a quarter of a minute. */
const PARSER = { logLevel: 'error', merge: true, prettyErrors: false, version: '1.2', uniqueKeys: false } as const;

/** A file has few collections that are indented too little; mending each takes another pass. */
const MOST_JOINED = 20;

function parsed(text: string): Document {
  const quotes: Quoted[] = [];
  let current = text;
  for (let joins = 0; ; joins += 1) {
    const document = parseDocument(current, PARSER);
    const error = document.errors.find(isSyntaxError);
    if (error === undefined || joins === MOST_JOINED)
      return joins === 0 ? document : orAsWritten(document, text, quotes);
    const quoted = error.code === 'MISSING_CHAR' ? quotedAround(current, error.pos[0]) : undefined;
    if (quoted !== undefined) {
      quotes.push(quoted);
      current = joinedQuoted(current, quoted);
      continue;
    }
    if (error.code !== 'BAD_INDENT') return joins === 0 ? document : orAsWritten(document, text, quotes);
    const next = joinedFlow(current, error.pos[0]);
    if (next === undefined || next === current) return orAsWritten(document, text, quotes);
    current = next;
  }
}

/** Errors are said of the text as it is written. */
function orAsWritten(document: Document, text: string, joined: readonly Quoted[] = []): Document {
  if (!document.errors.some(isSyntaxError) && foldsAsWritten(document, text, joined)) return document;
  return parseDocument(text, PARSER);
}

/** Gives texts in quotes whose lines were joined the value that their lines make. Whether each of them is one, and no key, which is one line. */
function foldsAsWritten(document: Document, text: string, joined: readonly Quoted[]): boolean {
  const left = new Map(joined.map((one) => [one.start, one]));
  if (left.size === 0) return true;
  visit(document, {
    Scalar(key, node) {
      const quoted = left.get(offsetOf(node));
      if (quoted === undefined || key === 'key') return;
      left.delete(quoted.start);
      const { contents } = parseDocument(text.slice(quoted.start, quoted.end), PARSER);
      if (!isScalar(contents)) return;
      node.value = contents.value;
      node.source = contents.source ?? '';
    },
  });
  return left.size === 0;
}

function isSyntaxError({ code }: YAMLError): boolean {
  return code !== 'MULTIPLE_DOCS';
}

/** Values in a document with every alias written out: far more than AWS takes in any document, far less than fills the memory. */
const MOST_VALUES = 500_000;

class Walk {
  readonly places = new Map<object, ReadonlyMap<string, YamlPlace>>();
  /** Values of nodes that an alias may name again, and how many values they are, written out. */
  readonly #known = new Map<unknown, { readonly value: unknown; readonly count: number }>();
  /** Values so far, written out. */
  #count = 0;
  isTooLarge = false;

  readonly #targets: ReadonlyMap<Alias, Node>;

  constructor(
    document: Document,
    readonly text: string,
    readonly options: YamlOptions,
    readonly complain: Complain,
  ) {
    this.#targets = text.includes('&') ? aliasTargets(document) : new Map();
  }

  read(node: unknown): unknown {
    if (isAlias(node)) return this.#readAlias(node);
    const before = this.#count++;
    const value = this.#readTagged(node);
    if (isMap(node) || isSeq(node)) this.#known.set(node, { value, count: this.#count - before });
    return value;
  }

  #readTagged(node: unknown): unknown {
    const tag = tagOf(node);
    if (tag === undefined) return this.#readPlain(node);
    const long = this.options.tags === 'cloudformation' ? longForm(tag, this.#readPlain(node)) : undefined;
    if (long === undefined) return this.#readPlain(node);
    const place = { key: offsetOf(node), value: offsetOf(node) };
    this.places.set(long, new Map(Object.keys(long).map((key) => [key, place])));
    return long;
  }

  #readAlias(node: Alias): unknown {
    const target = this.#targets.get(node);
    if (target === undefined) {
      this.complain(`the alias *${node.source} has no anchor &${node.source} before it`, offsetOf(node));
      return null;
    }
    const known = this.#known.get(target);
    if (known !== undefined) return this.#again(known, node);
    if (isScalar(target)) return this.read(target);
    this.complain(`the alias *${node.source} stands inside its own anchor`, offsetOf(node));
    return null;
  }

  /** Small texts with aliases of aliases can mean billions of values: said once, at the alias that goes too far. */
  #again(
    { value, count }: { readonly value: unknown; readonly count: number },
    alias: { readonly source: string },
  ): unknown {
    this.#count += count;
    if (this.#count <= MOST_VALUES) return copyPlacedAt(offsetOf(alias), value, this.places);
    if (!this.isTooLarge) {
      this.isTooLarge = true;
      this.complain(
        `with the alias *${alias.source} written out, the document has more than ${MOST_VALUES} values`,
        offsetOf(alias),
        'Aliases of aliases multiply what they name.',
      );
    }
    return null;
  }

  #readPlain(node: unknown): unknown {
    if (isScalar(node)) return scalarValue(node);
    if (isSeq(node)) return this.#readList(node.items);
    return isMap(node) ? this.#readMap(node) : null;
  }

  #readList(items: readonly unknown[]): unknown[] {
    const places = new Map<string, YamlPlace>();
    const list = items.map((item, index) => {
      places.set(String(index), placeOf(item, item));
      return this.read(item);
    });
    this.places.set(list, places);
    return list;
  }

  #readMap(node: YAMLMap): Record<string, unknown> {
    const map: Record<string, unknown> = {};
    const places = new Map<string, YamlPlace>();
    this.places.set(map, places);
    const met = new Set<unknown>();
    for (const pair of node.items) {
      this.#refuseSecond(pair.key, met);
      const key = this.#keyOf(pair);
      if (key === undefined || isMergeKey(pair.key)) continue;
      places.set(key, placeOf(pair.key, pair.value));
      setOwn(map, key, this.read(pair.value));
    }
    // A merged key never replaces one that stands in the map itself, wherever the merge key stands.
    for (const pair of node.items) if (isMergeKey(pair.key)) this.#merge(map, places, pair.value);
    return map;
  }

  #refuseSecond(key: unknown, met: Set<unknown>): void {
    if (!isScalar(key)) return;
    if (met.has(key.value)) this.complain(...sayDuplicateKey(this.text, offsetOf(key)), true);
    met.add(key.value);
  }

  #merge(map: Record<string, unknown>, places: Map<string, YamlPlace>, source: unknown): void {
    for (const one of isSeq(source) ? source.items : [source]) {
      const merged = this.read(one);
      if (this.isTooLarge) return;
      if (typeof merged !== 'object' || merged === null || Array.isArray(merged)) {
        this.complain('a merge key << takes a map, or a list of maps', offsetOf(one));
        continue;
      }
      for (const [key, value] of Object.entries(merged)) {
        if (Object.hasOwn(map, key)) continue;
        setOwn(map, key, value);
        const place = this.places.get(merged)?.get(key);
        if (place) places.set(key, place);
      }
    }
  }

  #keyOf(pair: Pair): string | undefined {
    const key = isAlias(pair.key) ? this.#targets.get(pair.key) : pair.key;
    if (isScalar(key)) return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
    this.complain('a key must be text, found a list or a map', offsetOf(pair.key));
    return undefined;
  }
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol') && key.type === 'PLAIN';
}

function tagOf(node: unknown): string | undefined {
  const tag = (node as { readonly tag?: string } | null)?.tag;
  return tag?.startsWith('!') === true ? tag : undefined;
}

/** `0123` is not a number to us: account ids and the like keep their zeros. */
function scalarValue(node: Scalar): unknown {
  if (typeof node.value === 'number' && node.source !== undefined && /^0\d+$/.test(node.source)) return node.source;
  if (typeof node.value === 'bigint') return Number(node.value);
  return node.value ?? null;
}
