import type { InvocationResult } from '../src/model/lambda/invocation.ts';

/** What an invocation gives whose function answered with this JSON text, or failed with it. */
export function invocationResult(payload: string, over: Partial<InvocationResult> = {}): InvocationResult {
  return {
    requestId: 'lambda-request-id',
    payload,
    executedVersion: '$LATEST',
    report: {
      durationMs: 1,
      billedMs: 1,
      memorySizeMb: 128,
      maxMemoryUsedMb: 64,
      status: over.functionError === undefined ? 'success' : 'error',
      logLines: () => [],
    },
    ...over,
  };
}
