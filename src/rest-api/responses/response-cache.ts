import { MAX_CACHE_ENTRY_BYTES } from '../../model/definition/limits.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { Awaitable, MethodResponse } from '../call/results.ts';

/** A finished method response, as it is served again. */
export interface CachedResponse extends MethodResponse {
  readonly body: Buffer;
}

/** A stage's cache: this emulator's own, or one that it shares with others, which has to be waited for. */
export interface KeptResponses {
  get(key: string): Awaitable<CachedResponse | undefined>;
  put(key: string, response: CachedResponse, ttlMs: number): Awaitable<void>;
  /** Empties it, as `DELETE …/cache/data` does. */
  flush(): Awaitable<void>;
}

/** Bytes of bodies that are held at once: a tenth of the smallest cache cluster, and bounded on a developer's machine. */
const MAX_TOTAL_BYTES = 50 * 1_048_576;

interface Entry {
  readonly response: CachedResponse;
  readonly expiresAt: number;
}

/** The stage's cache: entries live for their method's TTL, the oldest make room for new ones. */
export class ResponseCache implements KeptResponses {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get(key: string): CachedResponse | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (entry.expiresAt > this.#clock.now()) return entry.response;
    this.#remove(key, entry);
    return undefined;
  }

  put(key: string, response: CachedResponse, ttlMs: number): void {
    if (response.body.length > MAX_CACHE_ENTRY_BYTES) return;
    const previous = this.#entries.get(key);
    if (previous) this.#remove(key, previous);
    this.#entries.set(key, { response, expiresAt: this.#clock.now() + ttlMs });
    this.#bytes += response.body.length;
    for (const [oldest, entry] of this.#entries) {
      if (this.#bytes <= MAX_TOTAL_BYTES) break;
      this.#remove(oldest, entry);
    }
  }

  flush(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #remove(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= entry.response.body.length;
  }
}
