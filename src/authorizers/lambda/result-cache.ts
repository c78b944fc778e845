import type { Clock } from '../../model/base/clock.ts';

/** Entries that one authorizer keeps; the oldest goes first. Clients choose the keys, so there must be an end. */
const CAPACITY = 10_000;

interface Entry<Value> {
  readonly value: Value;
  /** Milliseconds since the epoch from which it counts no more. */
  readonly until: number;
}

/** Results by key, kept for a while. */
export interface Results<Value> {
  /** The value of a key, and whether this call is the one that computed it. */
  get(key: string, compute: () => Promise<Value>): Promise<{ readonly value: Value; readonly fresh: boolean }>;
  /** Forgets everything, answers under way included. */
  clear(): void | Promise<void>;
}

/**
 * Results of an authorizer by identity, kept for a while. Requests that miss while the function is already asked about the same identity share
 * its answer, so that a burst invokes once; AWS says nothing of that case, and a result that may be reused for minutes may be shared at
 * once. Failures are shared too, but not kept.
 */
export class ResultCache<Value> implements Results<Value> {
  readonly #clock: Clock;
  readonly #ttlMs: number;
  readonly #entries = new Map<string, Entry<Value>>();
  readonly #pending = new Map<string, Promise<Value>>();
  #generation = 0;

  constructor(clock: Clock, ttlSeconds: number) {
    this.#clock = clock;
    this.#ttlMs = ttlSeconds * 1000;
  }

  async get(key: string, compute: () => Promise<Value>): Promise<{ readonly value: Value; readonly fresh: boolean }> {
    const entry = this.#entries.get(key);
    if (entry && this.#clock.now() < entry.until) return { value: entry.value, fresh: false };
    const pending = this.#pending.get(key);
    if (pending) return { value: await pending, fresh: false };
    const computing = this.#compute(key, compute);
    this.#pending.set(key, computing);
    return { value: await computing, fresh: true };
  }

  clear(): void {
    this.#generation += 1;
    this.#entries.clear();
    this.#pending.clear();
  }

  async #compute(key: string, compute: () => Promise<Value>): Promise<Value> {
    const generation = this.#generation;
    try {
      const value = await compute();
      if (generation === this.#generation) this.#keep(key, value);
      return value;
    } finally {
      if (generation === this.#generation) this.#pending.delete(key);
    }
  }

  #keep(key: string, value: Value): void {
    this.#entries.delete(key);
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined && this.#entries.size >= CAPACITY) this.#entries.delete(oldest);
    this.#entries.set(key, { value, until: this.#clock.now() + this.#ttlMs });
  }
}
