import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { boundedPath } from '../bounded-path.ts';
import { evaluatePath } from './evaluator.ts';
import { parsePath } from './path-parser.ts';
import type { ParsedPath } from './path-tokens.ts';
import { isDefiniteToken } from './path-tokens.ts';

export { JsonPathEvaluationError, JsonPathSyntaxError } from './jsonpath-error.ts';

/** A compiled path. */
export interface JsonPath {
  /** Whether the path gives the value it finds (`$.a[0]`) or, as every other path does, the list of all that it finds. */
  readonly definite: boolean;
  /**
   * What the path finds in a document; `undefined` where Jayway throws PathNotFoundException. Found values are the document's own,
   * not copies; the list of an indefinite path is a new `JsonList`.
   *
   * @throws {JsonPathEvaluationError} where Jayway throws something else.
   * @throws {JsonPathStoppedError} where it takes too long, outside of a template.
   */
  read(root: JavaValue): JavaValue | undefined;
}

/** Templates name few paths, except those that put values into them. */
const CACHE_SIZE = 500;

const compiled = new Map<string, JsonPath>();

/**
 * Compiles a path as Jayway JsonPath 2.4 to 2.9 does (json-smart provider, default options); what is compiled is kept for the next time.
 * A path that does not begin with `$` or `@` is read as if `$.` stood before it.
 *
 * Not the same as in Jayway: `append()` gives a longer copy and leaves the document alone; a text with an escaped quote is a parameter
 * like any other; `..[n].x` and `..[*].x`, on which the releases disagree, look for the element first and then for `x` in it.
 *
 * @throws {JsonPathSyntaxError}
 */
export function compileJsonPath(path: string): JsonPath {
  const known = compiled.get(path);
  if (known !== undefined) return known;
  const made = compile(path, parsePath(path));
  const [oldest] = compiled.keys();
  if (compiled.size >= CACHE_SIZE && oldest !== undefined) compiled.delete(oldest);
  compiled.set(path, made);
  return made;
}

function compile(written: string, path: ParsedPath): JsonPath {
  const definite = path.tokens.every((_token, index) => isDefiniteToken(path.tokens, index));
  const steps = simpleSteps(path);
  if (steps !== undefined) return { definite, read: (root) => walk(steps, root) };
  return { definite, read: (root) => boundedPath(written, () => evaluatePath(path, root)) };
}

/** The names and indexes of a path that has nothing else in it, as nearly all paths do. */
function simpleSteps({ tokens }: ParsedPath): (string | number)[] | undefined {
  const steps: (string | number)[] = [];
  for (const token of tokens) {
    const [step, ...more] = token.kind === 'property' ? token.names : token.kind === 'index' ? token.indexes : [];
    if (step === undefined || more.length > 0) return undefined;
    steps.push(step);
  }
  return steps;
}

function walk(steps: readonly (string | number)[], root: JavaValue): JavaValue | undefined {
  let value: JavaValue | undefined = root;
  for (const step of steps) {
    if (typeof step === 'string') value = value instanceof Map ? value.get(step) : undefined;
    else value = value instanceof JavaList ? value.items.at(step) : undefined;
    if (value === undefined) return undefined;
  }
  return value;
}
