import type { IntegrationResponse } from '../../../model/definition/integration.ts';
import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { IntegrationSource } from './integration-parts.ts';
import { checkExpression, readTemplates, readTextMap } from './text-maps.ts';

const DESTINATION = /^method\.response\.header\.\S+$/;
/** Recorded: docs/aws/rest-api-observed.md#control-plane-messages. */
export const STATUS_CODE = /^[1-5]\d\d$/;

/**
 * Integration responses: the key is the pattern, `default` has none (recorded:
 * docs/aws/rest-api-observed.md#choosing-the-integration-response). There is one for each status code, so of two with the same the later
 * stays (inferred: docs/aws/rest-api.md#integration-extension).
 */
export function readIntegrationResponses(source: IntegrationSource): readonly IntegrationResponse[] {
  const byStatus = new Map<string, IntegrationResponse>();
  for (const [pattern, place] of source.fields.map('responses')?.entries() ?? []) {
    const response = readResponse(pattern, place, source);
    if (!response) continue;
    const earlier = byStatus.get(response.statusCode);
    if (earlier)
      source.context.problems.warning(
        `two integration responses have the status code ${response.statusCode}; "${earlier.selectionPattern ?? 'default'}" gives way to this one`,
        place.keyPosition,
      );
    byStatus.set(response.statusCode, response);
  }
  return [...byStatus.values()];
}

function readResponse(
  pattern: string,
  place: DocumentPlace,
  source: IntegrationSource,
): IntegrationResponse | undefined {
  const { context, operation } = source;
  const fields = new Fields(place, context);
  const statusCode = readStatusCode(fields, source);
  const contentHandling = fields.oneOf('contentHandling', ['CONVERT_TO_BINARY', 'CONVERT_TO_TEXT']);
  const responseTemplates = readTemplates(fields, 'responseTemplates', operation);
  const responseParameters = readResponseParameters(fields, source);
  fields.warnOfTheRest();
  const isDefault = pattern === 'default' || pattern === '';
  const wrong = isDefault ? undefined : context.options.checks?.pattern?.(pattern);
  if (wrong !== undefined) context.problems.error(`"${pattern}" is not a pattern: ${wrong}`, place.keyPosition);
  if (statusCode === undefined) return undefined;
  return {
    ...(!isDefault && { selectionPattern: pattern }),
    statusCode,
    responseParameters,
    responseTemplates,
    ...(contentHandling && { contentHandling }),
  };
}

function readStatusCode(fields: Fields, { context, operation }: IntegrationSource): string | undefined {
  const statusCode = fields.text('statusCode');
  if (statusCode !== undefined && STATUS_CODE.test(statusCode)) return statusCode;
  const where = `Unable to put integration response on '${operation.method}' for resource at path '${operation.path}': `;
  const message =
    statusCode === undefined
      ? 'the response has no "statusCode"'
      : `1 validation error detected: Value '${statusCode}' at 'statusCode' failed to satisfy constraint: Member must satisfy regular expression pattern: [1-5]\\d\\d`;
  context.problems.error(where + message, (fields.raw('statusCode') ?? fields.place).position);
  return undefined;
}

function readResponseParameters(fields: Fields, { operation, context }: IntegrationSource): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [destination, text, place] of readTextMap(fields, 'responseParameters', operation)) {
    if (!DESTINATION.test(destination)) {
      const message = `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${destination}]`;
      context.problems.error(message, place.keyPosition, 'Wanted method.response.header.X.');
      continue;
    }
    parameters[destination] = text;
    checkExpression(text, 'rest-response', place, context);
  }
  return parameters;
}
