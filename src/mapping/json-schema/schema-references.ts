import { percentDecode } from '../../model/http/percent-decoding.ts';
import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import { ModelError } from './model-error.ts';

/** A schema and where it stands: `root` is the whole document, which `#` means in its references. */
export interface SchemaPlace {
  readonly root: JavaValue;
  readonly schema: JavaValue;
  readonly pointer: string;
}

/** A model of the same API, whatever the id in the URL (recorded: docs/aws/rest-api-observed.md#run-time-validation). */
const modelUrl = /^https?:\/\/apigateway\.[a-z0-9.-]+\/restapis\/[^/]*\/models\/([^/#]+)(#.*)?$/;

/** Follows `$ref`, beside which nothing else in a schema counts. */
export class SchemaReferences {
  readonly #resolveModel: (name: string) => JavaValue | undefined;
  readonly #models = new Map<string, JavaValue>();

  /** @param resolveModel gives the schema of a model by its name; `undefined` if there is none. */
  constructor(resolveModel: (name: string) => JavaValue | undefined) {
    this.#resolveModel = resolveModel;
  }

  /** @throws {ModelError} for a reference that leads nowhere or back to itself. */
  follow(start: SchemaPlace): SchemaPlace {
    const visited = new Set<JavaValue>();
    let place = start;
    for (;;) {
      const reference = place.schema instanceof Map ? place.schema.get('$ref') : undefined;
      if (typeof reference !== 'string') return place;
      if (visited.has(place.schema))
        throw new ModelError(place.pointer, `the reference ${JSON.stringify(reference)} leads back to itself`);
      visited.add(place.schema);
      place = this.#resolve(reference, place);
    }
  }

  #resolve(reference: string, from: SchemaPlace): SchemaPlace {
    if (reference.startsWith('#')) return this.#descend(from.root, '', reference, from);
    const [, name, fragment = '#'] = modelUrl.exec(reference) ?? [];
    if (name === undefined) {
      throw new ModelError(
        from.pointer,
        `the reference ${JSON.stringify(reference)} leads nowhere; wanted #/definitions/Name or https://apigateway.amazonaws.com/restapis/ID/models/Name`,
      );
    }
    return this.#descend(this.#model(percentDecode(name), from), percentDecode(name), fragment, from);
  }

  #model(name: string, from: SchemaPlace): JavaValue {
    const known = this.#models.get(name) ?? this.#resolveModel(name);
    if (known === undefined) throw new ModelError(from.pointer, `there is no model named "${name}"`);
    this.#models.set(name, known);
    return known;
  }

  #descend(root: JavaValue, document: string, fragment: string, from: SchemaPlace): SchemaPlace {
    let schema: JavaValue | undefined = root;
    for (const part of percentDecode(fragment.slice(1)).split('/').slice(1)) {
      const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
      if (schema instanceof JavaList) schema = schema.items[Number(key)];
      else schema = schema instanceof Map ? schema.get(key) : undefined;
      if (schema === undefined)
        throw new ModelError(from.pointer, `the reference ${JSON.stringify(document + fragment)} leads nowhere`);
    }
    return { root, schema, pointer: document + fragment };
  }
}

/** A JSON pointer continued by further parts. */
export function appendPointer(pointer: string, ...parts: (string | number)[]): string {
  return [pointer, ...parts.map((part) => String(part).replaceAll('~', '~0').replaceAll('/', '~1'))].join('/');
}
