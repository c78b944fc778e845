import type { Position } from '../../model/base/position.ts';

/** Where one member of a list or map was written, in one of the files of a template. */
export interface Written {
  readonly key: Position;
  readonly value: Position;
  /** A scalar as it stands in the file: `012`, `2.0`. */
  readonly source?: string | undefined;
}

/** Resolves the places of one file on first use: most values are never part of a problem. */
export type WrittenIn = (holder: object, key: string) => Written | undefined;

/**
 * Where the values of a template were written. Values are found by identity, lists and maps by the object itself, scalars by the object that
 * holds them and their key. Every pass that makes new objects (`AWS::Include`, the SAM transform, serverless.yml) copies the places along,
 * so that a problem found at the end still names the file, line and column that the user wrote. Keeps all these values alive.
 */
export class Positions {
  readonly #files: WrittenIn[] = [];
  readonly #beginnings: ((value: object) => Position | undefined)[] = [];
  // Weak maps cost several times as much, to fill and in every garbage collection.
  readonly #made = new Map<object, Map<string, Written>>();
  /** An object made from another one, whose members keep their places. */
  readonly #copies = new Map<object, object>();
  /** Where a list or map itself was written. */
  readonly #own = new Map<object, Position>();

  /** Adds the places of a file that was read. */
  addFile(writtenIn: WrittenIn): void {
    this.#files.push(writtenIn);
  }

  /** Adds where lists and maps begin. */
  addBeginnings(beginningOf: (value: object) => Position | undefined): void {
    this.#beginnings.push(beginningOf);
  }

  /** The place of a member; `undefined` when nothing was written there (a default, a generated value). */
  of(holder: object, key: string | number): Written | undefined {
    const name = String(key);
    const made = this.#made.get(holder)?.get(name);
    if (made !== undefined) return made;
    for (const writtenIn of this.#files) {
      const written = writtenIn(holder, name);
      if (written !== undefined) return written;
    }
    const original = this.#copies.get(holder);
    return original === undefined ? undefined : this.of(original, name);
  }

  /** Where a list or map begins. */
  ofObject(value: object): Position | undefined {
    const own = this.#own.get(value);
    if (own !== undefined) return own;
    for (const beginningOf of this.#beginnings) {
      const position = beginningOf(value);
      if (position !== undefined) return position;
    }
    const original = this.#copies.get(value);
    return original === undefined ? undefined : this.ofObject(original);
  }

  /** The place of a member of a value by path: of the last part of the path that was written. */
  at(root: object, path: readonly (string | number)[], side: 'key' | 'value' = 'value'): Position | undefined {
    let holder: unknown = root;
    let found = this.ofObject(root);
    for (const part of path) {
      if (typeof holder !== 'object' || holder === null) break;
      const written = this.of(holder, part);
      if (written === undefined && !Object.hasOwn(holder, part)) break;
      found = written?.[side] ?? found;
      holder = (holder as Record<string, unknown>)[String(part)];
    }
    return found;
  }

  /** A scalar by path as it stands in its file; `undefined` when it stands in none. */
  sourceAt(root: object, path: readonly (string | number)[]): string | undefined {
    let holder: unknown = root;
    for (const part of path.slice(0, -1))
      holder = (holder as Record<string, unknown> | null | undefined)?.[String(part)];
    const last = path.at(-1);
    return typeof holder === 'object' && holder !== null && last !== undefined
      ? this.of(holder, last)?.source
      : undefined;
  }

  /** Says where a generated member comes from: the event that became a method, the variable that became a value. */
  set(holder: object, key: string | number, written: Written | Position | undefined): void {
    if (written === undefined) return;
    let members = this.#made.get(holder);
    if (members === undefined) this.#made.set(holder, (members = new Map()));
    members.set(String(key), 'line' in written ? { key: written, value: written } : written);
  }

  setObject(value: object, position: Position | undefined): void {
    if (position !== undefined) this.#own.set(value, position);
  }

  /** `copy` has the members of `original`, at their places; returns `copy`. */
  copied<T extends object>(original: object, copy: T): T {
    if (original !== copy) this.#copies.set(copy, original);
    return copy;
  }
}
