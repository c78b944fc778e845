import type { Exchange, ExchangeSink } from './exchange.ts';

const DEFAULT_CAPACITY = 1000;

/**
 * The last exchanges, oldest first, in a ring of fixed size: adding costs one store and one call a listener, whatever has gone before.
 * Listeners must not throw and must be quick; they run on the request's path.
 */
export class Journal implements ExchangeSink {
  readonly #ring: (Exchange | undefined)[];
  #next = 0;
  readonly #listeners = new Set<(exchange: Exchange) => void>();

  constructor(capacity = DEFAULT_CAPACITY) {
    this.#ring = Array.from({ length: capacity });
  }

  add(exchange: Exchange): void {
    this.#ring[this.#next % this.#ring.length] = exchange;
    this.#next += 1;
    for (const listener of this.#listeners) listener(exchange);
  }

  /** Exchanges that are still held, oldest first. */
  list(filter: { readonly api?: string } = {}): Exchange[] {
    const size = this.#ring.length;
    const first = Math.max(0, this.#next - size);
    const held: Exchange[] = [];
    for (let i = first; i < this.#next; i += 1) {
      const exchange = this.#ring[i % size];
      if (exchange && (filter.api === undefined || exchange.api === filter.api)) held.push(exchange);
    }
    return held;
  }

  /** Calls back for each exchange from now on; the returned function ends it. */
  subscribe(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
