import type { ApiModel } from '../../../model/definition/api-common.ts';
import { derivedId } from '../../../model/definition/derived-id.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { ImportContext } from '../import-context.ts';
import { modelSchemaOf, referencedModel } from './model-schema.ts';

/** Every REST API has these two, whether its document declares them or not (docs/aws/rest-api.md#models). */
const BUILT_IN = ['Empty', 'Error'];

const CONTENT_TYPE = 'application/json';

/** The models of one document: its named schemas, and those that operations write out, which get names of their own. */
export class Models {
  readonly all: Record<string, ApiModel> = {};

  constructor(readonly context: ImportContext) {
    const { root, version, problems } = context;
    const holder = version === '2.0' ? root.get('definitions') : root.get('components')?.get('schemas');
    for (const [name, schema] of holder?.rawEntries() ?? []) {
      // Rest-api 1.2: a model's name is part of its URL.
      if (!/^[A-Za-z0-9]+$/.test(name))
        problems.error(`"${name}" cannot be the name of a model`, schema.keyPosition, 'Use letters and digits only.');
      this.#add(name, schema);
    }
  }

  /**
   * Name of the model that a body's schema means; one is made for a schema that is written out (inferred:
   * docs/aws/rest-api.md#how-a-document-is-mapped).
   */
  nameOf(schema: DocumentPlace): string | undefined {
    const name = referencedModel(schema);
    if (name !== undefined) {
      if (Object.hasOwn(this.all, name) || BUILT_IN.includes(name)) return name;
      this.context.problems.error(`there is no schema "${name}"`, schema.raw('$ref')?.position);
      return undefined;
    }
    const generated = `MODEL${derivedId('model', modelSchemaOf(schema, this.context), 6)}`;
    this.#add(generated, schema, true);
    return generated;
  }

  #add(name: string, schema: DocumentPlace, isGenerated = false): void {
    const text = modelSchemaOf(schema, this.context);
    const wrong = this.context.options.checks?.schema?.(text);
    if (wrong !== undefined) this.context.problems.error(`the schema of the model ${name}: ${wrong}`, schema.position);
    this.all[name] = { contentType: CONTENT_TYPE, schema: text, ...(isGenerated && { isGenerated }) };
  }
}
