/** One line of any log, as it came. */
export interface StoredLog {
  /** Counts up from 1; what follows a line is asked for by it. */
  readonly number: number;
  /** Milliseconds since the epoch when it came. */
  readonly at: number;
  readonly kind: 'function' | 'access' | 'execution';
  /** The function's name, or the API's; empty for access logs. */
  readonly source: string;
  readonly requestId: string | undefined;
  readonly level: string;
  readonly line: string;
}

const CAPACITY = 5000;
/** Characters of all held lines together. */
const MAX_CHARACTERS = 16 * 1024 * 1024;

/** The last lines of all logs, oldest first, with an end to their number and size. */
export class LogStore {
  #held: StoredLog[] = [];
  #first = 0;
  #characters = 0;
  #number = 0;
  readonly #listeners = new Set<(log: StoredLog) => void>();

  add(log: Omit<StoredLog, 'number'>): void {
    this.#number += 1;
    const stored = { number: this.#number, ...log };
    this.#held.push(stored);
    this.#characters += log.line.length;
    while (this.#held.length - this.#first > CAPACITY || this.#characters > MAX_CHARACTERS) {
      this.#characters -= this.#held[this.#first]?.line.length ?? 0;
      this.#first += 1;
    }
    if (this.#first >= CAPACITY) {
      this.#held = this.#held.slice(this.#first);
      this.#first = 0;
    }
    for (const listener of this.#listeners) listener(stored);
  }

  list(): StoredLog[] {
    return this.#held.slice(this.#first);
  }

  subscribe(listener: (log: StoredLog) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  clear(): void {
    this.#held = [];
    this.#first = 0;
    this.#characters = 0;
  }
}
