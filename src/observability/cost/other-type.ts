import type { MeteredUsage } from './metered-usage.ts';

/**
 * The same traffic through the other kind of HTTP gateway: what a REST API's requests would cost as an HTTP API's, and the other way round.
 * HTTP APIs have no cache. A REST API's large requests count once, an HTTP API's in units of 512 KB, so `units` converts between them: how
 * many units of an HTTP API one request makes on average.
 */
export function asOtherType(usage: MeteredUsage, to: 'http' | 'rest', units = 1): MeteredUsage {
  if (to === 'http') {
    return { ...usage, httpRequests: usage.httpRequests + usage.restRequests * units, restRequests: 0, caches: [] };
  }
  return { ...usage, restRequests: usage.restRequests + usage.httpRequests / units, httpRequests: 0 };
}
