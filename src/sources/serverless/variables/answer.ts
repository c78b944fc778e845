import type { Hint } from '../../problems/problems.ts';
import type { Site } from './site.ts';

/** What a source says of an address. `null` and `undefined` count as nothing found: the next fallback is asked. */
export type Answer = Found | Missing;

export interface Found {
  readonly value: unknown;
}

export interface Missing {
  /** What is missing, in words for the end of a sentence: `self:custom.tabel was not found`. */
  readonly missing: string;
  readonly hint?: Hint;
  /** Only a deployment knows the value: this text stands in for it when no fallback has one. */
  readonly placeholder?: string;
  /** What the framework's own default would be: used without a word when no fallback has a value. */
  readonly byDefault?: string;
  /** The placeholder is marked as one: its reader warns. Otherwise a warning is given here. */
  readonly isMarked?: boolean;
}

/** One use of a source, its arguments resolved. */
export interface Question {
  readonly type: string;
  readonly params: readonly unknown[];
  readonly address: string | undefined;
  /** `ssm:/shop/key` as written. */
  readonly text: string;
  /** Where the variable stands. */
  readonly site: Site;
}

/** Throws `VariableFailure` for a question that cannot be meant. */
export type AnswerQuestion = (question: Question) => Answer | Promise<Answer>;

/** The sources by type. One that there is not throws `VariableFailure` when it is asked. */
export type AnswersOf = (type: string) => AnswerQuestion;
