import { Readable } from 'node:stream';
import { bytesOf } from '../transform/body-bytes.ts';
import type { MethodResponse } from '../call/results.ts';
import type { Passage } from './passage.ts';

/** The header for a caller that may not invalidate (docs/aws/rest-api.md#caching; its text is unproven). */
const IGNORED_WARNING = '199 Cache-control headers were ignored because the caller was unauthorized.';

/** Keeps a new answer of a cached method. Warns the caller whose wish for a new one was ignored: that is for this caller only, so it is not kept. */
export function keepInCache(passage: Passage): void {
  const { api, cacheUse, response } = passage;
  if (!cacheUse || !response) return;
  if (!cacheUse.isHit && isKept(response)) {
    api.cache?.put(cacheUse.key, { ...response, body: bytesOf(response.body) }, cacheUse.ttlMs);
  }
  if (!cacheUse.isWarned) return;
  passage.response = { ...response, headers: [...response.headers, ['Warning', IGNORED_WARNING]] };
}

/** Only successes are kept: which ones AWS keeps is not documented. */
function isKept({ statusCode, body }: MethodResponse): boolean {
  return statusCode >= 200 && statusCode <= 299 && !(body instanceof Readable);
}
