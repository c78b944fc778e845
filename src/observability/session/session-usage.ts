import type { MeteredUsage } from '../cost/metered-usage.ts';
import type { Session } from './session.ts';

const GIGABYTE = 2 ** 30;

/** What a session would be charged for, counted as AWS does. A cache costs by the hour for as long as the session has lasted. */
export function sessionUsage(session: Session): MeteredUsage {
  const now = session.now();
  const hours = Math.max(0, now - session.since) / 3_600_000;
  const apis = [...session.apis.values()];
  const units = (type: string): number =>
    apis.filter(({ api }) => api.type === type).reduce((sum, { chargedUnits }) => sum + chargedUnits, 0);
  const functions = [...session.functions.values()];
  return {
    httpRequests: units('http'),
    restRequests: units('rest'),
    // The size of a cache cluster is not configured here; API Gateway's smallest is meant.
    caches: apis.flatMap(({ api }) => (api.type === 'rest' && api.cacheCluster ? [{ sizeGb: '0.5', hours }] : [])),
    websocketMessages: units('websocket'),
    connectionMinutes: apis.reduce((sum, traffic) => sum + traffic.minutesUntil(now), 0),
    lambda: [
      {
        architecture: 'x86_64',
        requests: functions.reduce((sum, { count }) => sum + count, 0),
        gbSeconds: functions.reduce((sum, traffic) => sum + traffic.gbSeconds, 0),
        ephemeralGbSeconds: 0,
      },
    ],
    transferOutGb: apis.reduce((sum, { bytesOut }) => sum + bytesOut, 0) / GIGABYTE,
  };
}
