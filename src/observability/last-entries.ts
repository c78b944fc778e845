export interface EntryBounds<Entry> {
  /** How many entries are held. */
  readonly capacity: number;
  /** Characters of all held entries together. */
  readonly maxCharacters: number;
  readonly charactersOf: (entry: Entry) => number;
}

/** The last entries of a stream, oldest first; the oldest go when there are too many or they are too large together. */
export class LastEntries<Entry> {
  readonly #bounds: EntryBounds<Entry>;
  #held: Entry[] = [];
  #first = 0;
  #characters = 0;
  #mark = 0;
  readonly #listeners = new Set<(entry: Entry) => void>();

  constructor(bounds: EntryBounds<Entry>) {
    this.#bounds = bounds;
  }

  add(entry: Entry): void {
    const { capacity, maxCharacters, charactersOf } = this.#bounds;
    this.#held.push(entry);
    this.#mark += 1;
    this.#characters += charactersOf(entry);
    while (this.#held.length - this.#first > capacity || this.#characters > maxCharacters) {
      const oldest = this.#held[this.#first];
      this.#characters -= oldest === undefined ? 0 : charactersOf(oldest);
      this.#first += 1;
    }
    // Moving a thousand elements for each entry would be dear; once in a thousand it is not.
    if (this.#first >= capacity) {
      this.#held = this.#held.slice(this.#first);
      this.#first = 0;
    }
    for (const listener of this.#listeners) listener(entry);
  }

  list(): Entry[] {
    return this.#held.slice(this.#first);
  }

  /** Counts up with every entry; what follows is asked for by it. */
  get mark(): number {
    return this.#mark;
  }

  /** Of the entries after a mark the newest, oldest first, at most so many. */
  since(mark: number, most: number): Entry[] {
    const wanted = Math.min(this.#mark - mark, most, this.#held.length - this.#first);
    return wanted <= 0 ? [] : this.#held.slice(-wanted);
  }

  /** Calls back for each entry from now on; the returned function ends it. */
  subscribe(listener: (entry: Entry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#held = [];
    this.#first = 0;
    this.#characters = 0;
  }
}
