import { nearest, nearestHint } from '../../problems/nearest.ts';
import { belongsElsewhere } from '../definition/belongs-elsewhere.ts';
import { notSupportedYet } from '../definition/not-supported-yet.ts';
import type { Place } from './place.ts';
import { readScalar } from './read-scalar.ts';
import type { EitherShape, ListShape, MapShape, RecordShape, Shape, TaggedShape } from './shape.ts';
import type { Value } from './value.ts';
import { found, oneOf, wanted, wantedText } from './descriptions.ts';
import { hintForKey, hintForKind, tagLike } from './hints.ts';
import { otherNames } from '../definition/other-names.ts';

/**
 * Reads a value as its shape says. Whatever is wrong becomes a problem, all of it; what is wrong is omitted, and where it was required,
 * its holder too: `undefined` means that a problem has been reported.
 */
export function read<S extends Shape>(shape: S, value: unknown, place: Place): Value<S> | undefined {
  return readAny(shape, value, place) as Value<S> | undefined;
}

function readAny(shape: Shape, value: unknown, place: Place): unknown {
  switch (shape.kind) {
    case 'list':
      return readList(shape, value, place);
    case 'map':
      return readMap(shape, value, place);
    case 'record':
      return readRecord(shape, value, place);
    case 'tagged':
      return readTagged(shape, value, place);
    case 'either':
      return readEither(shape, value, place);
    case 'json':
      return isMap(value) ? value : wrong(shape, value, place);
    default:
      return readScalar(shape, value, place);
  }
}

function readList(shape: ListShape, value: unknown, place: Place): unknown {
  if (!Array.isArray(value)) return wrong(shape, value, place);
  const { min = 0, max = Number.POSITIVE_INFINITY } = shape;
  if (value.length < min) place.error(`${place.name} must be ${wanted(shape)}, found an empty one`);
  if (value.length > max) place.error(`${place.name} may have ${max} entries, found ${value.length}`);
  return value.map((item, index) => readAny(shape.item, item, place.at(index))).filter((item) => item !== undefined);
}

function readMap(shape: MapShape, value: unknown, place: Place): unknown {
  if (!isMap(value)) return wrong(shape, value, place);
  const pattern = shape.keys?.pattern === undefined ? undefined : new RegExp(shape.keys.pattern);
  const result: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) {
    const at = place.at(key);
    if (shape.keys && pattern && !pattern.test(key)) {
      at.keyError(`a key of ${place.name} must be ${wantedText(shape.keys)}, found ${found(key)}`);
    }
    const part = readAny(shape.item, item, at);
    if (key === '__proto__') at.keyError(`"__proto__" cannot be a key of ${place.name}`);
    else if (part !== undefined) result[key] = part;
  }
  return result;
}

function readRecord(shape: RecordShape, value: unknown, place: Place, tag?: string): unknown {
  if (!isMap(value)) return wrong(shape, value, place);
  const result: Record<string, unknown> = tag === undefined ? {} : { type: tag };
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const field = Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
    if (!field) {
      if (tag === undefined || key !== 'type') refuse(shape, key, place, tag !== undefined);
      continue;
    }
    const part = readAny(field, item, place.at(key));
    if (part !== undefined) result[key] = part;
  }
  for (const key of shape.required) {
    if (value[key] === undefined) place.keyError(`${place.name} needs "${key}": ${needed(shape.fields[key])}`);
  }
  return shape.required.every((key) => Object.hasOwn(result, key)) ? result : undefined;
}

const needed = (field: Shape | undefined): string => (field ? wanted(field) : 'a value');

/** An unknown key: one that AWS has and we lack, one that has its place elsewhere, or a mistake. */
function refuse(shape: RecordShape, key: string, place: Place, hasType: boolean): void {
  const at = place.at(key);
  const lacking = own(notSupportedYet[shape.name], key);
  if (lacking !== undefined) return at.keyError(`"${key}" in ${place.name} is not supported yet`, lacking || undefined);
  const elsewhere = own(belongsElsewhere[shape.name], key);
  if (elsewhere !== undefined) return at.keyError(`${place.name} cannot have "${key}"`, elsewhere);
  const other = own(otherNames[shape.name], key.toLowerCase());
  if (other !== undefined) return at.keyError(`unknown key "${key}" in ${place.name}`, `Did you mean "${other}"?`);
  const known = (): string[] => [...(hasType ? ['type'] : []), ...Object.keys(shape.fields)];
  return at.keyError(
    `unknown key "${key}" in ${place.name}`,
    () => hintForKey(shape.name, key) ?? nearestHint(key, known(), `keys of ${shape.name}`),
  );
}

function own(keys: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return keys && Object.hasOwn(keys, key) ? keys[key] : undefined;
}

function readTagged(shape: TaggedShape, value: unknown, place: Place): unknown {
  if (!isMap(value)) return wrong(shape, value, place);
  const tags = Object.keys(shape.options);
  const written = value['type'];
  if (written === undefined) {
    place.keyError(`${place.name} needs "type": ${oneOf(tags)}`);
    return undefined;
  }
  const tag = typeof written === 'string' ? (shape.aliases[written] ?? written) : '';
  const option = Object.hasOwn(shape.options, tag) ? shape.options[tag] : undefined;
  if (option) return readRecord(option, value, place, tag);
  const near = typeof written === 'string' ? (nearest(written, tags) ?? tagLike(shape, written)) : undefined;
  place
    .at('type')
    .error(
      `${place.at('type').name} must be ${oneOf(tags)}, found ${found(written)}`,
      near && `Did you mean "${near}"?`,
    );
  return undefined;
}

function readEither(shape: EitherShape, value: unknown, place: Place): unknown {
  const option = shape.options.find((one) => takes(one, value));
  return option ? readAny(option, value, place) : wrong(shape, value, place);
}

/** Whether what stands there is of the kind that the shape wants, right or wrong in itself. */
function takes(shape: Shape, value: unknown): boolean {
  switch (shape.kind) {
    case 'text':
    case 'choice':
      return typeof value === 'string';
    case 'scalar':
      return typeof value !== 'object';
    case 'number':
    case 'boolean':
      return typeof value === shape.kind;
    case 'list':
      return Array.isArray(value);
    case 'either':
      return shape.options.some((option) => takes(option, value));
    default:
      return isMap(value);
  }
}

function wrong(shape: Shape, value: unknown, place: Place): undefined {
  place.error(`${place.name} must be ${wanted(shape)}, found ${found(value)}`, hintForKind(shape, value));
  return undefined;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
