import type { MethodResponse } from '../../../model/definition/rest-api.ts';
import type { ImportContext } from '../import-context.ts';
import { STATUS_CODE } from '../integration/rest-responses.ts';
import type { Operation } from '../operations.ts';
import type { Models } from '../schemas/models.ts';
import { responseModelsOf } from './bodies.ts';

/**
 * `responses` of an operation by status code. Every declared header becomes `method.response.header.X: false` (recorded:
 * docs/aws/rest-api-observed.md#openapi-import).
 */
export function methodResponsesOf(
  operation: Operation,
  models: Models,
  context: ImportContext,
): Record<string, MethodResponse> {
  const responses: Record<string, MethodResponse> = {};
  for (const [status, place] of operation.place.get('responses')?.entries() ?? []) {
    if (status.startsWith('x-')) continue;
    if (!STATUS_CODE.test(status)) {
      const message = `a method response has a status code of three digits; "${status}" is ignored`;
      context.problems.warning(message, place.keyPosition);
      continue;
    }
    const headers = place.get('headers')?.entries() ?? [];
    responses[status] = {
      responseParameters: Object.fromEntries(headers.map(([name]) => [`method.response.header.${name}`, false])),
      responseModels: responseModelsOf(place, operation, models, context),
    };
  }
  return responses;
}
