import type { Caller } from './caller.ts';

/** What an allowed, denied or unmentioned question is called: IAM's explicit deny wins, silence is an implicit deny. */
export type Decision = 'allow' | 'silent' | 'deny';

/** What a policy is asked: may this caller do this to that, now? */
export interface PolicyQuestion {
  /** `execute-api:Invoke`. */
  readonly action: string;
  /** An ARN. */
  readonly resource: string;
  readonly caller: Caller;
  /** Values of a condition key, its name in lower case (`aws:sourceip`); `undefined` when the request does not have it. */
  condition(key: string): readonly string[] | undefined;
}
