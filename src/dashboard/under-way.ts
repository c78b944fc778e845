import type { ExchangeUnderWay } from '../observability/under-way.ts';
import type { ConsoleServices } from './services.ts';

/** What takes less is over before anybody has read it. */
const LEAST_MS = 200;
/** Of more, the newest are shown. */
const MOST = 100;

/** A request that has begun and has not ended, as `/_gw/exchanges` and the page show it. */
export interface UnderWaySummary extends Omit<ExchangeUnderWay, 'event'> {
  /** What keeps its function from running: it is built, its new environment starts, or all environments that it may have are busy. */
  readonly waitsFor?: 'build' | 'cold start' | 'free environment';
}

/** Everything that has been under way for a moment, the oldest first. */
export function underWaySummaries(services: ConsoleServices, leastMs = LEAST_MS): UnderWaySummary[] {
  return services.journal
    .underWay(leastMs)
    .slice(-MOST)
    .map((call) => summaryOf(call, services));
}

function summaryOf({ event, ...call }: ExchangeUnderWay, services: ConsoleServices): UnderWaySummary {
  const summary = { ...call, runningMs: Math.round(call.runningMs) };
  if (event === undefined || call.target === undefined) return summary;
  const waitsFor = services.waitsFor(call.target, event);
  return waitsFor === undefined ? summary : { ...summary, waitsFor };
}
