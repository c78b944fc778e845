import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { intrinsicOf, isMap, type Where } from '../resolve/values.ts';

/** A place that names a parameter or resource. */
export interface Reference {
  readonly name: string;
  /** Of `Fn::GetAtt`; absent for `Ref`. */
  readonly attribute?: string;
  readonly where: Where;
}

/** Every reference in a value, but for those in branches of `Fn::If` that are not taken. */
export function* referencesIn(where: Where, holds: (condition: string) => boolean): Generator<Reference> {
  const value = (where.holder as TemplateMap)[String(where.key)];
  if (typeof value !== 'object' || value === null) return;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) {
    for (const key of Object.keys(value)) yield* referencesIn({ holder: value, key }, holds);
    return;
  }
  const { name, argument } = intrinsic;
  const at = { holder: value, key: name };
  if (name === 'Ref' && typeof argument === 'string') yield { name: argument, where: at };
  else if (name === 'Fn::GetAtt') yield* attributeReference(argument, at);
  else if (name === 'Fn::Sub') yield* substituted(argument, at, holds);
  else if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
    yield* referencesIn({ holder: argument, key: holds(argument[0]) ? 1 : 2 }, holds);
  } else yield* referencesIn(at, holds);
}

function* attributeReference(argument: TemplateValue, where: Where): Generator<Reference> {
  const parts = typeof argument === 'string' ? splitAtDot(argument) : argument;
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return;
  yield { name: parts[0], attribute: typeof parts[1] === 'string' ? parts[1] : '', where };
}

function* substituted(
  argument: TemplateValue,
  where: Where,
  holds: (condition: string) => boolean,
): Generator<Reference> {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return;
  const given = isMap(variables) ? variables : {};
  for (const [, escaped, written = ''] of text.matchAll(/\$\{(!?)([^{}]*)\}/g)) {
    const name = written.trim();
    if (escaped !== '' || name === '' || Object.hasOwn(given, name)) continue;
    const [resource = '', attribute] = splitAtDot(name);
    yield { name: resource, ...(attribute !== undefined && { attribute }), where };
  }
  for (const key of Object.keys(given)) yield* referencesIn({ holder: given, key }, holds);
}

function splitAtDot(text: string): string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
