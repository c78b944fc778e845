/** Where in a source file something was declared. Lines and columns start at 1. */
export interface Position {
  /** Path as the user would type it, relative to the working folder where possible. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** One thing wrong with what the user wrote, found while reading a source. All problems are collected; none stops the reading. */
export interface Problem {
  /** `info`: nothing to mend, something valid that has no effect here. */
  readonly severity: 'error' | 'warning' | 'info';
  /** What is wrong, what was found, what was wanted; a sentence without a final stop. */
  readonly message: string;
  /** Absent only where no place can be named (a missing file). */
  readonly position?: Position;
  /** What to do about it: the nearest known name, the key that replaces it, the command to run. */
  readonly hint?: string;
  /** A package that an import names and that is not installed. `dev`: AWS's runtime has it, so that it is needed here only. */
  readonly missingPackage?: { readonly name: string; readonly dev: boolean };
  /** Source lines around the position with a caret, ready to print. */
  readonly frame?: string;
}
