/** How many have each of some texts. */
export class Counts {
  readonly #counts = new Map<string, number>();
  #version = 0;

  /** Changes when a text appears that none had, or goes away with the last that had it. */
  get version(): number {
    return this.#version;
  }

  has(text: string): boolean {
    return this.#counts.has(text);
  }

  keys(): Iterable<string> {
    return this.#counts.keys();
  }

  add(texts: Iterable<string>): void {
    for (const text of texts) {
      const count = this.#counts.get(text) ?? 0;
      if (count === 0) this.#version += 1;
      this.#counts.set(text, count + 1);
    }
  }

  take(texts: Iterable<string>): void {
    for (const text of texts) {
      const count = this.#counts.get(text) ?? 0;
      if (count > 1) this.#counts.set(text, count - 1);
      else if (this.#counts.delete(text)) this.#version += 1;
    }
  }
}
