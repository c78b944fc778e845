import type { Clock } from '../../model/clock.ts';
import { GatewayError } from '../../model/gateway-error.ts';

/** The work's result, or INTEGRATION_TIMEOUT after so many milliseconds; the work itself is left to end on its own, as on AWS. */
export async function within<Result>(clock: Clock, timeoutMs: number, work: Promise<Result>): Promise<Result> {
  let cancel = (): void => {};
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(timeoutMs, () =>
      reject(new GatewayError('INTEGRATION_TIMEOUT', { reason: `the integration took longer than ${timeoutMs} ms` })),
    );
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    cancel();
  }
}
