import type { InvocationResult } from '../../model/lambda/invocation.ts';

/** Bytes of the log that `X-Amz-Log-Result` carries (docs/aws/lambda.md#invoke-api). */
const TAIL_BYTES = 4096;

/** The end of an invocation's log in base64. */
export function logTail(result: InvocationResult): string {
  const log = Buffer.from(
    result.report
      .logLines()
      .map((line) => `${line}\n`)
      .join(''),
  );
  return log.subarray(Math.max(0, log.length - TAIL_BYTES)).toString('base64');
}
