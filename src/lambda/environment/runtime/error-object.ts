import type { RuntimeErrorObject } from '../../function-failure.ts';
import type { Generation } from './generation.ts';

const UNREADABLE = {
  errorType: 'handled',
  errorMessage:
    'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
  trace: [],
};

/** What was thrown or rejected, as the payload of a failed invocation (docs/aws/lambda.md#error-payload). */
export function errorObject(thrown: unknown): RuntimeErrorObject {
  try {
    if (!(thrown instanceof Error) && !looksLikeError(thrown)) {
      return { errorType: typeof thrown, errorMessage: String(thrown), trace: [] };
    }
    const { name, message, stack } = thrown;
    return { errorType: printable(name), errorMessage: printable(message), trace: printable(stack ?? '').split('\n') };
  } catch {
    return UNREADABLE;
  }
}

/** The error in a log line: own properties and `code` included, the stack as a list. Begins with the tab that AWS prints. */
export function loggedError(thrown: unknown, generation: Generation): string {
  const error = asError(thrown, generation);
  try {
    return `\t${JSON.stringify(error, (_key, value: unknown) => (value instanceof Error ? withOwnProperties(value) : value))}`;
  } catch {
    return `\t${JSON.stringify(errorObject(error))}`;
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

function printable(text: string): string {
  return text.replaceAll('\u007f', '%7F');
}

function withOwnProperties(error: Error): Record<string, unknown> {
  const { code } = error as { readonly code?: unknown };
  const logged: Record<string, unknown> = { errorType: error.name, errorMessage: error.message, code };
  Object.assign(logged, error);
  if (typeof error.stack === 'string') logged['stack'] = error.stack.split('\n');
  return logged;
}
