import { fromPlainValue } from '../json/plain-value.ts';
import { JsonSyntaxError, readJson } from '../json/reader.ts';
import type { JavaValue } from '../values.ts';
import { ModelError } from './model-error.ts';
import { SchemaCompiler } from './schema-compiler.ts';
import { SchemaReferences } from './schema-references.ts';

export { ModelError } from './model-error.ts';

/** A schema as JSON text, or as a value: plain JavaScript (from an OpenAPI document) or as the JSON reader gives it. */
export type SchemaSource = string | object;

/** A model ready for validation. */
export interface CompiledModel {
  /**
   * The messages for a JSON text, or for a value that has been read already, as API Gateway words and orders them; none when it is valid.
   * `$context.error.validationErrorString` is these joined by `, ` between brackets.
   *
   * @throws {JsonSyntaxError} when the text is not JSON.
   * @throws {ModelError} for a schema that demands itself of the same value without end.
   */
  validate(instance: string | { readonly value: JavaValue }): string[];
}

/**
 * Compiles a model: JSON Schema draft 4, with the messages of the Java library that API Gateway is believed to use (fixtures/json-schema).
 * `$ref` may point into the schema (`#/definitions/Pet`) or to a model of the API (`https://apigateway.amazonaws.com/restapis/…/models/Pet`).
 * Keywords that draft 4 does not have are no demands; formats that are not known are not checked.
 *
 * @param resolveModel gives the schema of another model by its name.
 * @throws {ModelError} with a JSON pointer, for an invalid schema, a keyword of the wrong kind, a reference that leads nowhere.
 */
export function compileModel(
  schema: SchemaSource,
  resolveModel?: (name: string) => SchemaSource | undefined,
): CompiledModel {
  const references = new SchemaReferences((name) => {
    const source = resolveModel?.(name);
    return source === undefined ? undefined : readSchema(source, name);
  });
  const root = readSchema(schema, '');
  const compiled = new SchemaCompiler(references).compile({ root, schema: root, pointer: '#' });
  return {
    validate(instance) {
      const report: string[] = [];
      compiled.validate(typeof instance === 'string' ? readJson(instance) : instance.value, report);
      return report;
    },
  };
}

function readSchema(source: SchemaSource, name: string): JavaValue {
  if (typeof source !== 'string') return source instanceof Map ? (source as JavaValue) : fromPlainValue(source);
  try {
    return readJson(source);
  } catch (cause) {
    if (!(cause instanceof JsonSyntaxError)) throw cause;
    throw new ModelError(`${name}#`, `it is not JSON (line ${cause.line}, column ${cause.column}: ${cause.problem})`, {
      cause,
    });
  }
}
