import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { MAX_CACHE_ENTRY_BYTES } from '../../model/definition/limits.ts';
import type { SharedCache } from '../../shared-state/contract.ts';
import type { CachedResponse, KeptResponses } from './response-cache.ts';

/** The stage's cache of all emulators that share a state. How much it may hold is the engine's business. */
export class SharedResponseCache implements KeptResponses {
  readonly #cache: SharedCache;

  constructor(cache: SharedCache) {
    this.#cache = cache;
  }

  async get(key: string): Promise<CachedResponse | undefined> {
    const { value } = await this.#cache.get(key);
    return value && readResponse(value);
  }

  async put(key: string, response: CachedResponse, ttlMs: number): Promise<void> {
    if (response.body.length > MAX_CACHE_ENTRY_BYTES) return;
    await this.#cache.put(key, writeResponse(response), ttlMs);
  }

  flush(): Promise<void> {
    return this.#cache.flush();
  }
}

/** A line of JSON with everything but the body, then the body as it is. */
function writeResponse({ statusCode, headers, traced, body }: CachedResponse): Buffer {
  return Buffer.concat([Buffer.from(`${JSON.stringify({ statusCode, headers, traced })}\n`), body]);
}

function readResponse(bytes: Buffer): CachedResponse | undefined {
  const end = bytes.indexOf('\n');
  const head = parseJson(bytes.subarray(0, end).toString('utf8'));
  if (!isJsonObject(head)) return undefined;
  const { statusCode, headers, traced } = head as Partial<CachedResponse>;
  if (statusCode === undefined || headers === undefined || traced === undefined) return undefined;
  return { statusCode, headers, traced, body: bytes.subarray(end + 1) };
}
