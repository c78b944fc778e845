import type { SchemaSource } from './json-schema/compile-model.ts';
import { compileModel } from './json-schema/compile-model.ts';

/**
 * The messages that API Gateway has for a JSON text that does not fit a model, in its words and its order; `[]` when it fits.
 * `$context.error.validationErrorString` is these joined by `, ` between brackets.
 *
 * @param schema JSON Schema draft 4, as text or as a value.
 * @param models other models by name, for `$ref` to `https://apigateway.amazonaws.com/restapis/…/models/Name`.
 * @throws {ModelError} when the schema cannot be used.
 * @throws {JsonSyntaxError} when the text is not JSON (API Gateway then answers `Invalid request body`).
 */
export function validateModel(
  schema: SchemaSource,
  jsonText: string,
  models: Record<string, SchemaSource> = {},
): string[] {
  return compileModel(schema, (name) => (Object.hasOwn(models, name) ? models[name] : undefined)).validate(jsonText);
}
