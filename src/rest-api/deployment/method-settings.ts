import type { RestApi, MethodSettings } from '../../model/definition/rest-api.ts';
import type { Throttle } from '../../model/definition/stage.ts';
import type { LogLevel } from '../call/execution-log.ts';

/** The stage's settings as they apply to one verb of one resource. */
export interface EffectiveSettings {
  /** `/pets/GET`: the name of the method in throttles and usage plans. */
  readonly key: string;
  readonly throttle: Throttle | undefined;
  /** Absent when the method is not cached. */
  readonly cache: CacheSettings | undefined;
  readonly logLevel: LogLevel | undefined;
  readonly dataTrace: boolean;
}

export interface CacheSettings {
  readonly ttlMs: number;
  readonly requireAuthorization: boolean;
  readonly unauthorized: NonNullable<MethodSettings['unauthorizedCacheControlHeaderStrategy']>;
}

const DEFAULT_TTL_SECONDS = 300;

/**
 * A method's own entry replaces the stage's default `*&#47;*` as a whole; the default turns caching on for GET only
 * (docs/aws/rest-api.md#method-settings, docs/aws/rest-api.md#caching).
 */
export function effectiveSettings(api: RestApi, path: string, verb: string): EffectiveSettings {
  const key = `${path}/${verb}`;
  const own = api.methodSettings[key] ?? api.methodSettings[`${path}/ANY`];
  const settings = own ?? api.methodSettings['*/*'] ?? {};
  const level = settings.loggingLevel ?? api.executionLog;
  return {
    key,
    throttle: settings.throttle ?? api.stage.throttle,
    cache: api.cacheCluster && (own !== undefined || verb === 'GET') ? cacheSettings(settings) : undefined,
    logLevel: level === 'OFF' ? undefined : level,
    // Asking for the API's execution log as a whole asks for everything it can say.
    dataTrace: settings.dataTraceEnabled ?? (settings.loggingLevel === undefined && api.executionLog === 'INFO'),
  };
}

function cacheSettings(settings: MethodSettings): CacheSettings | undefined {
  const ttlMs = (settings.cacheTtlInSeconds ?? DEFAULT_TTL_SECONDS) * 1000;
  if (!settings.cachingEnabled || ttlMs === 0) return undefined;
  return {
    ttlMs,
    requireAuthorization: settings.requireAuthorizationForCacheControl ?? true,
    unauthorized: settings.unauthorizedCacheControlHeaderStrategy ?? 'SUCCEED_WITH_RESPONSE_HEADER',
  };
}
