import { Readable } from 'node:stream';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { allHeaders } from '../../model/http/messages.ts';
import { bytesOf } from '../transform/body-bytes.ts';
import type { RoutedCall } from '../call/call.ts';
import type { Awaitable, MethodResponse } from '../call/results.ts';
import { methodArnOf } from '../events/method-arn.ts';
import type { CacheSettings } from '../deployment/method-settings.ts';
import type { ResponseCache } from '../responses/response-cache.ts';

/** The header that tells a caller that it may not invalidate (rest-api 8.3; its text is unproven). */
const IGNORED_WARNING = '199 Cache-control headers were ignored because the caller was unauthorized.';

/**
 * Serves the method from the stage's cache where it is cached, else asks the integration and keeps a successful answer. A request with
 * `Cache-Control: max-age=0` replaces the entry if its caller may (rest-api 8.3).
 */
export function answerFromCache(
  call: RoutedCall,
  integrate: (call: RoutedCall) => Awaitable<MethodResponse>,
): Awaitable<MethodResponse> {
  const { cache } = call.deployment;
  const { method } = call.route;
  const settings = method.settings(call.httpMethod).cache;
  if (!cache || !settings || method.integration.streams) return integrate(call);
  return answerThrough(cache, settings, call, integrate);
}

async function answerThrough(
  cache: ResponseCache,
  settings: CacheSettings,
  call: RoutedCall,
  integrate: (call: RoutedCall) => Awaitable<MethodResponse>,
): Promise<MethodResponse> {
  const { method } = call.route;
  const key = method.cacheKey(call);
  const asked = asksToInvalidate(call);
  const invalidates = asked && mayInvalidate(call, settings);
  if (asked && !invalidates && settings.unauthorized === 'FAIL_WITH_403') {
    throw new GatewayError('ACCESS_DENIED', { reason: 'The caller may not invalidate the cache' });
  }
  const held = invalidates ? undefined : cache.get(key);
  const response = held ?? (await integrate(call));
  if (!held) keep(call, key, response, settings.ttlMs);
  const isWarned = asked && !invalidates && settings.unauthorized === 'SUCCEED_WITH_RESPONSE_HEADER';
  return isWarned ? { ...response, headers: [...response.headers, ['Warning', IGNORED_WARNING]] } : response;
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

/** Only successes are kept: which ones AWS keeps is not documented. */
function keep(call: RoutedCall, key: string, response: MethodResponse, ttlMs: number): void {
  if (response.statusCode < 200 || response.statusCode > 299 || response.body instanceof Readable) return;
  call.deployment.cache?.put(key, { ...response, body: bytesOf(response.body) }, ttlMs);
}
