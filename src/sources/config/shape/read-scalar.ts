import { nearest } from '../../problems/nearest.ts';
import { isEnvironmentReference } from '../environment-references.ts';
import type { Place } from './place.ts';
import type { BooleanShape, ChoiceShape, NumberShape, ScalarShape, TextShape } from './shape.ts';
import { found, wanted } from './descriptions.ts';
import { hintForNumber, hintForText } from './hints.ts';

export function readScalar(
  shape: TextShape | ScalarShape | NumberShape | BooleanShape | ChoiceShape,
  value: unknown,
  place: Place,
): string | number | boolean | undefined {
  switch (shape.kind) {
    case 'text':
      return readText(shape, value, place);
    case 'scalar':
      return readText(shape, asWritten(value, place), place);
    case 'number':
      return readNumber(shape, value, place);
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (isEnvironmentReference(place.source) && (value === 'true' || value === 'false')) return value === 'true';
      return refuse(shape, value, place, value === 'true' || value === 'false' ? 'Remove the quotes.' : undefined);
    default:
      return readChoice(shape, value, place);
  }
}

function readText(shape: TextShape | ScalarShape, value: unknown, place: Place): string | undefined {
  if (typeof value !== 'string') {
    const isScalar = typeof value === 'number' || typeof value === 'boolean';
    return refuse(shape, value, place, hintForText(shape, value) ?? (isScalar ? 'Put it in quotes.' : undefined));
  }
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = shape;
  const fits = value.length >= minLength && value.length <= maxLength;
  if (!fits || (pattern !== undefined && !new RegExp(pattern).test(value))) {
    return refuse(shape, value, place, hintForText(shape, value));
  }
  return value;
}

/** `1.10` is the text 1.10, not the number 1.1. */
function asWritten(value: unknown, place: Place): unknown {
  return typeof value === 'number' || typeof value === 'boolean' ? (place.source ?? String(value)) : value;
}

function readNumber(shape: NumberShape, value: unknown, place: Place): number | undefined {
  if (typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value))) {
    if (isEnvironmentReference(place.source)) return readNumber(shape, Number(value), place);
    return refuse(shape, value, place, 'Remove the quotes.');
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    return refuse(shape, value, place, hintForNumber(shape, value));
  }
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = shape;
  const fits = value >= min && value <= max && (shape.integer !== true || Number.isInteger(value));
  return fits ? value : refuse(shape, value, place, hintForNumber(shape, value));
}

function readChoice(shape: ChoiceShape, value: unknown, place: Place): string | undefined {
  const written = String(value);
  if (Object.hasOwn(shape.aliases, written)) return shape.aliases[written];
  if (typeof value !== 'string') return refuse(shape, value, place);
  if (shape.options.includes(value)) return value;
  const near = nearest(value, shape.options);
  if (shape.anyCase && near?.toLowerCase() === value.toLowerCase()) return near;
  return refuse(shape, value, place, near && `Did you mean "${near}"?`);
}

function refuse(shape: Parameters<typeof wanted>[0], value: unknown, place: Place, hint?: string): undefined {
  place.error(
    `${place.name} must be ${wanted(shape)}, found ${typeof value === 'number' ? (place.source ?? value) : found(value)}`,
    hint,
  );
  return undefined;
}
