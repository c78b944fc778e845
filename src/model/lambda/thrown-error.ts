/** What a handler threw, as plain data: JSON would lose the cause and the errors of an `AggregateError`. */
export interface ThrownError {
  /** What the runtime calls the failure: `Invoke Error`, `Uncaught Exception`, `Init Error`, `Unhandled Promise Rejection`. */
  readonly what: string;
  readonly error: ErrorFacts;
  /** No invocation had begun: the module threw while it was loaded. */
  readonly atImport?: true;
}

export interface ErrorFacts {
  /** `TypeError`; of a value that is not an error, its type: `string`. */
  readonly name: string;
  readonly message: string;
  /** `ENOENT`, `ResourceNotFoundException` and the like. */
  readonly code?: string;
  /** Lines that begin with `    at `, source maps applied. */
  readonly frames: readonly string[];
  readonly cause?: ErrorFacts;
  /** Of an `AggregateError`. */
  readonly errors?: readonly ErrorFacts[];
}
