import type { SharedCache } from '../../shared-state/contract.ts';
import type { Results } from './result-cache.ts';

/** How a value is kept as bytes; what cannot be read is computed anew. */
export interface Form<Value> {
  write(value: Value): Buffer;
  read(bytes: Buffer): Value | undefined;
}

/**
 * Results that all emulators of a shared state keep for each other. Requests of this emulator that ask for the same key at the same time share one
 * answer, as they do without a shared state; another emulator may ask its own function at that moment.
 */
export class SharedResultCache<Value> implements Results<Value> {
  readonly #cache: SharedCache;
  readonly #ttlMs: number;
  readonly #form: Form<Value>;
  readonly #pending = new Map<string, Promise<{ readonly value: Value; readonly fresh: boolean }>>();

  constructor(cache: SharedCache, ttlSeconds: number, form: Form<Value>) {
    this.#cache = cache;
    this.#ttlMs = ttlSeconds * 1000;
    this.#form = form;
  }

  async get(key: string, compute: () => Promise<Value>): Promise<{ readonly value: Value; readonly fresh: boolean }> {
    const pending = this.#pending.get(key);
    if (pending) return { value: (await pending).value, fresh: false };
    const finding = this.#find(key, compute);
    this.#pending.set(key, finding);
    try {
      return await finding;
    } finally {
      if (this.#pending.get(key) === finding) this.#pending.delete(key);
    }
  }

  clear(): Promise<void> {
    this.#pending.clear();
    return this.#cache.flush();
  }

  async #find(key: string, compute: () => Promise<Value>): Promise<{ readonly value: Value; readonly fresh: boolean }> {
    const found = await this.#cache.get(key);
    const value = found.value && this.#form.read(found.value);
    if (value !== undefined) return { value, fresh: false };
    const computed = await compute();
    await found.keep(this.#form.write(computed), this.#ttlMs);
    return { value: computed, fresh: true };
  }
}
