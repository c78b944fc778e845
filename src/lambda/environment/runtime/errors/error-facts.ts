import { inspect, types } from 'node:util';
import type { ErrorFacts } from '../../../../model/lambda/thrown-error.ts';

/** Causes below causes and errors of one `AggregateError` that are worth a reader's time. */
const MAX_DEPTH = 5;
const MAX_ERRORS = 10;

/** What was thrown, as plain data, with causes and the errors of an `AggregateError`. Never throws, whatever getters do. */
export function errorFacts(thrown: unknown, depth = 0): ErrorFacts {
  try {
    return isError(thrown) ? facts(thrown, depth) : { ...valueFacts(thrown), frames: [] };
  } catch {
    return { name: 'Error', message: 'The thrown value cannot be read', frames: [] };
  }
}

/** A value that is no error, as the developer wrote it: `[object Object]` says nothing of a plain object. */
function valueFacts(thrown: unknown): Pick<ErrorFacts, 'name' | 'message'> {
  if (thrown === undefined || thrown === null) return { name: String(thrown), message: '' };
  return {
    name: typeof thrown,
    message: typeof thrown === 'string' ? thrown : inspect(thrown, { customInspect: false }),
  };
}

function facts(error: Error, depth: number): ErrorFacts {
  // Whatever the types say: user code may have set anything.
  const { name, message, stack } = error as {
    readonly name: unknown;
    readonly message: unknown;
    readonly stack?: unknown;
  };
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const deeper = depth < MAX_DEPTH;
  return {
    name: String(name),
    message: String(message),
    ...(typeof code === 'string' || typeof code === 'number' ? { code: String(code) } : {}),
    frames: framesOf(stack),
    ...(cause === undefined || cause === null || !deeper ? {} : { cause: errorFacts(cause, depth + 1) }),
    ...(Array.isArray(errors) && deeper
      ? { errors: errors.slice(0, MAX_ERRORS).map((each) => errorFacts(each, depth + 1)) }
      : {}),
  };
}

function framesOf(stack: unknown): string[] {
  return typeof stack === 'string' ? stack.split('\n').filter((line) => /^\s+at /.test(line)) : [];
}

/** Errors of other realms too. */
function isError(thrown: unknown): thrown is Error {
  return thrown instanceof Error || types.isNativeError(thrown);
}
