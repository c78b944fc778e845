import { types } from 'node:util';
import type { RuntimeErrorObject } from '../../../function-failure.ts';
import type { Generation } from '../generation.ts';

/** The older client leaves `trace` out. */
const UNREADABLE = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
};

/** What was thrown or rejected, as the payload of a failed invocation (docs/aws/lambda.md#error-payload; AWS's client for what is an error). */
export function errorObject(thrown: unknown, generation: Generation): Partial<RuntimeErrorObject> & Named {
  try {
    if (!isErrorFor(thrown, generation)) {
      return { errorType: typeof thrown, errorMessage: textOf(thrown, generation), trace: [] };
    }
    // Whatever the types say: user code may have set anything.
    const { name, message, stack } = thrown as { readonly [Key in keyof Error]-?: string | undefined };
    // The older client fails at a stack that is none.
    const trace = generation === 3 ? (stack as string).replaceAll(DELETE, '%7F') : stack?.replaceAll(DELETE, '%7F');
    return {
      errorType: name?.replaceAll(DELETE, '%7F') as string,
      errorMessage: message?.replaceAll(DELETE, '%7F') as string,
      trace: trace?.split('\n') ?? [],
    };
  } catch {
    return generation === 3 ? UNREADABLE : { ...UNREADABLE, trace: [] };
  }
}

/** A character that no header may have. */
const DELETE = '\u007f';

function textOf(thrown: unknown, generation: Generation): string {
  return generation === 3 ? (thrown as { toString(): string }).toString() : String(thrown);
}

type Named = Pick<RuntimeErrorObject, 'errorType' | 'errorMessage'>;

/** The older client knows errors of other realms, and what has an error's members; the newer one only its own. */
function isErrorFor(thrown: unknown, generation: Generation): thrown is Error {
  return generation === 3 ? types.isNativeError(thrown) || looksLikeError(thrown) : thrown instanceof Error;
}

/** The error in a log line: own properties and `code` included, the stack as a list. Begins with the tab that AWS prints. */
export function loggedError(thrown: unknown, generation: Generation): string {
  const error = asError(thrown, generation);
  try {
    return `\t${JSON.stringify(error, (_key, value: unknown) =>
      value instanceof Error ? withOwnProperties(value) : value,
    )}`;
  } catch {
    return `\t${JSON.stringify(errorObject(error, generation))}`;
  }
}

/** A thrown value that is not an error, wrapped for the log. */
export function asError(thrown: unknown, generation: Generation): Error {
  if (thrown instanceof Error) return thrown;
  return new Error(generation === 3 ? (thrown as string | undefined) : String(thrown));
}

/** An error of another realm is not an `instanceof` this one's. */
function looksLikeError(thrown: unknown): thrown is Error {
  if (typeof thrown !== 'object' || thrown === null) return false;
  const { name, message, stack } = thrown as Partial<Error>;
  return isText(name) && isText(message) && isText(stack);
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function withOwnProperties(error: Error): Record<string, unknown> {
  const { code } = error as { readonly code?: unknown };
  const logged: Record<string, unknown> = { errorType: error.name, errorMessage: error.message, code };
  Object.assign(logged, error);
  if (typeof error.stack === 'string') logged['stack'] = error.stack.split('\n');
  return logged;
}
