import type { Clock } from '../../model/clock.ts';
import { GatewayError } from '../../model/gateway-error.ts';

export interface IntegrationTimeout {
  /** 50 to 30,000. */
  readonly ms: number;
  readonly clock: Clock;
  /** What was asked, for the developer. */
  readonly what: string;
}

/** The work's outcome, or INTEGRATION_TIMEOUT when it takes longer. What comes later is not looked at. */
export function withinTimeout<Result>(work: Promise<Result>, { ms, clock, what }: IntegrationTimeout): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () =>
      reject(new GatewayError('INTEGRATION_TIMEOUT', { reason: `No answer from ${what} within ${ms} ms` })),
    );
    work.then(
      (result) => {
        cancel();
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        // eslint-disable-next-line prefer-promise-reject-errors -- whatever it was, it goes on unchanged
        reject(error);
      },
    );
  });
}
