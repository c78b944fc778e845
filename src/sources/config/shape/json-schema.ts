import type { EitherShape, RecordShape, Shape, TaggedShape, TextRules } from './shape.ts';

/** A JSON Schema (draft 7, which editors know best), as data. */
export type JsonSchema = { readonly [key: string]: unknown };

/** The JSON Schema of a record: whatever it allows reads without a problem of shape, and the other way round. */
export function jsonSchemaOf(shape: RecordShape, id: string): JsonSchema {
  const definitions: Record<string, JsonSchema> = {};
  const schema = new Writer(definitions).recordBody(shape);
  return { $schema: 'http://json-schema.org/draft-07/schema#', $id: id, title: shape.doc, ...schema, definitions };
}

class Writer {
  readonly #written = new Map<string, RecordShape>();

  constructor(readonly definitions: Record<string, JsonSchema>) {}

  recordBody(shape: RecordShape, tag?: { readonly spellings: readonly string[] }): JsonSchema {
    const properties = Object.fromEntries(Object.entries(shape.fields).map(([key, field]) => [key, this.#of(field)]));
    return {
      type: 'object',
      description: shape.doc,
      properties: { ...(tag && { type: { enum: tag.spellings } }), ...properties },
      required: [...(tag ? ['type'] : []), ...shape.required],
      additionalProperties: false,
    };
  }

  #of(shape: Shape): JsonSchema {
    return { ...this.#body(shape), ...(shape.doc !== '' && { description: shape.doc }) };
  }

  #body(shape: Shape): JsonSchema {
    switch (shape.kind) {
      case 'text':
        return { type: 'string', ...textRules(shape) };
      case 'scalar':
        return { type: ['string', 'number', 'boolean'], ...textRules(shape) };
      case 'number':
        return {
          type: shape.integer === true ? 'integer' : 'number',
          ...(shape.min !== undefined && { minimum: shape.min }),
          ...(shape.max !== undefined && { maximum: shape.max }),
        };
      case 'boolean':
        return { type: 'boolean' };
      case 'choice':
        return { enum: choices(shape) };
      case 'list':
        return {
          type: 'array',
          items: this.#of(shape.item),
          ...(shape.min !== undefined && { minItems: shape.min }),
          ...(shape.max !== undefined && { maxItems: shape.max }),
        };
      case 'map':
        return {
          type: 'object',
          additionalProperties: this.#of(shape.item),
          ...(shape.keys && { propertyNames: textRules(shape.keys) }),
          ...(shape.schemaKeys !== undefined && { propertyNames: { pattern: shape.schemaKeys } }),
        };
      case 'either':
        return this.#either(shape);
      case 'record':
        return this.#reference(shape.name, shape, () => this.recordBody(shape));
      case 'tagged':
        return this.#tagged(shape);
      default:
        return { type: 'object' };
    }
  }

  /**
   * The option that what is written is of, by its JSON type, and no other: with `anyOf` an editor would report what is wrong with it seen
   * as each of them.
   */
  #either(shape: EitherShape): JsonSchema {
    const types = [...new Set(shape.options.flatMap(jsonTypes))];
    const taken = new Set<string>();
    const branches = shape.options.flatMap((option) => {
      const free = jsonTypes(option).filter((type) => !taken.has(type));
      for (const type of free) taken.add(type);
      return free.length === 0 ? [] : [onlyIf({ type: free }, this.#of(option))];
    });
    return { type: types, allOf: branches };
  }

  /** By `type`, in the same way. */
  #tagged(shape: TaggedShape): JsonSchema {
    const options = Object.entries(shape.options).map(([tag, option]) => {
      const spellings = [tag, ...Object.keys(shape.aliases).filter((alias) => shape.aliases[alias] === tag)];
      return { spellings, record: this.#reference(option.name, option, () => this.recordBody(option, { spellings })) };
    });
    return {
      type: 'object',
      required: ['type'],
      properties: { type: { enum: options.flatMap(({ spellings }) => spellings) } },
      allOf: options.map(({ spellings, record }) =>
        onlyIf({ properties: { type: { enum: spellings } }, required: ['type'] }, record),
      ),
    };
  }

  /** Records are written once and referred to: the same name must mean the same record. */
  #reference(name: string, shape: RecordShape, body: () => JsonSchema): JsonSchema {
    const key = name.replaceAll(' ', '-');
    const written = this.#written.get(key);
    if (written && written !== shape) throw new Error(`two records of the definition are called "${name}"`);
    if (!written) {
      this.#written.set(key, shape);
      this.definitions[key] = body();
    }
    return { allOf: [{ $ref: `#/definitions/${key}` }] };
  }
}

/** A schema for what matches another. */
function onlyIf(condition: JsonSchema, schema: JsonSchema): JsonSchema {
  // oxlint-disable-next-line unicorn/no-thenable -- the keyword of JSON Schema; nothing awaits a schema
  return { if: condition, then: schema };
}

/** The JSON types that a shape takes; mirrors how the reader chooses between options. */
function jsonTypes(shape: Shape): string[] {
  switch (shape.kind) {
    case 'text':
      return ['string'];
    case 'choice':
      return Object.keys(shape.aliases).some((alias) => /^\d+$/.test(alias)) ? ['string', 'number'] : ['string'];
    case 'scalar':
      return ['string', 'number', 'boolean'];
    case 'number':
    case 'boolean':
      return [shape.kind];
    case 'list':
      return ['array'];
    case 'either':
      return [...new Set(shape.options.flatMap(jsonTypes))];
    default:
      return ['object'];
  }
}

function textRules(rules: TextRules): JsonSchema {
  return {
    ...(rules.pattern !== undefined && { pattern: rules.pattern }),
    ...(rules.minLength !== undefined && { minLength: rules.minLength }),
    ...(rules.maxLength !== undefined && { maxLength: rules.maxLength }),
  };
}

/** Every spelling that is read: aliases (numbers as numbers too) and, without regard to case, AWS's lower-case ones. */
function choices(shape: Extract<Shape, { kind: 'choice' }>): unknown[] {
  const aliases = Object.keys(shape.aliases).map((alias) => (/^\d+$/.test(alias) ? Number(alias) : alias));
  const lower = shape.anyCase ? shape.options.map((option) => option.toLowerCase()) : [];
  return [...new Set<unknown>([...shape.options, ...lower, ...aliases])];
}
