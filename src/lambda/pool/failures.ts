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

function signalName(signal: string): string {
  return GO_NAMES[signal] ?? signal.toLowerCase();
}

/** Go's words for signals (`syscall.Signal.String` on Linux): Lambda's platform is written in it. */
const GO_NAMES: Readonly<Record<string, string>> = {
  SIGABRT: 'aborted',
  SIGALRM: 'alarm clock',
  SIGBUS: 'bus error',
  SIGFPE: 'floating point exception',
  SIGHUP: 'hangup',
  SIGILL: 'illegal instruction',
  SIGINT: 'interrupt',
  SIGKILL: 'killed',
  SIGPIPE: 'broken pipe',
  SIGPROF: 'profiling timer expired',
  SIGQUIT: 'quit',
  SIGSEGV: 'segmentation fault',
  SIGSYS: 'bad system call',
  SIGTERM: 'terminated',
  SIGTRAP: 'trace/breakpoint trap',
  SIGUSR1: 'user defined signal 1',
  SIGUSR2: 'user defined signal 2',
  SIGVTALRM: 'virtual timer expired',
  SIGXCPU: 'CPU time limit exceeded',
  SIGXFSZ: 'file size limit exceeded',
};

function platformFailure(errorType: string, requestId: string, reason: string): PlatformFailure {
  return {
    errorType,
    payload: JSON.stringify({ errorType, errorMessage: `RequestId: ${requestId} Error: ${reason}` }),
  };
}
