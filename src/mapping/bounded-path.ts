import { GatewayError } from '../model/http/gateway-error.ts';
import { hasWorkLimit, withWorkLimit, WorkLimitError } from './work-limit.ts';

/** How long a path outside of a template may hold up everything else: as long as a template. */
const LIMIT_MS = 200;

/** A path of a mapping or a selection expression that takes too long on a body. AWS's own limit is not known. */
class JsonPathStoppedError extends GatewayError {
  constructor(path: string) {
    super('API_CONFIGURATION_ERROR', {
      reason: `The JSONPath ${JSON.stringify(path)} was stopped after ${LIMIT_MS} ms: a filter that looks through the whole body for each of its values, as $..[?(@..a)] does, takes the square of its size.`,
    });
    this.name = 'JsonPathStoppedError';
  }
}

/**
 * Runs a path's evaluation, which ends: by the limit of the template that it is part of, by its own elsewhere.
 *
 * @throws {JsonPathStoppedError} outside of templates.
 */
export function boundedPath<T>(path: string, evaluate: () => T): T {
  if (hasWorkLimit()) return evaluate();
  try {
    return withWorkLimit(LIMIT_MS, evaluate);
  } catch (error) {
    if (error instanceof WorkLimitError) throw new JsonPathStoppedError(path);
    throw error;
  }
}
