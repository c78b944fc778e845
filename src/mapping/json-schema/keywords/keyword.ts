import type { JavaMap, JavaValue } from '../../values.ts';
import type { Check, CompiledSchema } from '../compiled-schema.ts';
import { ModelError } from '../model-error.ts';

/** A keyword while it is compiled: its value, the schema it stands in, and how to compile schemas below it. */
export interface KeywordContext {
  readonly keyword: string;
  readonly value: JavaValue;
  readonly schema: JavaMap;
  /** JSON pointer to the keyword. */
  readonly pointer: string;
  /** Compiles the schema at a place below the keyword; `path` are the remaining pointer's parts. */
  compile(schema: JavaValue, ...path: (string | number)[]): CompiledSchema;
}

/** Makes the check of a keyword; `undefined` when it demands nothing. @throws {ModelError} when its value is of the wrong kind. */
export type Keyword = (context: KeywordContext) => Check | undefined;

/** The error for a keyword's value; `wanted` completes "wanted …". */
export function wrongKeyword(context: KeywordContext, wanted: string): ModelError {
  return new ModelError(context.pointer, `"${context.keyword}" wants ${wanted}`);
}
