import type { TemplateMap } from '../../template/template.ts';
import { isRestDocument } from '../definition/documents.ts';
import { ResourceError, TemplateError } from '../words/errors.ts';
import { isGiven, isMap } from '../words/values.ts';

/** Puts an API's `Models` into its document, in lower case as SAM does. */
export function addModels(id: string, properties: TemplateMap): void {
  const { Models: models, DefinitionBody: body } = properties;
  if (!isGiven(models) || !isMap(models)) return;
  const path = ['Properties', 'Models'];
  if (!isGiven(body)) {
    throw new ResourceError(id, "Models works only with inline Swagger specified in 'DefinitionBody' property.", path);
  }
  if (!isRestDocument(body)) {
    const message =
      "Unable to add Models definitions because 'DefinitionBody' does not contain a valid Swagger definition.";
    throw new ResourceError(id, message, path);
  }
  const definitions = isMap(body['definitions']) ? body['definitions'] : {};
  for (const [name, schema] of Object.entries(models)) {
    if (!isMap(schema)) throw new ResourceError(id, "Invalid value for 'Models' property", [...path, name]);
    if (!isGiven(schema['type'])) throw new TemplateError("'Models' schema is missing 'type'.", [...path, name]);
    definitions[name.toLowerCase()] = schema;
  }
  body['definitions'] = definitions;
}
