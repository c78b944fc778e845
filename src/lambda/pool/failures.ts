import type { EnvironmentExit } from '../environment/execution-environment.ts';

/**
 * Why an invocation failed without the runtime having answered: payload as Lambda's platform words it
 * (docs/aws/lambda.md#errors-and-limits).
 */
export interface PlatformFailure {
  readonly errorType: string;
  readonly payload: string;
}

/** The timeout of the function, in seconds with two decimals. */
export function timedOut(requestId: string, seconds: number): PlatformFailure {
  return platformFailure('Sandbox.Timedout', requestId, `Task timed out after ${seconds.toFixed(2)} seconds`);
}

/** The environment ended under the invocation. The type of running out of memory is documented for REPORT lines only. */
export function exited(requestId: string, exit: EnvironmentExit): PlatformFailure {
  if (exit.outOfMemory)
    return platformFailure('Runtime.OutOfMemory', requestId, 'Runtime exited with error: signal: killed');
  return platformFailure('Runtime.ExitError', requestId, exitReason(exit));
}

/** Key order as observed. */
export function responseTooLarge(limit: number): PlatformFailure {
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limit} bytes).`;
  const errorType = 'Function.ResponseSizeTooLarge';
  return { errorType, payload: JSON.stringify({ errorMessage, errorType }) };
}

/** The emulator closed while the invocation ran. */
export function stopped(requestId: string): PlatformFailure {
  return platformFailure('Runtime.ExitError', requestId, 'Runtime exited with error: signal: terminated');
}

function exitReason(exit: EnvironmentExit): string {
  if (exit.signal !== undefined) return `Runtime exited with error: signal: ${signalName(exit.signal)}`;
  return exit.code === 0
    ? 'Runtime exited without providing a reason'
    : `Runtime exited with error: exit status ${exit.code}`;
}

/** Go's words for the usual signals: Lambda's platform is written in it. */
function signalName(signal: string): string {
  const names: Readonly<Record<string, string>> = {
    SIGKILL: 'killed',
    SIGTERM: 'terminated',
    SIGABRT: 'aborted',
    SIGSEGV: 'segmentation fault',
    SIGINT: 'interrupt',
  };
  return names[signal] ?? signal.toLowerCase();
}

function platformFailure(errorType: string, requestId: string, reason: string): PlatformFailure {
  return {
    errorType,
    payload: JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${reason}` }),
  };
}
