import type { Clock } from '../../model/clock.ts';
import { GatewayError } from '../../model/gateway-error.ts';

/**
 * Waits for the backend no longer than the integration allows (50 ms to 29 s, more for streams; rest-api 2.3). What comes later is dropped:
 * the function keeps running to its own end.
 *
 * @throws {GatewayError} INTEGRATION_TIMEOUT.
 */
export function withinTimeout<Result>(clock: Clock, milliseconds: number, work: Promise<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(milliseconds, () => reject(new GatewayError('INTEGRATION_TIMEOUT')));
    work.then(
      (result) => {
        cancel();
        resolve(result);
      },
      (error: unknown) => {
        cancel();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
