/** What passes between the gateway and the process that runs the project's own JavaScript; plain JSON. */
export type ToChild = EvaluateMessage | ConfigureMessage | AnswerMessage;
export type FromChild = ResultMessage | FailureMessage | AskMessage;

/** Run a file and follow a path in what it exports. */
export interface EvaluateMessage {
  readonly kind: 'evaluate';
  readonly id: number;
  /** Absolute. */
  readonly file: string;
  readonly path: readonly string[];
  /** The flags of the command line, which functions are called with. */
  readonly flags: Readonly<Record<string, string>>;
}

/** Run a file whose default export is a configuration. */
export interface ConfigureMessage {
  readonly kind: 'configure';
  readonly id: number;
  /** Absolute. */
  readonly file: string;
}

export interface ResultMessage {
  readonly kind: 'result';
  readonly id: number;
  readonly value: unknown;
  /** What is left of the path after a text. */
  readonly rest: readonly string[];
  readonly files: readonly string[];
  /** What of a configuration is no JSON. */
  readonly notJson?: readonly NotJson[];
}

/** A value that JSON does not have, such as a function. */
export interface NotJson {
  readonly path: readonly (string | number)[];
  /** `a function`. */
  readonly found: string;
}

export interface FailureMessage {
  readonly kind: 'failure';
  readonly id: number;
  readonly message: string;
  /** Where in the project it happened; lines and columns from 1. */
  readonly at?: { readonly file: string; readonly line: number; readonly column: number };
  /** Absolute paths of the files that were read before it failed, where they are known. */
  readonly files?: readonly string[];
}

/** A function of the project asks for a variable or a property of the service. */
export interface AskMessage {
  readonly kind: 'ask';
  /** Of the evaluation that it belongs to. */
  readonly id: number;
  readonly question: number;
  /** `self:custom.x` without braces, or the keys of a property. */
  readonly variable?: string;
  readonly property?: readonly string[];
}

export interface AnswerMessage {
  readonly kind: 'answer';
  readonly question: number;
  readonly value?: unknown;
  /** Why there is no value. */
  readonly failure?: string;
}
