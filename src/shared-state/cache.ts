import type { CacheLookup, SharedCache } from './contract.ts';
import type { Engine } from './engine/engine.ts';
import { script } from './engine/script.ts';
import { unlessUnreachable } from './engine/unreachable.ts';
import { digest, type Keyspace } from './keyspace.ts';

/** Longer than any entry lives (an hour at most, docs/aws/rest-api.md#caching), so that a flushed generation never comes back. */
const GENERATION_MS = 86_400_000;

/** Entries belong to a generation; flushing begins a new one. Answers the generation and the value. */
const GET = script(`
local generation = redis.call('GET', KEYS[1]) or '0'
return { generation, redis.call('GET', KEYS[2] .. ':' .. generation) }`);

/** Keeps a value in the generation of its lookup, if that is still the current one; in the current one without a lookup. */
const KEEP = script(`
local generation = redis.call('GET', KEYS[1]) or '0'
if ARGV[1] ~= '' and ARGV[1] ~= generation then return 0 end
redis.call('SET', KEYS[2] .. ':' .. generation, ARGV[2], 'PX', ARGV[3])
return 1`);

const FLUSH = script(`
redis.call('INCR', KEYS[1])
return redis.call('PEXPIRE', KEYS[1], ARGV[1])`);

/** A cache of all nodes. Keys may hold what must not be read in the engine: only their digests go there. */
export class EngineCache implements SharedCache {
  readonly #engine: Engine;
  readonly #generation: string;
  readonly #entry: (key: string) => string;

  constructor(engine: Engine, key: Keyspace, name: readonly string[]) {
    this.#engine = engine;
    const cache = digest(name);
    this.#generation = key('generation', cache);
    this.#entry = (entry) => key('cache', cache, digest(entry));
  }

  async get(key: string): Promise<CacheLookup> {
    const keys = [this.#generation, this.#entry(key)];
    const found = await unlessUnreachable(this.#engine.runBinary(GET, keys, []));
    if (found === undefined) return { keep: () => Promise.resolve() };
    const [generation, value] = found as [Buffer, Buffer | null];
    return {
      ...(value !== null && { value }),
      keep: (kept, ttlMs) => this.#keep(keys, generation, kept, ttlMs),
    };
  }

  put(key: string, value: Buffer, ttlMs: number): Promise<void> {
    return this.#keep([this.#generation, this.#entry(key)], '', value, ttlMs);
  }

  async #keep(keys: readonly string[], generation: Buffer | string, value: Buffer, ttlMs: number): Promise<void> {
    await unlessUnreachable(this.#engine.runBinary(KEEP, keys, [generation, value, Math.max(1, Math.ceil(ttlMs))]));
  }

  async flush(): Promise<void> {
    await unlessUnreachable(this.#engine.run(FLUSH, [this.#generation], [GENERATION_MS]));
  }
}
