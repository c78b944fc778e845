import type { ThrownError } from './thrown-error.ts';

/** Why a function could not be loaded. */
export interface LoadFailure {
  /** A clause: `it threw TypeError: x is not a function`. */
  readonly reason: string;
  /** What its code threw, with the stack. */
  readonly thrown?: ThrownError;
}
