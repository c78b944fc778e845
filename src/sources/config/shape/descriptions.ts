import { withoutCredentials } from '../../../model/secrets/hidden-credentials.ts';
import type { NumberShape, Shape, TextRules } from './shape.ts';

/** What a shape wants, after "must be". */
export function wanted(shape: Shape): string {
  switch (shape.kind) {
    case 'text':
    case 'scalar':
      return wantedText(shape);
    case 'number':
      return wantedNumber(shape);
    case 'boolean':
      return 'true or false';
    case 'choice':
      return oneOf(shape.options);
    case 'list':
      return `a list${shape.min !== undefined && shape.min > 0 ? ' with at least one entry' : ''}`;
    case 'either':
      return shape.options.map(wanted).join(', or ');
    default:
      return 'a map';
  }
}

export function wantedText(rules: TextRules): string {
  if (rules.wanted !== undefined) return rules.wanted;
  if (rules.minLength !== undefined && rules.maxLength !== undefined) {
    return `text of ${rules.minLength} to ${rules.maxLength} characters`;
  }
  return rules.maxLength === undefined ? 'text' : `text of at most ${rules.maxLength} characters`;
}

/** `one of "a", "b"`, or just `"a"`. */
export function oneOf(options: readonly string[]): string {
  const quoted = options.map((option) => `"${option}"`);
  return quoted.length === 1 ? quoted.join('') : `one of ${quoted.join(', ')}`;
}

function wantedNumber({ integer, min, max, unit }: NumberShape): string {
  const what = integer === true ? 'an integer' : 'a number';
  const range =
    min !== undefined && max !== undefined
      ? ` from ${grouped(min)} to ${grouped(max)}`
      : min === undefined
        ? ''
        : ` of at least ${grouped(min)}`;
  return `${what}${range}${unit === undefined ? '' : ` (${unit})`}`;
}

const grouped = (value: number): string => value.toLocaleString('en-US');

/** Long texts are cut: the frame shows the place anyway. */
const SHOWN = 60;

/** What stands there, after "found". */
export function found(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') {
    const shown = withoutCredentials(value);
    return JSON.stringify(shown.length > SHOWN ? `${shown.slice(0, SHOWN)}…` : shown);
  }
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'object' ? 'a map' : `a ${typeof value}`;
}
