import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Invocation } from './invocation.ts';
import type { ReadyCode } from './pool-services.ts';
import type { WarmShare } from './warm-budget.ts';

/** What a slot is made of. */
export interface SlotParts {
  readonly lambda: LambdaFunction;
  readonly code: ReadyCode;
  readonly temporaryFolder: string;
  /** What it takes of what all functions may keep. */
  readonly share: WarmShare;
}

/** What a slot reports to its pool; `Slot` is a parameter because a slot knows its owner. */
export interface SlotOwner<Slot> {
  /** The function is loaded. */
  loaded(slot: Slot): void;
  /** The environment is free for the next event. */
  free(slot: Slot): void;
  /** The environment failed; what replaces it has the same `/tmp`. Said before it is gone. */
  leaves(slot: Slot): void;
  /** The environment is gone, or of no use any more. */
  gone(slot: Slot): void;
  /** An event took so many milliseconds in the environment. */
  took(milliseconds: number): void;
  /** The environment cannot load its code: whether there is other code, or will be, that its event may wait for. */
  hasNewCode(slot: Slot): boolean;
  /** The environment ended before it began these events, in their order. */
  notBegun(invocations: readonly Invocation[]): void;
}
