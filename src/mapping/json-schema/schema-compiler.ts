import type { JavaMap, JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';
import type { Check } from './compiled-schema.ts';
import { byCodeUnits, CompiledSchema } from './compiled-schema.ts';
import { formats } from './formats/index.ts';
import { keywords } from './keywords/index.ts';
import type { KeywordContext } from './keywords/keyword.ts';
import { membersOf, regexOf } from './keywords/keyword-values.ts';
import { ModelError } from './model-error.ts';
import type { SchemaPlace, SchemaReferences } from './schema-references.ts';
import { appendPointer } from './schema-references.ts';

/** Compiles a schema and all that it refers to; each schema once, however often it is referred to. */
export class SchemaCompiler {
  readonly #references: SchemaReferences;
  readonly #compiled = new Map<JavaMap, CompiledSchema>();

  constructor(references: SchemaReferences) {
    this.#references = references;
  }

  /** @throws {ModelError} */
  compile(place: SchemaPlace): CompiledSchema {
    const target = this.#references.follow(place);
    if (!(target.schema instanceof Map)) throw new ModelError(target.pointer, 'a schema must be an object');
    const known = this.#compiled.get(target.schema);
    if (known !== undefined) return known;
    const schema = new CompiledSchema(target.pointer);
    this.#compiled.set(target.schema, schema);
    this.#equip(schema, target.schema, target);
    return schema;
  }

  #equip(schema: CompiledSchema, source: JavaMap, place: SchemaPlace): void {
    const checks: Check[] = [];
    for (const [name, keyword] of keywords) {
      if (!source.has(name)) continue;
      const check = keyword(this.#context(name, source, place));
      if (check !== undefined) checks.push(check);
    }
    const format = formatCheck(source.get('format'));
    if (format !== undefined) checks.push(format);
    schema.checks = checks;
    schema.elementSchemas = this.#elementSchemas(source, place);
    schema.memberSchemas = this.#memberSchemas(source, place);
  }

  #context(keyword: string, schema: JavaMap, place: SchemaPlace): KeywordContext {
    const pointer = appendPointer(place.pointer, keyword);
    return {
      keyword,
      value: schema.get(keyword) ?? null,
      schema,
      pointer,
      compile: (below, ...path) =>
        this.compile({ root: place.root, schema: below, pointer: appendPointer(pointer, ...path) }),
    };
  }

  /** Without `items`, a schema in `additionalItems` is for all elements. */
  #elementSchemas(source: JavaMap, place: SchemaPlace): (index: number) => readonly CompiledSchema[] {
    const items = this.#context('items', source, place);
    const additional = this.#additional('additionalItems', source, place);
    if (!source.has('items')) return () => additional;
    if (!(items.value instanceof JavaList)) {
      const every = [items.compile(items.value)];
      return () => every;
    }
    const each = items.value.items.map((item, index) => [items.compile(item, index)]);
    return (index) => each[index] ?? additional;
  }

  #memberSchemas(source: JavaMap, place: SchemaPlace): (name: string) => readonly CompiledSchema[] {
    const additional = this.#additional('additionalProperties', source, place);
    const named = new Map(this.#membersSchemas('properties', source, place));
    const patterns = this.#membersSchemas('patternProperties', source, place)
      .sort(([a], [b]) => byCodeUnits(a, b))
      .map(([pattern, schema]) => ({
        matches: regexOf(this.#context('patternProperties', source, place), pattern),
        schema,
      }));
    return (name) => {
      const own = named.get(name);
      const matched = patterns.filter(({ matches }) => matches(name)).map(({ schema }) => schema);
      const all = own === undefined ? matched : [own, ...matched];
      return all.length > 0 ? all : additional;
    };
  }

  #membersSchemas(keyword: string, source: JavaMap, place: SchemaPlace): [string, CompiledSchema][] {
    if (!source.has(keyword)) return [];
    const context = this.#context(keyword, source, place);
    return membersOf(context).map(([name, schema]) => [name, context.compile(schema, name)]);
  }

  #additional(keyword: string, source: JavaMap, place: SchemaPlace): readonly CompiledSchema[] {
    const context = this.#context(keyword, source, place);
    return context.value instanceof Map ? [context.compile(context.value)] : [];
  }
}

function formatCheck(name: JavaValue | undefined): Check | undefined {
  const format = typeof name === 'string' ? formats.get(name) : undefined;
  if (format === undefined) return undefined;
  return (instance, report) => {
    const problem = typeof instance === 'string' ? format(instance) : undefined;
    if (problem !== undefined) report.push(problem);
  };
}
