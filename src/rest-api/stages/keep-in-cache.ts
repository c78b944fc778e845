import { Readable } from 'node:stream';
import { bytesOf } from '../transform/body-bytes.ts';
import type { Passage } from './passage.ts';

/** The header for a caller that may not invalidate (docs/aws/rest-api.md#caching; its text is unproven). */
const IGNORED_WARNING = '199 Cache-control headers were ignored because the caller was unauthorized.';

/**
 * Keeps a new answer of a cached method whatever its status is (docs/aws/rest-api.md#caching); what the gateway refuses or fails on its own never
 * comes here. Warns the caller whose wish for a new one was ignored: that is for this caller only, so it is not kept.
 */
export function keepInCache(passage: Passage): void | Promise<void> {
  const { api, cacheUse, response } = passage;
  if (!cacheUse || !response) return undefined;
  if (cacheUse.isWarned)
    passage.response = { ...response, headers: [...response.headers, ['Warning', IGNORED_WARNING]] };
  if (!cacheUse.isHit && !(response.body instanceof Readable)) {
    return api.cache?.put(cacheUse.key, { ...response, body: bytesOf(response.body) }, cacheUse.ttlMs);
  }
  return undefined;
}
