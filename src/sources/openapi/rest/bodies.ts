import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import { checkMediaType } from '../integration/text-maps.ts';
import type { Operation } from '../operations.ts';
import type { Models } from '../schemas/models.ts';
import type { Parameter } from './parameters.ts';

/**
 * Media type -> model of what a method takes: in OpenAPI 2 the body parameter's schema for each type of `consumes`, in OpenAPI 3 the
 * schemas of `requestBody.content` (docs/aws/rest-api.md#how-a-document-is-mapped).
 */
export function requestModelsOf(
  operation: Operation,
  parameters: readonly Parameter[],
  models: Models,
  context: ImportContext,
): Record<string, string> {
  if (context.version === '3.0') return modelsOfContent(operation.place.get('requestBody')?.get('content'), models);
  const schema = parameters.find((parameter) => parameter.in === 'body')?.place.raw('schema');
  return schema ? modelsOfTypes(schema, mediaTypes('consumes', operation, context), models) : {};
}

/** Media type -> model of what a method answers, `produces` or `content` as for requests. */
export function responseModelsOf(
  response: DocumentPlace,
  operation: Operation,
  models: Models,
  context: ImportContext,
): Record<string, string> {
  if (context.version === '3.0') return modelsOfContent(response.get('content'), models);
  const schema = response.raw('schema');
  return schema ? modelsOfTypes(schema, mediaTypes('produces', operation, context), models) : {};
}

function modelsOfContent(content: DocumentPlace | undefined, models: Models): Record<string, string> {
  const named: Record<string, string> = {};
  for (const [mediaType, place] of content?.entries() ?? []) {
    checkMediaType(mediaType, place, models.context);
    const schema = place.raw('schema');
    const name = schema && models.nameOf(schema);
    if (name !== undefined) named[mediaType] = name;
  }
  return named;
}

function modelsOfTypes(schema: DocumentPlace, mediaTypes: readonly string[], models: Models): Record<string, string> {
  const name = models.nameOf(schema);
  return name === undefined ? {} : Object.fromEntries(mediaTypes.map((mediaType) => [mediaType, name]));
}

/** The operation's own list, else the document's, else JSON. */
function mediaTypes(key: 'consumes' | 'produces', operation: Operation, context: ImportContext): readonly string[] {
  const holder = operation.place.get(key) ?? context.root.get(key);
  const types = holder?.items().flatMap((item) => context.texts.read(item) ?? []) ?? [];
  return types.length > 0 ? types : ['application/json'];
}
