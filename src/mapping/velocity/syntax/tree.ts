/**
 * The syntax tree of a template. `at` is a node's offset in its text. Statements print; expressions have values.
 * `tail` is the blank and line break after a directive that belong to it and so print nothing (docs/aws/vtl.md#white-space).
 */
export interface Template {
  readonly statements: readonly Statement[];
  /** Every `#macro` in the template: all exist before the first statement runs, wherever they stand. */
  readonly macros: readonly MacroDefinition[];
}

export type Statement =
  | Text
  | BackslashPairs
  | EscapedDirective
  | Comment
  | Reference
  | SetDirective
  | IfDirective
  | ForeachDirective
  | MacroDefinition
  | MacroCall
  | DefineDirective
  | EvaluateDirective
  | IncludeDirective
  | LiteralDirective
  | JumpDirective;

/** Printed as it stands. `raw` is its source where that differs: `#[[ text ]]#`. */
export interface Text {
  readonly kind: 'text';
  readonly at: number;
  readonly text: string;
  readonly raw?: string;
}

/** Pairs of backslashes right before a `#name`: halved when that is a directive or a macro defined further up, else text. */
export interface BackslashPairs {
  readonly kind: 'backslashes';
  readonly at: number;
  readonly pairs: number;
  readonly halved: boolean;
}

/** `\#if` prints `#if`; `\#name` prints `#name` for a macro defined further up and itself for anything else. */
export interface EscapedDirective {
  readonly kind: 'escaped-directive';
  readonly at: number;
  /** An odd number. */
  readonly backslashes: number;
  /** With `#` and braces, as written. */
  readonly written: string;
  readonly halved: boolean;
}

/** `##` to the end of the line, or `#* … *#`, or a lone sign that Velocity loses; prints nothing. */
export interface Comment {
  readonly kind: 'comment';
  readonly at: number;
  readonly raw: string;
}

/** `$a.b[0].c("x")` in any of its forms. Also an expression. */
export interface Reference {
  readonly kind: 'reference';
  readonly at: number;
  readonly root: string;
  readonly quiet: boolean;
  readonly braces: boolean;
  readonly accessors: readonly Accessor[];
  /** Backslashes written before the dollar sign. */
  readonly backslashes: number;
  /** Dollar signs between those backslashes and the reference, which count for nothing. */
  readonly swallowed: string;
  /** The reference as written, without those backslashes: what stock Velocity prints for one without a value. */
  readonly written: string;
}

export type Accessor =
  | { readonly kind: 'property'; readonly at: number; readonly name: string }
  | { readonly kind: 'method'; readonly at: number; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'index'; readonly at: number; readonly index: Expression };

export interface SetDirective {
  readonly kind: 'set';
  readonly at: number;
  readonly target: Reference;
  readonly value: Expression;
  /** Blanks before the directive that it swallows. */
  readonly lead: string;
  readonly tail: string;
}

export interface IfDirective {
  readonly kind: 'if';
  readonly at: number;
  readonly branches: readonly IfBranch[];
  readonly otherwise: { readonly body: readonly Statement[]; readonly tail: string } | null;
  readonly endTail: string;
}

export interface IfBranch {
  readonly condition: Expression;
  readonly body: readonly Statement[];
  readonly tail: string;
}

export interface ForeachDirective {
  readonly kind: 'foreach';
  readonly at: number;
  readonly variable: Reference;
  /** Null when the word `in` is missing, which Velocity takes for a loop over nothing. */
  readonly collection: Expression | null;
  readonly body: readonly Statement[];
  readonly tail: string;
  readonly endTail: string;
}

export interface MacroDefinition {
  readonly kind: 'macro';
  readonly at: number;
  readonly name: string;
  readonly parameters: readonly string[];
  readonly body: readonly Statement[];
  readonly tail: string;
  readonly endTail: string;
}

/** `#name(args)`, `#@name(args) body #end`, or `#name` alone. Prints its source when there is no such macro. */
export interface MacroCall {
  readonly kind: 'call';
  readonly at: number;
  readonly name: string;
  readonly args: readonly Expression[] | null;
  readonly body: readonly Statement[] | null;
  readonly tail: string;
  readonly endTail: string;
  readonly written: string;
}

export interface DefineDirective {
  readonly kind: 'define';
  readonly at: number;
  readonly variable: string;
  readonly body: readonly Statement[];
  readonly tail: string;
  readonly endTail: string;
}

export interface EvaluateDirective {
  readonly kind: 'evaluate';
  readonly at: number;
  readonly argument: Expression;
  readonly tail: string;
}

/** `#parse` and `#include`: API Gateway has no files for them to read. */
export interface IncludeDirective {
  readonly kind: 'include';
  readonly at: number;
  readonly name: 'include' | 'parse';
  readonly args: readonly Expression[];
  readonly tail: string;
}

/** `#literal() … #end`: its body as source text. */
export interface LiteralDirective {
  readonly kind: 'literal';
  readonly at: number;
  readonly text: string;
  readonly tail: string;
  readonly endTail: string;
}

/** `#break` leaves the loop, `#stop` the template. */
export interface JumpDirective {
  readonly kind: 'break' | 'stop';
  readonly at: number;
}

export type Expression =
  | Reference
  | {
      readonly kind: 'string';
      readonly at: number;
      readonly text: string;
      readonly quote: '"' | "'";
      readonly content: StringContent;
    }
  | { readonly kind: 'integer'; readonly at: number; readonly value: bigint }
  | { readonly kind: 'decimal'; readonly at: number; readonly value: number }
  | { readonly kind: 'boolean'; readonly at: number; readonly value: boolean }
  | { readonly kind: 'list'; readonly at: number; readonly items: readonly Expression[] }
  | { readonly kind: 'range'; readonly at: number; readonly from: Expression; readonly to: Expression }
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'not'; readonly at: number; readonly operand: Expression }
  | BinaryExpression
  | { readonly kind: 'word'; readonly at: number; readonly word: string };

/** What a string literal holds: its text, or a template of its own when it is in double quotes and mentions `$` or `#`. */
export type StringContent = { readonly interpolated: false } | InterpolatedContent;

export interface InterpolatedContent {
  readonly interpolated: true;
  readonly template: Template;
  /** Whether a blank was added to the template's end, to be taken off its result. */
  readonly padded: boolean;
  readonly text: string;
}

export interface BinaryExpression {
  readonly kind: 'binary';
  readonly at: number;
  readonly operator: Operator;
  readonly left: Expression;
  readonly right: Expression;
}

export type Operator = '||' | '&&' | '==' | '!=' | '<' | '>' | '<=' | '>=' | '+' | '-' | '*' | '/' | '%';
