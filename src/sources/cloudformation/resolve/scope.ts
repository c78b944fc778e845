import type { Hint } from '../../problems/problems.ts';
import type { Position } from '../../../model/base/position.ts';
import type { TemplateValue } from '../../template/template.ts';
import type { Resolved, Where } from './values.ts';

/** What intrinsic functions may ask of the stack that they stand in. */
export interface Scope {
  readonly region: string;
  readonly accountId: string;
  /** The value of a member with all functions in it replaced. */
  resolve(where: Where): Resolved;
  /** The same as text; a list or map there is a problem, and an empty text. */
  text(where: Where, what: string): string;
  /** The same as a list; anything else is a problem, and an empty list. */
  list(where: Where, what: string): readonly TemplateValue[];
  ref(name: string, where: Where): Resolved;
  attribute(logicalId: string, attribute: string, where: Where): TemplateValue;
  condition(name: string, where: Where): boolean;
  /** The value of a condition function, or of `{ Condition: name }`. */
  holds(where: Where): boolean;
  /** A value of `Mappings`; `undefined` where a key is missing. `complain` says which. */
  mapping(keys: readonly [string, string, string], where: Where | undefined): Resolved | undefined;
  /** The exported output of another stack. */
  imported(name: string): TemplateValue;
  /** What `values:` gives for a key. */
  given(key: string): string | undefined;
  /** A value that cannot be known here: what `values:` gives, else a placeholder. */
  unknown(key: string): string;
  positionOf(where: Where): Position | undefined;
  error(message: string, where: Where, hint?: Hint): void;
}
