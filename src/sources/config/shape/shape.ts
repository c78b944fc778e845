/**
 * The parts that a description of a file is made of. A shape is data: one and the same drives the reading of the file, its JSON Schema and
 * the types of `defineConfig`.
 */
export type Shape =
  | TextShape
  | ScalarShape
  | NumberShape
  | BooleanShape
  | ChoiceShape
  | ListShape
  | MapShape
  | RecordShape
  | EitherShape
  | TaggedShape
  | JsonShape;

interface Described {
  /** For the JSON Schema: what an editor shows. A sentence or two. */
  readonly doc: string;
}

export interface TextShape extends Described, TextRules {
  readonly kind: 'text';
}

export interface TextRules {
  /** Regular expression in the common subset of JavaScript and JSON Schema. */
  readonly pattern?: string;
  /** What the pattern means, after "must be": `a URL`. */
  readonly wanted?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

/** Text, where a number or true/false may stand too and is taken as it was written. */
export interface ScalarShape extends Described, TextRules {
  readonly kind: 'scalar';
}

export interface NumberShape extends Described, NumberRules {
  readonly kind: 'number';
}

export interface NumberRules {
  readonly integer?: boolean;
  readonly min?: number;
  readonly max?: number;
  /** `seconds`, `MB`. */
  readonly unit?: string;
}

export interface BooleanShape extends Described {
  readonly kind: 'boolean';
}

export interface ChoiceShape<Option extends string = string> extends Described {
  readonly kind: 'choice';
  readonly options: readonly Option[];
  /** Other spellings -> option; `payloadFormatVersion: 1.0` is read as the number 1. */
  readonly aliases: Readonly<Record<string, Option>>;
  /** AWS takes `aws_proxy` and `AWS_PROXY`. */
  readonly anyCase: boolean;
}

export interface ListShape<Item extends Shape = Shape> extends Described {
  readonly kind: 'list';
  readonly item: Item;
  readonly min?: number;
  readonly max?: number;
}

export interface MapShape<Item extends Shape = Shape> extends Described {
  readonly kind: 'map';
  readonly item: Item;
  readonly keys?: TextRules;
  /** Pattern of the keys for the JSON Schema, where what reads them says more than that they do not match. */
  readonly schemaKeys?: string;
}

export type Fields = Readonly<Record<string, Shape>>;

export interface RecordShape<F extends Fields = Fields, R extends string = string> extends Described {
  readonly kind: 'record';
  /** Names the definition in the JSON Schema, and what it is in messages and in the list of what is not supported yet. */
  readonly name: string;
  readonly fields: F;
  readonly required: readonly R[];
}

/** One of several shapes, distinguished by what is written: text, a number, a list, a map … */
export interface EitherShape<Options extends readonly Shape[] = readonly Shape[]> extends Described {
  readonly kind: 'either';
  readonly options: Options;
}

/** One of several records, distinguished by the field `type`. */
export interface TaggedShape<
  Options extends Readonly<Record<string, RecordShape>> = Readonly<Record<string, RecordShape>>,
> extends Described {
  readonly kind: 'tagged';
  readonly options: Options;
  /** Other spellings of `type`. */
  readonly aliases: Readonly<Record<string, string>>;
}

/** A map that is not looked into (a schema, a policy). */
export interface JsonShape extends Described {
  readonly kind: 'json';
}

export const text = (doc: string, rules: TextRules = {}): TextShape => ({ kind: 'text', doc, ...rules });
export const scalar = (doc: string, rules: TextRules = {}): ScalarShape => ({ kind: 'scalar', doc, ...rules });
export const boolean = (doc: string): BooleanShape => ({ kind: 'boolean', doc });
export const json = (doc: string): JsonShape => ({ kind: 'json', doc });

export const number = (doc: string, rules: NumberRules = {}): NumberShape => ({ kind: 'number', doc, ...rules });
export const integer = (doc: string, rules: NumberRules = {}): NumberShape => number(doc, { integer: true, ...rules });

export function choice<const Option extends string>(
  doc: string,
  options: readonly Option[],
  spelling: { readonly aliases?: Readonly<Record<string, Option>>; readonly anyCase?: boolean } = {},
): ChoiceShape<Option> {
  return { kind: 'choice', doc, options, aliases: spelling.aliases ?? {}, anyCase: spelling.anyCase ?? false };
}

export function list<Item extends Shape>(
  doc: string,
  item: Item,
  rules: { readonly min?: number; readonly max?: number } = {},
): ListShape<Item> {
  return { kind: 'list', doc, item, ...rules };
}

export function map<Item extends Shape>(doc: string, item: Item, keys?: TextRules): MapShape<Item> {
  return { kind: 'map', doc, item, ...(keys && { keys }) };
}

export function record<const F extends Fields, const R extends keyof F & string = never>(
  name: string,
  doc: string,
  fields: F,
  required: readonly R[] = [],
  // What the place expects must not be taken for what is required: within `tagged` that would be every field.
): RecordShape<F, NoInfer<R>> {
  return { kind: 'record', name, doc, fields, required };
}

export function either<const Options extends readonly Shape[]>(doc: string, ...options: Options): EitherShape<Options> {
  return { kind: 'either', doc, options };
}

export function tagged<const Options extends Readonly<Record<string, RecordShape>>>(
  doc: string,
  options: Options,
  aliases: Readonly<Record<string, keyof Options & string>> = {},
): TaggedShape<Options> {
  return { kind: 'tagged', doc, options, aliases };
}
