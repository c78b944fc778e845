import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { intrinsicOf, isMap, type Where } from '../resolve/values.ts';

/** A place that names a parameter or resource. */
export interface Reference {
  readonly name: string;
  /** Of `Fn::GetAtt`; absent for `Ref`. */
  readonly attribute?: string;
  readonly where: Where;
}

export interface ReferenceVisitor {
  /** Whether a named condition holds: branches of `Fn::If` that are not taken are not looked at. */
  readonly holds: (condition: string) => boolean;
  readonly found: (reference: Reference) => void;
  /** Lists and maps that were visited: aliases make some stand in several places. */
  readonly seen: Set<object>;
}

/** Visits every reference in a value. */
export function visitReferences(where: Where, visitor: ReferenceVisitor): void {
  const value = (where.holder as TemplateMap)[String(where.key)];
  if (typeof value !== 'object' || value === null || visitor.seen.has(value)) return;
  visitor.seen.add(value);
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) {
    for (const key of Object.keys(value)) visitReferences({ holder: value, key }, visitor);
    return;
  }
  const { name, argument } = intrinsic;
  const at = { holder: value, key: name };
  if (name === 'Ref' && typeof argument === 'string') visitor.found({ name: argument, where: at });
  else if (name === 'Fn::GetAtt') visitAttribute(argument, at, visitor);
  else if (name === 'Fn::Sub') visitSubstitution(argument, at, visitor);
  else if (name === 'Fn::If' && Array.isArray(argument) && typeof argument[0] === 'string') {
    visitReferences({ holder: argument, key: visitor.holds(argument[0]) ? 1 : 2 }, visitor);
  } else visitReferences(at, visitor);
}

function visitAttribute(argument: TemplateValue, where: Where, { found }: ReferenceVisitor): void {
  const parts = typeof argument === 'string' ? splitAtDot(argument) : argument;
  if (!Array.isArray(parts) || typeof parts[0] !== 'string') return;
  found({ name: parts[0], attribute: typeof parts[1] === 'string' ? parts[1] : '', where });
}

function visitSubstitution(argument: TemplateValue, where: Where, visitor: ReferenceVisitor): void {
  const [text, variables] = Array.isArray(argument) ? argument : [argument];
  if (typeof text !== 'string') return;
  const given = isMap(variables) ? variables : {};
  for (const [, escaped, written = ''] of text.matchAll(/\$\{(!?)([^{}]*)\}/g)) {
    const name = written.trim();
    if (escaped !== '' || name === '' || Object.hasOwn(given, name)) continue;
    const [resource = '', attribute] = splitAtDot(name);
    visitor.found({ name: resource, ...(attribute !== undefined && { attribute }), where });
  }
  for (const key of Object.keys(given)) visitReferences({ holder: given, key }, visitor);
}

function splitAtDot(text: string): string[] {
  const dot = text.indexOf('.');
  return dot === -1 ? [text] : [text.slice(0, dot), text.slice(dot + 1)];
}
