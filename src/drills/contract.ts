import type { Clock } from '../model/base/clock.ts';
import type { InvocationReport, LambdaInvoker } from '../model/lambda/invocation.ts';

/** What the effects of drills need. */
export interface DrillServices {
  /** What they are timed by. */
  readonly clock: Clock;
  readonly lambda: LambdaInvoker;
  /** Put in front of the numbers of rules where several emulators have the same ones. */
  readonly idPrefix?: string;
  /** Ends the warm environments of a function, so that its next event starts cold. */
  readonly endWarm: (functionName: string) => void;
  /** A function was made to fail without having run: Lambda counts an invocation and an error. */
  readonly failed?: (functionName: string, report: InvocationReport) => void;
}
