import { configDefinition } from './definition/config.ts';
import { type JsonSchema, jsonSchemaOf } from './shape/json-schema.ts';

/** The JSON Schema of `emulator.config.yaml`, which the package ships as `config.schema.json`. */
export function configJsonSchema(): JsonSchema {
  return jsonSchemaOf(configDefinition, 'https://unpkg.com/gw-emulate/dist/config.schema.json');
}
