import type { RuntimeErrorObject } from '../function-failure.ts';

/** What a function's environments run. */
export type FunctionCodeState =
  | {
      readonly kind: 'ready';
      /**
       * Absolute path of the module to load: the user's own file where nothing needs building, otherwise an output, which has its source map
       * beside it. Whatever else the code needs (files compiled one by one, hooks), this module brings along.
       */
      readonly file: string;
      /** How to load it: `cjs` with `require`, as instrumentation expects it, `esm` with `import`. */
      readonly format: 'cjs' | 'esm';
      /** The same text means the same code. */
      readonly fingerprint: string;
    }
  /** There is nothing to run; every invocation fails with this error, as an init error does on AWS. */
  | { readonly kind: 'failed'; readonly error: RuntimeErrorObject };

/** Whether two states run the same code. */
export function sameCode(a: FunctionCodeState | undefined, b: FunctionCodeState): boolean {
  if (a?.kind === 'ready' && b.kind === 'ready') return a.fingerprint === b.fingerprint;
  return a?.kind === 'failed' && b.kind === 'failed' && a.error.errorMessage === b.error.errorMessage;
}
