import type { Clock } from '../model/base/clock.ts';
import { GatewayError } from '../model/http/gateway-error.ts';
import { withTimeLimit } from '../model/base/time-limit.ts';

export interface IntegrationTimeout {
  /** What the integration allows: 50 ms to 29 or 30 s, more for streams. */
  readonly ms: number;
  readonly clock: Clock;
  /** What was asked, for the developer. */
  readonly what: string;
}

/** The backend's answer, or INTEGRATION_TIMEOUT when it takes longer. What comes later is not looked at. */
export function withinTimeout<Result>(work: Promise<Result>, { ms, clock, what }: IntegrationTimeout): Promise<Result> {
  return withTimeLimit(
    clock,
    ms,
    work,
    () => new GatewayError('INTEGRATION_TIMEOUT', { reason: `No answer from ${what} within ${ms} ms` }),
  );
}
