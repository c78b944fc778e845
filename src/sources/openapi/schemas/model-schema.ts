import { percentDecode } from '../../../model/http/percent-decoding.ts';
import type { JsonValue } from '../../../model/base/json.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';

const MODEL_REFERENCE = /^#\/(?:definitions|components\/schemas)\/([^/]+)$/;
/** Keywords whose value is one schema, a list of schemas, or a map of schemas by name. */
const ONE = ['additionalProperties', 'additionalItems', 'items', 'not'];
const LIST = ['allOf', 'anyOf', 'oneOf', 'items'];
const BY_NAME = ['properties', 'patternProperties', 'definitions', 'dependencies'];
/** Lost on import: the model must be changed afterwards (docs/aws/rest-api.md#models). */
const DROPPED = ['minItems', 'maxItems'];

/** `https://apigateway.amazonaws.com/restapis/{api}/models/{Name}`: how one model names another. */
function modelUrl(apiId: string, name: string): string {
  return `https://apigateway.amazonaws.com/restapis/${apiId}/models/${name}`;
}

/**
 * A schema of the document as a model's schema, JSON text. References to other schemas become model URLs (recorded:
 * docs/aws/rest-api-observed.md#openapi-import); what draft 4 does not know is warned of.
 */
export function modelSchemaOf(place: DocumentPlace, context: ImportContext): string {
  return JSON.stringify(convert(place, place, context));
}

/** The model that a schema stands for by `$ref`; `undefined` when it is written out. */
export function referencedModel(schema: DocumentPlace): string | undefined {
  const reference = schema.raw('$ref')?.value;
  const name = typeof reference === 'string' ? MODEL_REFERENCE.exec(reference)?.[1] : undefined;
  return name === undefined ? undefined : percentDecode(name);
}

/** `model` is the whole schema that `place` is a part of. */
function convert(place: DocumentPlace, model: DocumentPlace, context: ImportContext): JsonValue {
  if (!place.isMap) return context.texts.json(place);
  const reference = place.raw('$ref')?.value;
  if (typeof reference === 'string') return convertReference(reference, place, model, context);
  const schema: Record<string, JsonValue> = {};
  for (const [keyword, value] of place.rawEntries()) {
    if (DROPPED.includes(keyword)) {
      context.problems.warning(`API Gateway drops "${keyword}" when it imports a schema`, value.keyPosition);
      continue;
    }
    warnOfForeignKeyword(keyword, value, context);
    schema[keyword] = convertKeyword(keyword, value, model, context);
  }
  return schema;
}

function convertKeyword(
  keyword: string,
  value: DocumentPlace,
  model: DocumentPlace,
  context: ImportContext,
): JsonValue {
  if (LIST.includes(keyword) && value.isList) return value.rawItems().map((item) => convert(item, model, context));
  if (ONE.includes(keyword) && value.isMap) return convert(value, model, context);
  if (BY_NAME.includes(keyword) && value.isMap)
    return Object.fromEntries(value.rawEntries().map(([name, schema]) => [name, convert(schema, model, context)]));
  return context.texts.json(value);
}

function convertReference(
  reference: string,
  place: DocumentPlace,
  model: DocumentPlace,
  context: ImportContext,
): JsonValue {
  // A model may hold definitions of its own.
  const own = /^#\/definitions\/([^/]+)$/.exec(reference)?.[1];
  if (own !== undefined && model.raw('definitions')?.raw(own)) return { $ref: reference };
  const name = referencedModel(place);
  if (name !== undefined) {
    const holder = context.version === '2.0' ? context.root.get('definitions') : schemasOf(context);
    if (!holder?.raw(name))
      context.problems.error(`"$ref" leads nowhere: there is no ${reference}`, place.raw('$ref')?.position);
    return { $ref: modelUrl(context.options.apiId, name) };
  }
  // The service resolves models of the same API by their URL.
  if (/^https:\/\/apigateway\.amazonaws\.com\/restapis\/[^/]+\/models\/\w+$/.test(reference))
    return { $ref: reference };
  const hint = 'Wanted #/components/schemas/Name, #/definitions/Name or the URL of a model.';
  context.problems.error(
    `API Gateway cannot follow "$ref": "${reference}" in a schema`,
    place.raw('$ref')?.position,
    hint,
  );
  return {};
}

function schemasOf(context: ImportContext): DocumentPlace | undefined {
  return context.root.get('components')?.get('schemas');
}

/** What has a meaning in OpenAPI but none in draft 4 (docs/aws/rest-api.md#models). */
function warnOfForeignKeyword(keyword: string, value: DocumentPlace, context: ImportContext): void {
  const isNumericBound = /^exclusive(?:Minimum|Maximum)$/.test(keyword) && typeof value.value === 'number';
  if (keyword !== 'nullable' && keyword !== 'discriminator' && !isNumericBound) return;
  const hint = {
    nullable: 'Write type: [string, "null"], or whatever the type is.',
    discriminator: 'It checks nothing: write the alternatives with oneOf in a model of its own.',
  }[keyword];
  const message = `API Gateway validates with JSON Schema draft 4, which has no ${isNumericBound ? 'numeric ' : ''}"${keyword}"`;
  context.problems.warning(message, value.keyPosition, hint);
}
