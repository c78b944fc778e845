import type { Position } from '../../../model/base/position.ts';
import type { Path } from '../../problems/paths.ts';
import type { SourceDocument } from '../../problems/source-document.ts';

/** Finds what a place stands for when it only points elsewhere. */
export interface Resolver {
  /** The place that `$ref` means; the place itself when it is not a reference; an empty place when the reference leads nowhere. */
  follow(place: DocumentPlace): DocumentPlace;
  /** The content of the file that `Fn::Transform` with `AWS::Include` puts beside the keys of this map. */
  included(place: DocumentPlace): DocumentPlace | undefined;
}

/** One value of a document, with the way to it. Reading goes from place to place, so that every problem has its position. */
export class DocumentPlace {
  constructor(
    readonly document: SourceDocument,
    readonly path: Path,
    readonly value: unknown,
    readonly resolver: Resolver,
    /** The reference that led here. */
    readonly usedAt?: DocumentPlace,
  ) {}

  /** Last part of the path by which the reader came. */
  get key(): string {
    return this.usedAt?.key ?? String(this.path.at(-1) ?? '');
  }

  get position(): Position | undefined {
    return this.document.positionOf(this.path);
  }

  get keyPosition(): Position | undefined {
    return this.usedAt ? this.usedAt.keyPosition : this.document.positionOf(this.path, 'key');
  }

  /** A scalar as it was written (`2.0`, not 2); the empty string for anything else. Lists and maps may have any key, `toString` too. */
  get scalarText(): string {
    const { value } = this;
    if (typeof value === 'string') return value;
    if (typeof value !== 'number' && typeof value !== 'boolean') return '';
    return this.document.sourceOf(this.path) ?? String(value);
  }

  get isMap(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  /** The value of a key, references followed; `undefined` when there is no such key, or this is not a map. */
  get(key: string): DocumentPlace | undefined {
    const child = this.raw(key);
    return child && this.resolver.follow(child);
  }

  /** The value of a key as it stands. */
  raw(key: string): DocumentPlace | undefined {
    if (!this.isMap) return undefined;
    const map = this.value as Readonly<Record<string, unknown>>;
    if (Object.hasOwn(map, key)) return this.#child(key, map[key]);
    return this.resolver.included(this)?.raw(key);
  }

  /** Like `get`, the key compared without regard to case: AWS reads its extensions so. */
  getAnyCase(key: string): DocumentPlace | undefined {
    const exact = this.get(key);
    if (exact || !this.isMap) return exact;
    const wanted = key.toLowerCase();
    // Most fields that are asked for are not there, so no place is made before a key fits.
    const found = Object.keys(this.value as object).find(
      (candidate) => candidate.length === wanted.length && candidate.toLowerCase() === wanted,
    );
    return found === undefined ? this.resolver.included(this)?.getAnyCase(key) : this.get(found);
  }

  /** Keys and values of a map in order, references followed; nothing for anything else. */
  entries(): readonly (readonly [string, DocumentPlace])[] {
    return this.rawEntries().map(([key, child]) => [key, this.resolver.follow(child)] as const);
  }

  /** Keys and values of a map as they stand, included files merged in behind its own keys. */
  rawEntries(): readonly (readonly [string, DocumentPlace])[] {
    if (!this.isMap) return [];
    const map = this.value as Readonly<Record<string, unknown>>;
    const own = Object.entries(map).map(([key, value]) => [key, this.#child(key, value)] as const);
    const included = this.resolver.included(this);
    if (!included) return own;
    const further = included.rawEntries().filter(([key]) => !Object.hasOwn(map, key));
    return [...own.filter(([key]) => key !== 'Fn::Transform'), ...further];
  }

  /** Items of a list, references followed; nothing for anything else. */
  items(): readonly DocumentPlace[] {
    return this.rawItems().map((item) => this.resolver.follow(item));
  }

  rawItems(): readonly DocumentPlace[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.map((value, index) => this.#child(index, value));
  }

  #child(key: string | number, value: unknown): DocumentPlace {
    return new DocumentPlace(this.document, [...this.path, key], value, this.resolver);
  }
}
