import { GatewayError } from '../../model/http/gateway-error.ts';
import { allHeaders } from '../../model/http/messages.ts';
import type { RoutedCall } from '../call/call.ts';
import type { CacheSettings } from '../deployment/method-settings.ts';
import { methodArnOf } from '../events/method-arn.ts';
import type { CachedResponse } from '../responses/response-cache.ts';
import type { CacheUse, Passage } from './passage.ts';

/**
 * Answers from the stage's cache where the method is cached and the answer is held. A request with `Cache-Control: max-age=0` asks for a new
 * answer, which it gets if its caller may (docs/aws/rest-api.md#caching).
 */
export function answerFromCache(passage: Passage): void | Promise<void> {
  const { cache } = passage.api;
  const { call, method } = passage.matched;
  const settings = method.settings(call.httpMethod).cache;
  if (!cache || !settings || method.integration.streams) return undefined;
  const key = method.cacheKey(call);
  const asked = asksToInvalidate(call);
  const invalidates = asked && mayInvalidate(call, settings);
  if (asked && !invalidates && settings.unauthorized === 'FAIL_WITH_403') {
    throw new GatewayError('ACCESS_DENIED', { reason: 'The caller may not invalidate the cache' });
  }
  const held = invalidates ? undefined : cache.get(key);
  const isWarned = asked && !invalidates && settings.unauthorized === 'SUCCEED_WITH_RESPONSE_HEADER';
  const use = { key, ttlMs: settings.ttlMs, isWarned };
  if (held instanceof Promise) return held.then((found) => answer(passage, use, found));
  return answer(passage, use, held);
}

function answer(passage: Passage, use: Omit<CacheUse, 'isHit'>, held: CachedResponse | undefined): void {
  passage.cacheUse = { ...use, isHit: held !== undefined };
  passage.matched.call.facts.cache = held === undefined ? 'miss' : 'hit';
  passage.response = held;
}

function asksToInvalidate(call: RoutedCall): boolean {
  return allHeaders(call.client.headers, 'cache-control').some((value) =>
    value.split(',').some((directive) => directive.trim().toLowerCase() === 'max-age=0'),
  );
}

function mayInvalidate(call: RoutedCall, settings: CacheSettings): boolean {
  if (!settings.requireAuthorization) return true;
  return call.deployment.services.mayInvalidateCache?.(call.authorization, methodArnOf(call)) ?? false;
}
