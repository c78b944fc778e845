import type { FaultKind } from '../model/definition/fault.ts';

/** A drill touched an exchange: which rule, where, and what it did. */
export interface FaultNote {
  /** Of the rule. */
  readonly id: string;
  readonly kind: FaultKind;
  /** The stage of the record that it changed. */
  readonly stage: string;
  /** In words: `waited 800 ms`. */
  readonly effect: string;
}
