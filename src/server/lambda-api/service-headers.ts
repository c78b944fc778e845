import type { LambdaApiServices } from './services.ts';

export interface ServiceHeaders {
  /** What the function gets as its trace header. */
  readonly traceHeader: string;
  /** What every answer carries, with the id of its request. */
  named(requestId: string): Record<string, string>;
}

/** The caller's trace is continued; without one a new, unsampled one begins (docs/aws/lambda.md#invoke-api). */
export function serviceHeaders(
  received: string | undefined,
  { clock, ids }: Pick<LambdaApiServices, 'clock' | 'ids'>,
): ServiceHeaders {
  const root = /(?:^|;)\s*Root=([^;]+)/i.exec(received ?? '')?.[1] ?? ids.traceRoot(clock.now());
  const sampled = /(?:^|;)\s*Sampled=1/i.test(received ?? '') ? 1 : 0;
  return {
    traceHeader: received ?? `Root=${root}`,
    named: (requestId) => ({
      'x-amzn-RequestId': requestId,
      'X-Amzn-Trace-Id': `root=${root};sampled=${sampled}`,
    }),
  };
}
