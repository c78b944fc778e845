import { type LambdaUsage, type MeteredUsage, nothingUsed } from '../cost/metered-usage.ts';
import type { ApiTraffic } from './api-traffic.ts';
import type { FunctionTraffic } from './function-traffic.ts';
import type { Session } from './session.ts';

const GIGABYTE = 2 ** 30;
/** API Gateway's smallest cache. */
const SMALLEST_CACHE = '0.5';

/** What a session would be charged for, counted as AWS does. A cache costs by the hour for as long as the session has lasted. */
export function sessionUsage(session: Session): MeteredUsage {
  const parts = [...session.apis.values()].map((traffic) => apiUsage(traffic, session));
  const sum = (count: (usage: MeteredUsage) => number): number => parts.reduce((total, one) => total + count(one), 0);
  return {
    httpRequests: sum(({ httpRequests }) => httpRequests),
    restRequests: sum(({ restRequests }) => restRequests),
    caches: parts.flatMap(({ caches }) => caches),
    websocketMessages: sum(({ websocketMessages }) => websocketMessages),
    connectionMinutes: sum(({ connectionMinutes }) => connectionMinutes),
    lambda: [...session.functions.values()].flatMap(functionUsage),
    transferOutGb: sum(({ transferOutGb }) => transferOutGb),
  };
}

/** One API's part of it, without the functions behind it. */
export function apiUsage(traffic: ApiTraffic, session: Session): MeteredUsage {
  const { api, chargedUnits, bytesOut } = traffic;
  const now = session.now();
  const hours = Math.max(0, now - session.since) / 3_600_000;
  return {
    ...nothingUsed,
    httpRequests: api.type === 'http' ? chargedUnits : 0,
    restRequests: api.type === 'rest' ? chargedUnits : 0,
    caches: api.type === 'rest' && api.cacheCluster ? [{ sizeGb: api.cacheClusterSize ?? SMALLEST_CACHE, hours }] : [],
    websocketMessages: api.type === 'websocket' ? chargedUnits : 0,
    connectionMinutes: traffic.minutesUntil(now),
    transferOutGb: bytesOut / GIGABYTE,
  };
}

/** One function's part, by architecture. */
export function functionUsage({ usage }: FunctionTraffic): LambdaUsage[] {
  return [...usage].map(([architecture, used]) => ({ architecture, ...used }));
}
