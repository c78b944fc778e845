import { isJsonObject, parseJson } from '../model/base/json.ts';
import type { ApiModels } from '../model/definition/api-common.ts';
import { comment, typeName } from './names.ts';
import { schemaType, type TypeOfReference } from './schema-type.ts';
import type { TypeNames } from './type-names.ts';
import { immediateNames } from './type-text.ts';

/** Models that every API has and that say nothing of a body. */
const WITHOUT_SHAPE = ['Empty', 'Error'];

/** The models of an API as types: declarations of those that have a name, and what to write where one is used. */
export interface ModelTypes {
  readonly declarations: readonly string[];
  /** The type of a body of this model. */
  readonly use: (model: string) => string;
}

interface Declared {
  readonly name: string;
  readonly words: string;
  readonly type: string;
}

/** `api`: its name, which stands in front of the names of its models. */
export function modelTypes(api: string, models: ApiModels, names: TypeNames): ModelTypes {
  const known = new Map(
    Object.keys(models)
      .filter((model) => models[model]?.isGenerated !== true && !isShapeless(model, models))
      .map((model) => [model, names.take(typeName(api, model))]),
  );
  const declared = [...known].flatMap(([model, name]) => declarationsOf(name, schemaOf(model, models), known, names));
  return {
    declarations: withoutCircles(declared).map(declaration),
    // A schema that an operation writes out has a name that says nothing.
    use: (model) =>
      known.get(model) ??
      (models[model]?.isGenerated === true ? schemaType(schemaOf(model, models), referenceIn(known)) : 'unknown'),
  };
}

function schemaOf(model: string, models: ApiModels): unknown {
  return parseJson(models[model]?.schema ?? '');
}

function isShapeless(model: string, models: ApiModels): boolean {
  const schema = schemaOf(model, models);
  return WITHOUT_SHAPE.includes(model) && isJsonObject(schema) && schema['properties'] === undefined;
}

/** A model, and the definitions inside it. */
function declarationsOf(
  name: string,
  schema: unknown,
  models: ReadonlyMap<string, string>,
  names: TypeNames,
): Declared[] {
  const definitions = isJsonObject(schema) && isJsonObject(schema['definitions']) ? schema['definitions'] : {};
  const own = new Map(Object.keys(definitions).map((key) => [key, names.take(typeName(name, key))]));
  const typeOf = referenceIn(models, name, own);
  const parts: [string, unknown][] = [
    [name, schema],
    ...[...own].map(([key, of]): [string, unknown] => [of, definitions[key]]),
  ];
  return parts.map(([of, part]) => ({
    name: of,
    words: isJsonObject(part) ? comment(part['description']) : '',
    type: schemaType(part, typeOf),
  }));
}

/** `#`, `#/definitions/Name` of the model itself, or another model by its URL or name. */
function referenceIn(
  models: ReadonlyMap<string, string>,
  self?: string,
  definitions: ReadonlyMap<string, string> = new Map(),
): TypeOfReference {
  return (reference) => {
    if (reference === '#') return self;
    const [, key = ''] = /^#\/definitions\/([^/]+)$/.exec(reference) ?? [];
    const model = /\/models\/(\w+)$/.exec(reference)?.[1] ?? (key === '' ? reference : key);
    return definitions.get(key) ?? models.get(model);
  };
}

/** A name that stands for itself, at once or by way of others, is no type: it becomes `unknown`. */
function withoutCircles(declared: readonly Declared[]): Declared[] {
  const aliases = new Map(
    declared.filter(({ type }) => !isObject(type)).map(({ name, type }) => [name, immediateNames(type)]),
  );
  const reaches = (from: string, wanted: string, seen: Set<string>): boolean =>
    (aliases.get(from) ?? []).some((name) => {
      if (name === wanted) return true;
      if (seen.has(name)) return false;
      seen.add(name);
      return reaches(name, wanted, seen);
    });
  return declared.map((one) => (reaches(one.name, one.name, new Set()) ? { ...one, type: 'unknown' } : one));
}

function declaration({ name, words, type }: Declared): string {
  return `${words}export ${isObject(type) ? `interface ${name} ${type}\n` : `type ${name} = ${type};\n`}`;
}

/** One object type: its closing brace is the first at the beginning of a line. */
function isObject(type: string): boolean {
  return type.startsWith('{\n') && type.indexOf('\n}') === type.length - 2;
}
