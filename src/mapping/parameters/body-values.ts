import { javaText } from '../json/java-text.ts';
import { readJson } from '../json/reader.ts';
import { writeJson } from '../json/writer.ts';
import type { JsonPath } from '../jsonpath/index.ts';
import { compileJsonPath } from '../jsonpath/index.ts';
import type { JavaValue } from '../values.ts';
import { MappingExpressionError } from './mapping-expression-error.ts';
import type { MessageSource } from './sources.ts';

/**
 * The expression needs a JSON body, but the body is not JSON. REST APIs answer 400 for a request, 500 for a response
 * (docs/aws/rest-api.md#parameter-mapping).
 */
export class BodyNotJsonError extends Error {
  constructor(options?: ErrorOptions) {
    super('Invalid JSON in request body', options);
    this.name = 'BodyNotJsonError';
  }
}

/** The body as JSON, parsed at the first call for this message. @throws {BodyNotJsonError} */
export function bodyValue(message: MessageSource): JavaValue {
  message.parsedBody ??= { value: parseBody(message.body()) };
  const { value } = message.parsedBody;
  if (value instanceof Error) throw value;
  return value;
}

/**
 * What follows `body` in the name of a v2 variable: nothing for the whole body, else a path for {@link bodyPath}.
 *
 * @throws {MappingExpressionError} when the name is not one of a body; `purpose` says what the name was wanted for.
 */
export function pathInBody(name: string, expression: string, purpose: 'map from' | 'select by'): string {
  if (name.startsWith('body')) return name.slice('body'.length);
  throw new MappingExpressionError(expression, `there is no ${JSON.stringify(name)} to ${purpose}`);
}

/** The path that follows `body` in an expression: `.a.b` and `[0].a`. @throws {MappingExpressionError} when it is not a JSONPath. */
export function bodyPath(expression: string, path: string): JsonPath {
  if (!/^[.[]/.test(path))
    throw new MappingExpressionError(
      expression,
      `"body" must be followed by "." or "[", not by ${JSON.stringify(path)}`,
    );
  try {
    return compileJsonPath(`$${path}`);
  } catch (cause) {
    throw new MappingExpressionError(
      expression,
      cause instanceof Error ? cause.message.replace(/\.$/, '') : String(cause),
    );
  }
}

/** A found value as the text that a parameter takes: texts as they are, objects and lists as JSON; nothing for null or when nothing is found. */
export function parameterText(value: JavaValue | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'object' ? writeJson(value) : javaText(value);
}

/** An empty body counts as `{}` (docs/aws/rest-api-observed.md#parameter-mapping). */
function parseBody(text: string): JavaValue | BodyNotJsonError {
  try {
    return readJson(text === '' ? '{}' : text);
  } catch (cause) {
    return new BodyNotJsonError({ cause });
  }
}
